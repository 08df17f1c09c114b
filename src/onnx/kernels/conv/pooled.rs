//! An `AveragePool` of 2 × 4 values with strides of 2, done to the tiles of a convolution as they come: half of
//! a tile has its own two windows but for one column on either side.

use wide::f32x4;

use super::winograd::{LANES, TILE};
use super::{AveragePool, Side, store};

/// Whether it is such a pool, and tiles fill all of its input: `height` × `width`.
pub fn fits(pool: &AveragePool, height: usize, width: usize) -> bool {
    height.is_multiple_of(TILE)
        && width.is_multiple_of(TILE * LANES)
        && pool.height == Side { length: height, kernel: 2, stride: 2, before: 0, after: 0 }
        && pool.width == Side { length: width, kernel: 4, stride: 2, before: 1, after: 1 }
}

/// Values for one row of windows over so many tiles.
pub const fn length(row_tiles: usize) -> usize {
    4 * (row_tiles + LANES)
}

/// A row of windows while its tiles come in, as sums of parts. What no tile fills must be 0.
struct Row<'a> {
    /// A tile's own part of its first window, and of its second.
    first: &'a mut [f32],
    second: &'a mut [f32],
    /// Its last column, at the place of the next tile, whose first window has it, too.
    before: &'a mut [f32],
    /// Its first column, which the second window of the tile before has, too.
    after: &'a mut [f32],
}

impl<'a> Row<'a> {
    fn of(values: &'a mut [f32]) -> Self {
        let line = values.len() / 4;
        let (first, rest) = values.split_at_mut(line);
        let (second, rest) = rest.split_at_mut(line);
        let (before, after) = rest.split_at_mut(line);
        Self { first, second, before, after }
    }
}

/// Puts two rows of four tiles, the first of which is `tile`, into a row of windows.
#[inline(always)]
pub fn put(values: &mut [f32], tile: usize, upper: [f32x4; TILE], lower: [f32x4; TILE]) {
    let Row { first, second, before, after } = Row::of(values);
    let ([a, b, c, d], [e, f, g, h]) = (upper, lower);
    let (left, inner, right) = (a + e, (b + f) + (c + g), d + h);
    store(first, tile, left + inner);
    store(second, tile, inner + right);
    store(before, tile + 1, right);
    store(after, tile, left);
}

/// The means of a row of windows: sums times `shares`, and `bias`.
pub fn write(values: &mut [f32], shares: &[f32], bias: f32, out: &mut [f32]) {
    let Row { first, second, before, after } = Row::of(values);
    let first = first.as_chunks::<LANES>().0.iter().zip(before.as_chunks::<LANES>().0);
    let after = after.get(1..).unwrap_or_default();
    let second = second.as_chunks::<LANES>().0.iter().zip(after.as_chunks::<LANES>().0);
    let shares = shares.as_chunks::<{ 2 * LANES }>().0;
    let out = out.as_chunks_mut::<{ 2 * LANES }>().0.iter_mut().zip(shares);
    for (((&first, &before), (&second, &after)), (out, shares)) in first.zip(second).zip(out) {
        let [a, c, e, g] = (f32x4::new(first) + f32x4::new(before)).to_array();
        let [b, d, f, h] = (f32x4::new(second) + f32x4::new(after)).to_array();
        let sums = [a, b, c, d, e, f, g, h].into_iter().zip(shares);
        out.iter_mut().zip(sums).for_each(|(out, (sum, share))| *out = sum * share + bias);
    }
}
