//! `Conv` with 3 × 3 weights, by Winograd's minimal filtering F(4 × 4, 3 × 3): Lavin & Gray 2016, "Fast
//! Algorithms for Convolutional Neural Networks", <https://arxiv.org/abs/1509.09308>.
//!
//! A tile of 4 × 4 outputs takes 36 multiplications for each pair of channels, not 144. Input tiles of
//! 6 × 6 become `Bᵀ d B`, the weights `G g Gᵀ`; their products, summed over the input channels by 36 small
//! matrix products, become the outputs `Aᵀ m A`. The matrices are those of the paper's section 4.3.

use wide::f32x4;

use super::{Inputs, Kernel};

/// Outputs along each side of a tile, and inputs.
const TILE: usize = 4;
const POINTS: usize = TILE + 2;
/// Values of a transformed tile.
const CELLS: usize = POINTS * POINTS;
/// Tiles, or output channels, in a SIMD vector.
const LANES: usize = 4;
/// Tiles of a row of the matrix products: two vectors, so that eight sums are under way at a time.
const GROUP: usize = 2 * LANES;
/// About as many tiles are transformed, multiplied and transformed back before the next ones are: what is
/// between stays in the cache.
const BLOCK_TILES: usize = 32;

/// `G` of the paper.
const WEIGHTS: [[f64; 3]; POINTS] = [
    [1.0 / 4.0, 0.0, 0.0],
    [-1.0 / 6.0, -1.0 / 6.0, -1.0 / 6.0],
    [-1.0 / 6.0, 1.0 / 6.0, -1.0 / 6.0],
    [1.0 / 24.0, 1.0 / 12.0, 1.0 / 6.0],
    [1.0 / 24.0, -1.0 / 12.0, 1.0 / 6.0],
    [0.0, 0.0, 1.0],
];

/// A convolution with a stride of 1 and one zero on each side, so that the output is of the input's size.
pub struct Conv {
    inputs: usize,
    outputs: usize,
    height: usize,
    width: usize,
    relu: bool,
    /// `[cell][output channel / 4][input channel][4]`
    weights: Vec<f32>,
    bias: Vec<f32>,
    /// Rows of tiles; tiles in a row, which the last vector may pass; rows of a block.
    tile_rows: usize,
    row_tiles: usize,
    block_rows: usize,
}

impl Conv {
    /// With weights `[outputs, inputs, 3, 3]`, and a `Relu` behind it if wanted.
    pub fn new(
        [outputs, inputs]: [usize; 2],
        [height, width]: [usize; 2],
        weights: &[f32],
        bias: &[f32],
        relu: bool,
    ) -> Self {
        let row_tiles = width.div_ceil(TILE).next_multiple_of(LANES);
        Self {
            inputs,
            outputs,
            height,
            width,
            relu,
            weights: transformed_weights(outputs, inputs, weights),
            bias: bias.to_vec(),
            tile_rows: height.div_ceil(TILE),
            row_tiles,
            block_rows: (BLOCK_TILES / row_tiles).max(1),
        }
    }

    /// A padded row of the input as [`TILE`] phases, of which each has the values that lie [`TILE`] apart: the
    /// same place of neighbouring tiles lies together.
    fn phase(&self) -> usize {
        // One more vector than tiles: the last two columns of a tile are the next one's first.
        self.row_tiles + LANES
    }

    fn padded_rows(&self) -> usize {
        TILE * self.tile_rows + 2
    }

    fn plane(&self) -> usize {
        self.padded_rows() * TILE * self.phase()
    }

    fn groups(&self) -> usize {
        (self.block_rows * self.row_tiles).div_ceil(GROUP)
    }

    fn output_blocks(&self) -> usize {
        self.outputs.div_ceil(LANES)
    }
}

impl Kernel for Conv {
    fn scratch(&self) -> usize {
        let block = CELLS * self.groups() * GROUP;
        self.inputs * self.plane() + block * self.inputs + block * self.output_blocks() * LANES
    }

    fn run(&self, inputs: &Inputs<'_>, out: &mut [f32], scratch: &mut [f32]) {
        let block = CELLS * self.groups() * GROUP;
        let (planes, rest) = scratch.split_at_mut(self.inputs * self.plane());
        let (tiles, products) = rest.split_at_mut(block * self.inputs);
        let area = self.height * self.width;
        let images = inputs.get(0).chunks_exact((self.inputs * area).max(1));
        for (image, out) in images.zip(out.chunks_exact_mut((self.outputs * area).max(1))) {
            for (plane, image) in planes.chunks_exact_mut(self.plane()).zip(image.chunks_exact(area.max(1))) {
                self.lay_out(image, plane);
            }
            for first_row in (0..self.tile_rows).step_by(self.block_rows) {
                for (channel, plane) in planes.chunks_exact(self.plane()).enumerate() {
                    self.transform_inputs(plane, first_row, channel, tiles);
                }
                self.multiply(tiles, products);
                for (channel, out) in out.chunks_exact_mut(area.max(1)).enumerate() {
                    self.transform_outputs(products, first_row, channel, out);
                }
            }
        }
    }
}

