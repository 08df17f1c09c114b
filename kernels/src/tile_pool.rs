//! An average pool of 2 × 4 values with strides of 2, applied to the tiles of a convolution.
//!
//! Half a tile (two rows of four outputs) covers two windows, except for one column on each side.

use wide::f32x4;

use crate::average_pool::{AveragePool, WindowAxis};
use crate::winograd::{LANES, TILE};

/// Returns whether `pool` is such a pool, and tiles fill its input of `height` × `width`.
pub(crate) fn fits(pool: &AveragePool, height: usize, width: usize) -> bool {
    // `write` adds the bias to each mean, which is wrong for means over padding.
    !pool.count_include_pad
        && height.is_multiple_of(TILE)
        && width.is_multiple_of(TILE * LANES)
        && pool.height == WindowAxis { length: height, kernel: 2, stride: 2, before: 0, after: 0 }
        && pool.width == WindowAxis { length: width, kernel: 4, stride: 2, before: 1, after: 1 }
}

/// The contribution of a vector of tiles to one row of windows.
#[derive(Clone, Copy, Default)]
struct Sums {
    /// Sums of each tile's first and second window, within the tile.
    windows: [f32x4; 2],
    /// First column of each tile, also part of the previous tile's second window.
    left: f32x4,
    /// Last column of each tile, also part of the next tile's first window.
    right: f32x4,
}

impl Sums {
    #[inline(always)]
    fn new([a, b, c, d]: [f32x4; TILE], [e, f, g, h]: [f32x4; TILE]) -> Self {
        let (left, inner, right) = (a + e, (b + f) + (c + g), d + h);
        Self { windows: [left + inner, inner + right], left, right }
    }
}

/// Memory layout of the sums of both halves of a vector of tiles.
pub(crate) type Parts = [[[f32; LANES]; 4]; 2];
pub(crate) const PARTS: usize = LANES * 4 * 2;

/// Stores the sums of a vector of tiles.
#[inline(always)]
pub(crate) fn store([a, b, c, d]: [[f32x4; TILE]; TILE], parts: &mut Parts) {
    *parts =
        [Sums::new(a, b), Sums::new(c, d)].map(|Sums { windows: [first, second], left, right }| {
            [first, second, left, right].map(f32x4::to_array)
        });
}

/// Writes a row of windows: their sums times `scales`, plus `bias`. `half` is 0 or 1.
#[inline(always)]
pub(crate) fn write(parts: &[Parts], half: usize, scales: &[f32], bias: f32, out: &mut [f32]) {
    let sums = |&[upper, lower]: &Parts| {
        let half = if half == 0 { upper } else { lower };
        let [first, second, left, right] = half.map(f32x4::new);
        Sums { windows: [first, second], left, right }
    };
    let rest = parts.iter().skip(1).map(sums).chain(std::iter::once(Sums::default()));
    let out = out
        .as_chunks_mut::<{ 2 * LANES }>()
        .0
        .iter_mut()
        .zip(scales.as_chunks::<{ 2 * LANES }>().0);
    let Some(first) = parts.first() else { return };
    let (mut last_right, mut here) = (0.0, sums(first));
    for (next, (out, scales)) in rest.zip(out) {
        let ([r0, r1, r2, r3], [_, l1, l2, l3]) = (here.right.to_array(), here.left.to_array());
        let [l4, ..] = next.left.to_array();
        let [first, second] = here.windows;
        let [a, c, e, g] = (first + f32x4::new([last_right, r0, r1, r2])).to_array();
        let [b, d, f, h] = (second + f32x4::new([l1, l2, l3, l4])).to_array();
        let sums = [a, b, c, d, e, f, g, h].into_iter().zip(scales);
        out.iter_mut().zip(sums).for_each(|(out, (sum, scale))| *out = sum * scale + bias);
        (last_right, here) = (r3, next);
    }
}
