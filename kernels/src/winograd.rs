//! Winograd's minimal filtering F(4 × 4, 3 × 3), after Lavin & Gray 2016, "Fast Algorithms for
//! Convolutional Neural Networks", <https://arxiv.org/abs/1509.09308>.
//!
//! A tile of 4 × 4 outputs takes 36 multiplications for each pair of channels instead of 144. Input
//! tiles of 6 × 6 become `Bᵀ d B`, the weights `G g Gᵀ`. Their products, summed over the input
//! channels, become the outputs `Aᵀ m A`. The matrices are those of the paper's section 4.3.
//!
//! The transforms take four tiles at a time, one in each lane of a SIMD vector.

use wide::f32x4;

/// Outputs along each side of a tile.
pub(crate) const TILE: usize = 4;
/// Inputs along each side of a tile.
pub(crate) const POINTS: usize = TILE + 2;
/// Values of a transformed tile.
pub(crate) const CELLS: usize = POINTS * POINTS;
/// Values in a SIMD vector.
pub(crate) const LANES: usize = 4;

/// `G` of the paper.
const WEIGHTS: [[f64; 3]; POINTS] = [
    [1.0 / 4.0, 0.0, 0.0],
    [-1.0 / 6.0, -1.0 / 6.0, -1.0 / 6.0],
    [-1.0 / 6.0, 1.0 / 6.0, -1.0 / 6.0],
    [1.0 / 24.0, 1.0 / 12.0, 1.0 / 6.0],
    [1.0 / 24.0, -1.0 / 12.0, 1.0 / 6.0],
    [0.0, 0.0, 1.0],
];

/// `G g Gᵀ` of one pair of channels, row by row.
pub(crate) fn transform_weights(kernel: &[f32; 9]) -> impl Iterator<Item = f64> {
    let line = |[a, b, c]: [f64; 3], [x, y, z]: [f64; 3]| a * x + b * y + c * z;
    let [a, b, c, d, e, f, g, h, i] = kernel.map(f64::from);
    // One row for each of the three columns of weights.
    let columns = [[a, d, g], [b, e, h], [c, f, i]]
        .map(|column| WEIGHTS.map(|factors| line(factors, column)));
    let [left, middle, right] = columns;
    left.into_iter().zip(middle).zip(right).flat_map(move |((left, middle), right)| {
        WEIGHTS.map(|factors| line(factors, [left, middle, right]))
    })
}

/// `Bᵀ d B` of `tile[y][x]`, as `[x][y]`.
#[inline(always)]
pub(crate) fn transform_inputs(tile: [[f32x4; POINTS]; POINTS]) -> [[f32x4; POINTS]; POINTS] {
    transposed(tile.map(input_points)).map(input_points)
}

/// `Aᵀ m A` of `cells`, row by row, as `[y][x]`.
#[inline(always)]
pub(crate) fn transform_outputs(cells: &[[f32; LANES]; CELLS]) -> [[f32x4; TILE]; TILE] {
    let mut rows =
        cells.as_chunks::<POINTS>().0.iter().map(|row| output_points(row.map(f32x4::new)));
    // `CELLS` is `POINTS` rows, so the default is never used.
    let rows: [[f32x4; TILE]; POINTS] = std::array::from_fn(|_| rows.next().unwrap_or_default());
    let columns: [[f32x4; POINTS]; TILE] = transposed(rows);
    transposed(columns.map(output_points))
}

/// `Bᵀ d` of one line of a tile.
#[inline(always)]
fn input_points([d0, d1, d2, d3, d4, d5]: [f32x4; POINTS]) -> [f32x4; POINTS] {
    let (two, four, five) = (f32x4::splat(2.0), f32x4::splat(4.0), f32x4::splat(5.0));
    let (even, odd) = (d4 - four * d2, d3 - four * d1);
    let (far, near) = (d4 - d2, two * (d3 - d1));
    [
        four * d0 - five * d2 + d4,
        even + odd,
        even - odd,
        far + near,
        far - near,
        four * d1 - five * d3 + d5,
    ]
}

/// `Aᵀ m` of one line of products.
#[inline(always)]
fn output_points([m0, m1, m2, m3, m4, m5]: [f32x4; POINTS]) -> [f32x4; TILE] {
    let (two, four, eight) = (f32x4::splat(2.0), f32x4::splat(4.0), f32x4::splat(8.0));
    let (near, near_away) = (m1 + m2, m1 - m2);
    let (far, far_away) = (m3 + m4, m3 - m4);
    [
        m0 + near + far,
        near_away + two * far_away,
        near + four * far,
        near_away + eight * far_away + m5,
    ]
}

#[inline(always)]
fn transposed<const ROWS: usize, const COLUMNS: usize>(
    rows: [[f32x4; COLUMNS]; ROWS],
) -> [[f32x4; ROWS]; COLUMNS] {
    // `column` is below `COLUMNS`, so the default is never used.
    std::array::from_fn(|column| rows.map(|row| row.get(column).copied().unwrap_or_default()))
}