impl Conv {
    fn lay_out(&self, image: &[f32], plane: &mut [f32]) {
        let phase = self.phase();
        plane.fill(0.0);
        // Below the zeros above.
        let rows = plane.chunks_exact_mut(TILE * phase).skip(1);
        for (padded, row) in rows.zip(image.chunks_exact(self.width.max(1))) {
            for (at, cells) in padded.chunks_exact_mut(phase).enumerate() {
                // The zero on the left is the first value of the first phase.
                let (first, skipped) = if at == 0 { (TILE - 1, 1) } else { (at - 1, 0) };
                let values = row.get(first..).unwrap_or_default().iter().step_by(TILE);
                cells.iter_mut().skip(skipped).zip(values).for_each(|(cell, &value)| *cell = value);
            }
        }
    }

    /// Fills `tiles`, `[cell][group][channel][tile of the group]`, for one channel.
    fn transform_inputs(&self, plane: &[f32], first_row: usize, channel: usize, tiles: &mut [f32]) {
        let phase = self.phase();
        let cell_stride = self.groups() * self.inputs * GROUP;
        let rows = first_row..(first_row + self.block_rows).min(self.tile_rows);
        for (row, tile_row) in rows.enumerate() {
            let from = plane.get(TILE * tile_row * TILE * phase..).unwrap_or_default();
            for first in (0..self.row_tiles).step_by(LANES) {
                let tile = std::array::from_fn(|y| {
                    std::array::from_fn(|x| {
                        let at = (y * TILE + x % TILE) * phase + first + x / TILE;
                        load(from, at)
                    })
                });
                let tile: [[f32x4; POINTS]; POINTS] = tile;
                let columns = transposed(tile.map(input_points));
                let cells = columns.map(input_points);
                let place = row * self.row_tiles + first;
                let at = (place / GROUP * self.inputs + channel) * GROUP + place % GROUP;
                // Transposed twice: cells[x][y].
                for (x, column) in cells.iter().enumerate() {
                    for (y, value) in column.iter().enumerate() {
                        store(tiles, (y * POINTS + x) * cell_stride + at, *value);
                    }
                }
            }
        }
    }

    /// Fills `products`, `[cell][output channel / 4][group][4][tile of the group]`.
    fn multiply(&self, tiles: &[f32], products: &mut [f32]) {
        let cell_tiles = self.groups() * self.inputs * GROUP;
        let cells = tiles.chunks_exact(cell_tiles.max(1));
        let weights = self.weights.chunks_exact((self.weights.len() / CELLS).max(1));
        let products =
            products.chunks_exact_mut((self.output_blocks() * self.groups() * LANES * GROUP).max(1));
        for ((tiles, weights), products) in cells.zip(weights).zip(products) {
            let blocks = weights.chunks_exact(self.inputs * LANES);
            for (weights, products) in blocks.zip(products.chunks_exact_mut(self.groups() * LANES * GROUP)) {
                let groups = tiles.chunks_exact(self.inputs * GROUP);
                for (tiles, products) in groups.zip(products.chunks_exact_mut(LANES * GROUP)) {
                    multiply_group(weights, tiles, products);
                }
            }
        }
    }

