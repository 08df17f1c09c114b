//! `Conv` with 3 × 3 weights, and the `Relu` and `AveragePool` behind it: tiles of the input are
//! [transformed](winograd), multiplied with the weights by 36 small matrix products, and transformed back.

mod pooled;
mod winograd;

use std::ops::Range;

use wide::f32x4;

use super::{AveragePool, Inputs, Kernel, Next, Side};
use winograd::{CELLS, LANES, POINTS, TILE};

/// Vectors of tiles that are multiplied at a time, with the weights of as many output channels as lanes: so
/// many that eight sums are under way.
const VECTORS: usize = 2;
const GROUP: usize = VECTORS * LANES;
/// About as many tiles are transformed before any is multiplied: they stay in the cache.
const BLOCK_TILES: usize = 32;

/// The products of four output channels with the tiles of a group.
type Products = [[[[f32; LANES]; CELLS]; VECTORS]; LANES];
const PRODUCTS: usize = LANES * VECTORS * CELLS * LANES;

/// A convolution with a stride of 1 and one zero on each side, so that the output is of the input's size.
pub struct Conv {
    inputs: usize,
    outputs: usize,
    height: usize,
    width: usize,
    /// `[output channel / 4][cell][input channel][4]`
    weights: Vec<f32>,
    /// `[output channel / 4][4]`
    bias: Vec<f32>,
    /// Rows of tiles; tiles in a row, which the last vector may pass; rows of a block.
    tile_rows: usize,
    row_tiles: usize,
    block_rows: usize,
    relu: bool,
    /// For each window of a row, the share of a value in its mean.
    pool: Option<Vec<f32>>,
}

