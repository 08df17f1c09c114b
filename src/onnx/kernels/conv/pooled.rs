//! An `AveragePool` of 2 × 4 values with strides of 2, done to the tiles of a convolution as they come: half of
//! a tile has its own two windows but for one column on either side.

use wide::f32x4;

use super::winograd::{LANES, TILE};
use super::{AveragePool, Side};

/// Whether it is such a pool, and tiles fill all of its input: `height` × `width`.
pub fn fits(pool: &AveragePool, height: usize, width: usize) -> bool {
    // `write` adds the bias to means.
    pool.means
        && height.is_multiple_of(TILE)
        && width.is_multiple_of(TILE * LANES)
        && pool.height == Side { length: height, kernel: 2, stride: 2, before: 0, after: 0 }
        && pool.width == Side { length: width, kernel: 4, stride: 2, before: 1, after: 1 }
}

/// What a vector of tiles has of one row of windows.
#[derive(Clone, Copy, Default)]
struct Sums {
    /// Each tile's own part of its first window, and of its second.
    windows: [f32x4; 2],
    /// Its first column, which the second window of the tile before has, too.
    left: f32x4,
    /// Its last column, which the first window of the tile behind has, too.
    right: f32x4,
}

impl Sums {
    #[inline(always)]
    fn of([a, b, c, d]: [f32x4; TILE], [e, f, g, h]: [f32x4; TILE]) -> Self {
        let (left, inner, right) = (a + e, (b + f) + (c + g), d + h);
        Self { windows: [left + inner, inner + right], left, right }
    }
}

/// As it lies in memory. Each half of a tile is of another row of windows.
pub type Parts = [[[f32; LANES]; 4]; 2];
pub const PARTS: usize = LANES * 4 * 2;

#[inline(always)]
pub fn put([a, b, c, d]: [[f32x4; TILE]; TILE], parts: &mut Parts) {
    *parts = [Sums::of(a, b), Sums::of(c, d)].map(|Sums { windows: [first, second], left, right }| {
        [first, second, left, right].map(f32x4::to_array)
    });
}

/// The means of a row of windows: sums times `shares`, and `bias`. `half` is 0 or 1.
pub fn write(parts: &[Parts], half: usize, shares: &[f32], bias: f32, out: &mut [f32]) {
    let sums = |parts: &Parts| {
        let [first, second, left, right] = parts.get(half).copied().unwrap_or_default().map(f32x4::new);
        Sums { windows: [first, second], left, right }
    };
    let rest = parts.iter().skip(1).map(sums).chain(std::iter::once(Sums::default()));
    let out = out.as_chunks_mut::<{ 2 * LANES }>().0.iter_mut().zip(shares.as_chunks::<{ 2 * LANES }>().0);
    let (mut last_right, mut here) = (0.0, parts.first().map(sums).unwrap_or_default());
    for (next, (out, shares)) in rest.zip(out) {
        let ([r0, r1, r2, r3], [_, l1, l2, l3]) = (here.right.to_array(), here.left.to_array());
        let [l4, ..] = next.left.to_array();
        let [first, second] = here.windows;
        let [a, c, e, g] = (first + f32x4::new([last_right, r0, r1, r2])).to_array();
        let [b, d, f, h] = (second + f32x4::new([l1, l2, l3, l4])).to_array();
        let sums = [a, b, c, d, e, f, g, h].into_iter().zip(shares);
        out.iter_mut().zip(sums).for_each(|(out, (sum, share))| *out = sum * share + bias);
        (last_right, here) = (r3, next);
    }
}