    fn transform_outputs(&self, products: &[f32], first_row: usize, channel: usize, out: &mut [f32]) {
        let cell_stride = self.output_blocks() * self.groups() * LANES * GROUP;
        let bias = f32x4::splat(self.bias.get(channel).copied().unwrap_or_default());
        let least = f32x4::splat(if self.relu { 0.0 } else { f32::NEG_INFINITY });
        let rows = first_row..(first_row + self.block_rows).min(self.tile_rows);
        for (row, tile_row) in rows.enumerate() {
            for first in (0..self.row_tiles).step_by(LANES) {
                let place = row * self.row_tiles + first;
                let group = (channel / LANES * self.groups() + place / GROUP) * LANES + channel % LANES;
                let at = group * GROUP + place % GROUP;
                let cells = std::array::from_fn(|y| {
                    std::array::from_fn(|x| load(products, (y * POINTS + x) * cell_stride + at))
                });
                let cells: [[f32x4; POINTS]; POINTS] = cells;
                let columns: [[f32x4; POINTS]; TILE] = transposed(cells.map(output_points));
                let tile = transposed(columns.map(output_points));
                let rows = out.chunks_exact_mut(self.width).skip(TILE * tile_row);
                for (out, values) in rows.zip(tile) {
                    let values = f32x4::transpose(values.map(|value| (value + bias).fast_max(least)));
                    let out = out.get_mut(TILE * first..).unwrap_or_default();
                    for (out, values) in out.chunks_mut(TILE).zip(values) {
                        match <&mut [f32; TILE]>::try_from(&mut *out) {
                            Ok(out) => *out = values.to_array(),
                            Err(_) => {
                                out.iter_mut().zip(values.to_array()).for_each(|(out, value)| *out = value)
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Four output channels of a group of tiles.
#[inline(always)]
fn multiply_group(weights: &[f32], tiles: &[f32], products: &mut [f32]) {
    let mut sums = [[f32x4::splat(0.0); 2]; LANES];
    let (weights, tiles) = (weights.as_chunks::<LANES>().0, tiles.as_chunks::<GROUP>().0);
    for (weights, &[a, b, c, d, e, f, g, h]) in weights.iter().zip(tiles) {
        let halves = [f32x4::new([a, b, c, d]), f32x4::new([e, f, g, h])];
        for (sums, &weight) in sums.iter_mut().zip(weights) {
            let weight = f32x4::splat(weight);
            for (sum, half) in sums.iter_mut().zip(halves) {
                *sum += weight * half;
            }
        }
    }
    for (out, sum) in products.as_chunks_mut::<LANES>().0.iter_mut().zip(sums.iter().flatten()) {
        *out = sum.to_array();
    }
}

/// `Bᵀ d` of one line of a tile.
#[inline(always)]
fn input_points([d0, d1, d2, d3, d4, d5]: [f32x4; POINTS]) -> [f32x4; POINTS] {
    let (two, four, five) = (f32x4::splat(2.0), f32x4::splat(4.0), f32x4::splat(5.0));
    let (even, odd) = (d4 - four * d2, d3 - four * d1);
    let (far, near) = (d4 - d2, two * (d3 - d1));
    [four * d0 - five * d2 + d4, even + odd, even - odd, far + near, far - near, four * d1 - five * d3 + d5]
}

/// `Aᵀ m` of one line of products.
#[inline(always)]
fn output_points([m0, m1, m2, m3, m4, m5]: [f32x4; POINTS]) -> [f32x4; TILE] {
    let (two, four, eight) = (f32x4::splat(2.0), f32x4::splat(4.0), f32x4::splat(8.0));
    let (near, near_away) = (m1 + m2, m1 - m2);
    let (far, far_away) = (m3 + m4, m3 - m4);
    [m0 + near + far, near_away + two * far_away, near + four * far, near_away + eight * far_away + m5]
}

#[inline(always)]
fn transposed<const ROWS: usize, const COLUMNS: usize>(
    rows: [[f32x4; COLUMNS]; ROWS],
) -> [[f32x4; ROWS]; COLUMNS] {
    std::array::from_fn(|column| rows.map(|row| row.get(column).copied().unwrap_or_default()))
}

#[inline(always)]
fn load(values: &[f32], at: usize) -> f32x4 {
    let four = values.get(at..).and_then(<[f32]>::first_chunk);
    f32x4::new(four.copied().unwrap_or_default())
}

#[inline(always)]
fn store(values: &mut [f32], at: usize, four: f32x4) {
    if let Some(place) = values.get_mut(at..).and_then(<[f32]>::first_chunk_mut) {
        *place = four.to_array();
    }
}

/// `G g Gᵀ` of each pair of channels, in double precision: it is done once.
fn transformed_weights(outputs: usize, inputs: usize, weights: &[f32]) -> Vec<f32> {
    let blocks = outputs.div_ceil(LANES);
    let mut all = vec![0.0; CELLS * blocks * inputs * LANES];
    for (pair, kernel) in weights.as_chunks::<9>().0.iter().enumerate() {
        let (output, input) = (pair / inputs.max(1), pair % inputs.max(1));
        let kernel = kernel.as_chunks::<3>().0;
        let line = |[a, b, c]: [f64; 3], [x, y, z]: [f64; 3]| a * x + b * y + c * z;
        // One row for each of the three columns of weights.
        let columns = WEIGHTS.map(|factors| {
            std::array::from_fn::<f64, 3, _>(|x| {
                let mut column = kernel.iter().filter_map(|row| row.get(x)).map(|&weight| f64::from(weight));
                line(factors, std::array::from_fn(|_| column.next().unwrap_or_default()))
            })
        });
        let cells = columns.iter().flat_map(|&row| WEIGHTS.map(|factors| line(factors, row)));
        for (cell, value) in cells.enumerate() {
            let at = ((cell * blocks + output / LANES) * inputs + input) * LANES + output % LANES;
            if let Some(place) = all.get_mut(at) {
                *place = value as f32;
            }
        }
    }
    all
}