impl Conv {
    /// With weights `[outputs, inputs, 3, 3]`.
    pub fn new(
        [outputs, inputs]: [usize; 2],
        [height, width]: [usize; 2],
        weights: &[f32],
        bias: &[f32],
    ) -> Self {
        let row_tiles = width.div_ceil(TILE).next_multiple_of(LANES);
        let mut bias = bias.to_vec();
        bias.resize(outputs.next_multiple_of(LANES), 0.0);
        Self {
            inputs,
            outputs,
            height,
            width,
            weights: transformed_weights(outputs, inputs, weights),
            bias,
            tile_rows: height.div_ceil(TILE),
            row_tiles,
            block_rows: (BLOCK_TILES / row_tiles).max(1),
            relu: false,
            pool: None,
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

    /// The values of a group of transformed tiles.
    fn group(&self) -> usize {
        CELLS * self.inputs * GROUP
    }

    fn groups(&self) -> usize {
        (self.block_rows * self.row_tiles).div_ceil(GROUP)
    }

    /// The values of an output channel.
    fn area(&self) -> usize {
        let area = self.height * self.width;
        if self.pool.is_some() { area / 4 } else { area }
    }

    /// What is kept of a row of tiles and an output channel until it can be pooled: two rows of windows.
    fn windows(&self) -> usize {
        2 * pooled::length(self.row_tiles)
    }
}

impl Kernel for Conv {
    fn scratch(&self) -> usize {
        let windows = if self.pool.is_some() { self.block_rows * LANES * self.windows() } else { 0 };
        self.inputs * self.plane() + self.groups() * self.group() + PRODUCTS + windows
    }

    fn take_on(&mut self, next: &Next<'_>) -> bool {
        match next {
            Next::Relu if self.pool.is_none() => self.relu = true,
            Next::AveragePool(pool) if self.pool.is_none() && pooled::fits(pool, self.height, self.width) => {
                self.pool = Some(pool.shares_of_a_row().to_vec());
            }
            Next::Relu | Next::AveragePool(_) => return false,
        }
        true
    }

    fn run(&self, inputs: &Inputs<'_>, out: &mut [f32], scratch: &mut [f32]) {
        let (planes, rest) = scratch.split_at_mut(self.inputs * self.plane());
        let (tiles, rest) = rest.split_at_mut(self.groups() * self.group());
        let (products, windows) = rest.split_at_mut(PRODUCTS);
        let products = products.as_chunks_mut().0.as_chunks_mut().0.as_chunks_mut().0.as_chunks_mut().0;
        let Some(products) = products.first_mut() else { return };
        windows.fill(0.0);
        let area = (self.height * self.width).max(1);
        let images = inputs.get(0).chunks_exact((self.inputs * area).max(1));
        for (image, out) in images.zip(out.chunks_exact_mut((self.outputs * self.area()).max(1))) {
            for (plane, image) in planes.chunks_exact_mut(self.plane()).zip(image.chunks_exact(area)) {
                self.lay_out(image, plane);
            }
            for first_row in (0..self.tile_rows).step_by(self.block_rows) {
                let rows = first_row..(first_row + self.block_rows).min(self.tile_rows);
                for (channel, plane) in planes.chunks_exact(self.plane()).enumerate() {
                    self.transform_inputs(plane, rows.clone(), channel, tiles);
                }
                let weights = self.weights.chunks_exact((CELLS * self.inputs * LANES).max(1));
                let four = weights.zip(self.bias.as_chunks().0);
                for ((weights, biases), out) in four.zip(out.chunks_mut((LANES * self.area()).max(1))) {
                    for (group, tiles) in tiles.chunks_exact(self.group().max(1)).enumerate() {
                        multiply(weights, tiles, products);
                        match self.pool {
                            None => self.write(products, biases, rows.clone(), group, out),
                            Some(_) => self.put_into_windows(products, biases, rows.clone(), group, windows),
                        }
                    }
                    if let Some(shares) = &self.pool {
                        self.write_windows(windows, shares, biases, rows.clone(), out);
                    }
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

    /// Fills `tiles`, `[group][cell][input channel][tile of the group]`, for one channel and a block of rows.
    fn transform_inputs(&self, plane: &[f32], rows: Range<usize>, channel: usize, tiles: &mut [f32]) {
        let phase = self.phase();
        for (row, tile_row) in rows.enumerate() {
            let from = plane.get(TILE * tile_row * TILE * phase..).unwrap_or_default();
            for first in (0..self.row_tiles).step_by(LANES) {
                let tile = std::array::from_fn(|y| {
                    std::array::from_fn(|x| {
                        let at = (y * TILE + x % TILE) * phase + first + x / TILE;
                        load(from, at)
                    })
                });
                let place = row * self.row_tiles + first;
                let at = place / GROUP * self.group() + channel * GROUP + place % GROUP;
                for (x, column) in winograd::inputs(tile).iter().enumerate() {
                    for (y, value) in column.iter().enumerate() {
                        store(tiles, at + (y * POINTS + x) * self.inputs * GROUP, *value);
                    }
                }
            }
        }
    }

    /// Where a vector of a group is: its row of tiles, and its first tile in that row. The last group may go
    /// beyond the block.
    #[inline(always)]
    fn place(&self, group: usize, vector: usize, rows: &Range<usize>) -> Option<(usize, usize)> {
        let place = group * GROUP + vector * LANES;
        let row = place / self.row_tiles;
        (row < rows.len()).then_some((row, place % self.row_tiles))
    }

    /// Transforms back, and adds the bias.
    fn write(
        &self,
        products: &Products,
        biases: &[f32; LANES],
        rows: Range<usize>,
        group: usize,
        out: &mut [f32],
    ) {
        let least = f32x4::splat(self.least());
        let channels = products.iter().zip(biases).zip(out.chunks_exact_mut(self.area().max(1)));
        for ((vectors, &bias), out) in channels {
            let bias = f32x4::splat(bias);
            for (vector, cells) in vectors.iter().enumerate() {
                let Some((row, first)) = self.place(group, vector, &rows) else { continue };
                let lines = out.chunks_exact_mut(self.width.max(1)).skip(TILE * (rows.start + row));
                for (line, values) in lines.zip(winograd::outputs(cells)) {
                    let values = f32x4::transpose(values.map(|value| (value + bias).fast_max(least)));
                    let line = line.get_mut(TILE * first..).unwrap_or_default();
                    for (out, values) in line.chunks_mut(TILE).zip(values) {
                        match <&mut [f32; TILE]>::try_from(&mut *out) {
                            Ok(out) => *out = values.to_array(),
                            Err(_) => {
                                out.iter_mut().zip(values.to_array()).for_each(|(out, value)| *out = value);
                            }
                        }
                    }
                }
            }
        }
    }

    /// Transforms back, and leaves the bias to the means.
    fn put_into_windows(
        &self,
        products: &Products,
        biases: &[f32; LANES],
        rows: Range<usize>,
        group: usize,
        windows: &mut [f32],
    ) {
        for vector in 0..VECTORS {
            let Some((row, first)) = self.place(group, vector, &rows) else { continue };
            let windows = windows.chunks_exact_mut(LANES * self.windows()).nth(row).unwrap_or_default();
            let channels = products.iter().zip(biases).zip(windows.chunks_exact_mut(self.windows()));
            for ((vectors, &bias), windows) in channels {
                let Some(cells) = vectors.get(vector) else { continue };
                let least = f32x4::splat(self.least() - bias);
                let [a, b, c, d] = winograd::outputs(cells).map(|row| row.map(|value| value.fast_max(least)));
                let (upper, lower) = windows.split_at_mut(windows.len() / 2);
                pooled::put(upper, first, a, b);
                pooled::put(lower, first, c, d);
            }
        }
    }

    fn write_windows(
        &self,
        windows: &mut [f32],
        shares: &[f32],
        biases: &[f32; LANES],
        rows: Range<usize>,
        out: &mut [f32],
    ) {
        let width = (self.width / 2).max(1);
        for (windows, tile_row) in windows.chunks_exact_mut(LANES * self.windows()).zip(rows) {
            let channels = windows.chunks_exact_mut(self.windows()).zip(biases);
            for ((windows, &bias), out) in channels.zip(out.chunks_exact_mut(self.area().max(1))) {
                let halves = windows.chunks_exact_mut(pooled::length(self.row_tiles));
                for (windows, out) in halves.zip(out.chunks_exact_mut(width).skip(2 * tile_row)) {
                    pooled::write(windows, shares, bias, out);
                }
            }
        }
    }

    /// The least value that comes out.
    fn least(&self) -> f32 {
        if self.relu { 0.0 } else { f32::NEG_INFINITY }
    }
}

/// Four output channels of a group of tiles.
fn multiply(weights: &[f32], tiles: &[f32], products: &mut Products) {
    let cells = weights.chunks_exact((weights.len() / CELLS).max(1));
    for (cell, (weights, tiles)) in cells.zip(tiles.chunks_exact((tiles.len() / CELLS).max(1))).enumerate() {
        let mut sums = [[f32x4::splat(0.0); VECTORS]; LANES];
        let (weights, tiles) = (weights.as_chunks::<LANES>().0, tiles.as_chunks::<GROUP>().0);
        for (weights, &[a, b, c, d, e, f, g, h]) in weights.iter().zip(tiles) {
            let vectors = [f32x4::new([a, b, c, d]), f32x4::new([e, f, g, h])];
            for (sums, &weight) in sums.iter_mut().zip(weights) {
                let weight = f32x4::splat(weight);
                for (sum, vector) in sums.iter_mut().zip(vectors) {
                    *sum += weight * vector;
                }
            }
        }
        for (vector, sum) in products.as_flattened_mut().iter_mut().zip(sums.as_flattened()) {
            if let Some(place) = vector.get_mut(cell) {
                *place = sum.to_array();
            }
        }
    }
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

/// In double precision: it is done once.
fn transformed_weights(outputs: usize, inputs: usize, weights: &[f32]) -> Vec<f32> {
    let mut all = vec![0.0; outputs.div_ceil(LANES) * CELLS * inputs * LANES];
    for (pair, kernel) in weights.as_chunks::<9>().0.iter().enumerate() {
        let (output, input) = (pair / inputs.max(1), pair % inputs.max(1));
        for (cell, value) in winograd::weights(kernel).enumerate() {
            let at = ((output / LANES * CELLS + cell) * inputs + input) * LANES + output % LANES;
            if let Some(place) = all.get_mut(at) {
                *place = value as f32;
            }
        }
    }
    all
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::tests::{noise, run};
    use super::*;

    /// By the definition of the operator.
    fn directly(
        [outputs, inputs]: [usize; 2],
        [height, width]: [usize; 2],
        weights: &[f32],
        bias: &[f32],
        image: &[f32],
    ) -> Vec<f32> {
        let at = |channel: usize, y: usize, x: usize| match (y.checked_sub(1), x.checked_sub(1)) {
            (Some(y), Some(x)) if y < height && x < width => image[(channel * height + y) * width + x],
            _ => 0.0,
        };
        let mut out = Vec::new();
        for (output, bias) in (0..outputs).zip(bias) {
            for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
                let products = (0..inputs * 9).map(|n| {
                    let (input, place) = (n / 9, n % 9);
                    weights[output * inputs * 9 + n] * at(input, y + place / 3, x + place % 3)
                });
                out.push(bias + products.sum::<f32>());
            }
        }
        out
    }

    fn pool([height, width]: [usize; 2]) -> AveragePool {
        let height = Side { length: height, kernel: 2, stride: 2, before: 0, after: 0 };
        let width = Side { length: width, kernel: 4, stride: 2, before: 1, after: 1 };
        AveragePool::new(height, width, false)
    }

    #[track_caller]
    fn assert_close(got: &[f32], want: &[f32]) {
        assert_eq!(got.len(), want.len());
        for (at, (got, want)) in got.iter().zip(want).enumerate() {
            assert!((got - want).abs() < 1e-4, "{at}: {got}, not {want}");
        }
    }

    #[test]
    fn it_is_the_convolution_of_any_size_and_what_it_takes_on() {
        let mut taken = 0;
        for (channels, size) in [
            ([1, 1], [1, 1]),
            ([3, 2], [5, 7]),
            ([4, 1], [4, 16]),
            ([6, 3], [8, 32]),
            ([9, 5], [12, 128]),
            ([5, 2], [6, 16]),
            ([5, 2], [8, 24]),
            ([2, 3], [9, 200]),
        ] {
            let [outputs, inputs] = channels;
            let weights = noise(outputs * inputs * 9, 1);
            let bias = noise(outputs, 2);
            let image = noise(inputs * size[0] * size[1], 3);
            let mut want = directly(channels, size, &weights, &bias, &image);
            let mut conv = Conv::new(channels, size, &weights, &bias);
            assert_close(&run(&conv, &image, want.len()), &want);

            assert!(conv.take_on(&Next::Relu));
            want.iter_mut().for_each(|value| *value = value.max(0.0));
            assert_close(&run(&conv, &image, want.len()), &want);

            if size[0] < 2 || size[1] < 4 {
                continue;
            }
            let pool = pool(size);
            let whole = size[0].is_multiple_of(4) && size[1].is_multiple_of(16);
            assert_eq!(conv.take_on(&Next::AveragePool(&pool)), whole, "{size:?}");
            if whole {
                taken += 1;
                let want = run(&pool, &want, want.len() / 4);
                assert_close(&run(&conv, &image, want.len()), &want);
                assert!(!conv.take_on(&Next::Relu) && !conv.take_on(&Next::AveragePool(&pool)));
            }
        }
        assert_eq!(taken, 3);
    }

    #[test]
    fn another_pool_is_not_taken_on() {
        let size = [8, 32];
        let conv = || Conv::new([1, 1], size, &[0.0; 9], &[0.0]);
        assert!(conv().take_on(&Next::AveragePool(&pool(size))));
        for change in [
            |pool: &mut AveragePool| pool.height.kernel = 3,
            |pool: &mut AveragePool| pool.height.before = 1,
            |pool: &mut AveragePool| pool.height.length = 4,
            |pool: &mut AveragePool| pool.width.kernel = 5,
            |pool: &mut AveragePool| pool.width.stride = 1,
            |pool: &mut AveragePool| pool.width.after = 0,
        ] {
            let mut other = pool(size);
            change(&mut other);
            assert!(!conv().take_on(&Next::AveragePool(&other)));
        }
    }
}
