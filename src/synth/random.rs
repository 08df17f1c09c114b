//! Pseudo-random numbers, independent of crate versions and pointer width.

use std::f64::consts::TAU;

/// SplitMix64 (Steele et al., OOPSLA 2014). Own code, since the generators of the `rand` crate
/// change between versions; its `SmallRng` also differs between 32 and 64 bits.
pub(super) struct Random {
    state: u64,
    /// The second number of the last pair of normal ones.
    normal: Option<f64>,
}

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed, normal: None }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Draws a uniform number, 0 < x ≤ 1.
    pub(super) fn uniform(&mut self) -> f64 {
        ((self.next() >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }

    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// Draws a standard normal number (Box & Muller 1958).
    pub(super) fn normal(&mut self) -> f64 {
        if let Some(normal) = self.normal.take() {
            return normal;
        }
        let radius = (-2.0 * self.uniform().ln()).sqrt();
        let (sin, cos) = (TAU * self.uniform()).sin_cos();
        self.normal = Some(radius * sin);
        radius * cos
    }
}
