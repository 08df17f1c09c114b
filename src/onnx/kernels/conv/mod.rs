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

/// Four neighbouring tiles' first column, and the next three: a vector for each.
type Columns = [[f32; LANES]; TILE];

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
    /// Rows of tiles; tiles in a row, which the last vector may pass.
    tile_rows: usize,
    row_tiles: usize,
    /// Rows that are transformed before any is multiplied, to stay in the cache: as few as fill a group.
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
            block_rows: (GROUP / row_tiles).max(1),
            relu: false,
            pool: None,
        }
    }

    /// Vectors of tiles in a row.
    fn row_vectors(&self) -> usize {
        self.row_tiles / LANES
    }

    /// The vectors of a padded row: one more than of tiles, since the last two columns of a tile are the next
    /// one's first.
    fn padded_row(&self) -> usize {
        self.row_vectors() + 1
    }

    fn plane(&self) -> usize {
        (TILE * self.tile_rows + 2) * self.padded_row()
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
}

impl Kernel for Conv {
    fn scratch(&self) -> usize {
        let vectors = if self.pool.is_some() { self.block_rows * LANES * self.row_vectors() } else { 0 };
        let planes = self.inputs * self.plane() * TILE * LANES;
        planes + self.groups() * self.group() + PRODUCTS + vectors * pooled::PARTS
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
        let (planes, rest) = scratch.split_at_mut(self.inputs * self.plane() * TILE * LANES);
        let (tiles, rest) = rest.split_at_mut(self.groups() * self.group());
        let (products, parts) = rest.split_at_mut(PRODUCTS);
        let products = products.as_chunks_mut().0.as_chunks_mut().0.as_chunks_mut().0.as_chunks_mut().0;
        let Some(products) = products.first_mut() else { return };
        let parts = parts.as_chunks_mut().0.as_chunks_mut().0.as_chunks_mut().0;
        let (planes, tiles) = (planes.as_chunks_mut().0.as_chunks_mut().0, tiles.as_chunks_mut().0);
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
                    for (group, tiles) in tiles.chunks_exact((self.group() / GROUP).max(1)).enumerate() {
                        multiply(weights, tiles, products);
                        match self.pool {
                            None => self.write(products, biases, rows.clone(), group, out),
                            Some(_) => self.keep(products, biases, rows.len(), group, parts),
                        }
                    }
                    if let Some(shares) = &self.pool {
                        self.write_pooled(parts, shares, biases, rows.clone(), out);
                    }
                }
            }
        }
    }
}

impl Conv {
    fn lay_out(&self, image: &[f32], plane: &mut [Columns]) {
        let mut rows = plane.chunks_exact_mut(self.padded_row());
        rows.by_ref().take(1).for_each(|above| above.fill(Columns::default()));
        for (row, padded) in image.chunks_exact(self.width.max(1)).zip(&mut rows) {
            for (vector, columns) in padded.iter_mut().enumerate() {
                let values = padded_values(row, vector * TILE * LANES);
                let tiles = values.as_chunks().0.first_chunk().copied().unwrap_or_default();
                *columns = f32x4::transpose(tiles.map(f32x4::new)).map(f32x4::to_array);
            }
        }
        rows.for_each(|below| below.fill(Columns::default()));
    }

    /// Fills `tiles`, `[group][cell][input channel][tile of the group]`, for one channel and a block of rows.
    fn transform_inputs(
        &self,
        plane: &[Columns],
        rows: Range<usize>,
        channel: usize,
        tiles: &mut [[f32; GROUP]],
    ) {
        for (row, tile_row) in rows.enumerate() {
            let lines = plane.get(TILE * tile_row * self.padded_row()..).unwrap_or_default();
            for vector in 0..self.row_vectors() {
                let mut lines = lines.chunks_exact(self.padded_row());
                let tile = std::array::from_fn(|_| {
                    let two = lines.next().and_then(|line| line.get(vector..)?.first_chunk());
                    let [[a, b, c, d], [e, f, ..]] = two.copied().unwrap_or_default();
                    let ([_, a1, a2, a3], [a4, ..]) = (a, e);
                    let ([_, b1, b2, b3], [b4, ..]) = (b, f);
                    [a, b, c, d, [a1, a2, a3, a4], [b1, b2, b3, b4]].map(f32x4::new)
                });
                let place = row * self.row_vectors() + vector;
                let (group, half) = (place / VECTORS, place % VECTORS);
                for (x, column) in winograd::inputs(tile).iter().enumerate() {
                    for (y, value) in column.iter().enumerate() {
                        let at = (group * CELLS + y * POINTS + x) * self.inputs + channel;
                        let halves = tiles.get_mut(at).map(|tiles| tiles.as_chunks_mut().0);
                        if let Some(place) = halves.and_then(|halves| halves.get_mut(half)) {
                            *place = value.to_array();
                        }
                    }
                }
            }
        }
    }

    /// Where a vector of a group is: its row of tiles, and its first tile in that row. The last group may go
    /// beyond the block.
    #[inline(always)]
    fn place(&self, group: usize, vector: usize, rows: usize) -> Option<(usize, usize)> {
        let place = group * GROUP + vector * LANES;
        let row = place / self.row_tiles;
        (row < rows).then_some((row, place % self.row_tiles))
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
                let Some((row, first)) = self.place(group, vector, rows.len()) else { continue };
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

    /// Transforms back, and keeps what the means are made of: `parts` is `[row of the block][channel][vector]`.
    fn keep(
        &self,
        products: &Products,
        biases: &[f32; LANES],
        rows: usize,
        group: usize,
        parts: &mut [pooled::Parts],
    ) {
        for vector in 0..VECTORS {
            let Some((row, first)) = self.place(group, vector, rows) else { continue };
            for (channel, (vectors, &bias)) in products.iter().zip(biases).enumerate() {
                let place = (row * LANES + channel) * self.row_vectors() + first / LANES;
                let (Some(cells), Some(parts)) = (vectors.get(vector), parts.get_mut(place)) else {
                    continue;
                };
                // The bias is left to the means: the same, and less to add.
                let least = f32x4::splat(self.least() - bias);
                let tile = winograd::outputs(cells);
                pooled::put(tile.map(|row| row.map(|value| value.fast_max(least))), parts);
            }
        }
    }

    fn write_pooled(
        &self,
        parts: &[pooled::Parts],
        shares: &[f32],
        biases: &[f32; LANES],
        rows: Range<usize>,
        out: &mut [f32],
    ) {
        let width = (self.width / 2).max(1);
        for (parts, tile_row) in parts.chunks_exact(LANES * self.row_vectors()).zip(rows) {
            let channels = out.chunks_exact_mut(self.area().max(1)).zip(biases);
            for ((out, &bias), parts) in channels.zip(parts.chunks_exact(self.row_vectors())) {
                for (half, out) in out.chunks_exact_mut(width).skip(2 * tile_row).take(2).enumerate() {
                    pooled::write(parts, half, shares, bias, out);
                }
            }
        }
    }

    /// The least value that comes out.
    fn least(&self) -> f32 {
        if self.relu { 0.0 } else { f32::NEG_INFINITY }
    }
}

/// What stands at `from` and the next places in a row with one zero before it, and zeros behind.
#[inline(always)]
fn padded_values(row: &[f32], from: usize) -> [f32; TILE * LANES] {
    let all = from.checked_sub(1).and_then(|from| row.get(from..)?.first_chunk());
    all.copied().unwrap_or_else(|| {
        let mut values = [0.0; TILE * LANES];
        let row = row.get(from.saturating_sub(1)..).unwrap_or_default();
        let places = values.iter_mut().skip(usize::from(from == 0));
        places.zip(row).for_each(|(place, &value)| *place = value);
        values
    })
}

/// Four output channels of a group of tiles.
fn multiply(weights: &[f32], tiles: &[[f32; GROUP]], products: &mut Products) {
    let cells = weights.chunks_exact((weights.len() / CELLS).max(1));
    for (cell, (weights, tiles)) in cells.zip(tiles.chunks_exact((tiles.len() / CELLS).max(1))).enumerate() {
        let mut sums = [[f32x4::splat(0.0); VECTORS]; LANES];
        for (weights, &[a, b, c, d, e, f, g, h]) in weights.as_chunks::<LANES>().0.iter().zip(tiles) {
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

    fn pool([height, width]: [usize; 2], count_include_pad: bool) -> AveragePool {
        let height = Side { length: height, kernel: 2, stride: 2, before: 0, after: 0 };
        let width = Side { length: width, kernel: 4, stride: 2, before: 1, after: 1 };
        AveragePool::new(height, width, count_include_pad)
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
            ([6, 3], [12, 16]),
            ([5, 2], [6, 16]),
            ([5, 2], [8, 24]),
            ([2, 3], [9, 200]),
        ] {
            let [outputs, inputs] = channels;
            let weights = noise(outputs * inputs * 9, 1);
            let bias = noise(outputs, 2);
            let images = noise(2 * inputs * size[0] * size[1], 3);
            let each = images.chunks(images.len() / 2);
            let mut want: Vec<f32> =
                each.flat_map(|image| directly(channels, size, &weights, &bias, image)).collect();
            let mut conv = Conv::new(channels, size, &weights, &bias);
            assert_close(&run(&conv, &images, want.len()), &want);

            assert!(conv.take_on(&Next::Relu));
            want.iter_mut().for_each(|value| *value = value.max(0.0));
            assert_close(&run(&conv, &images, want.len()), &want);

            if size[0] < 2 || size[1] < 4 {
                continue;
            }
            let pool = pool(size, false);
            let whole = size[0].is_multiple_of(4) && size[1].is_multiple_of(16);
            assert_eq!(conv.take_on(&Next::AveragePool(&pool)), whole, "{size:?}");
            if whole {
                taken += 1;
                let want = run(&pool, &want, want.len() / 4);
                assert_close(&run(&conv, &images, want.len()), &want);
                assert!(!conv.take_on(&Next::Relu) && !conv.take_on(&Next::AveragePool(&pool)));
            }
        }
        assert_eq!(taken, 4);
    }

    #[test]
    fn another_pool_is_not_taken_on() {
        let size = [8, 32];
        let conv = || Conv::new([1, 1], size, &[0.0; 9], &[0.0]);
        assert!(conv().take_on(&Next::AveragePool(&pool(size, false))));
        assert!(!conv().take_on(&Next::AveragePool(&pool(size, true))));
        for change in [
            |pool: &mut AveragePool| pool.height.kernel = 3,
            |pool: &mut AveragePool| pool.height.before = 1,
            |pool: &mut AveragePool| pool.height.length = 4,
            |pool: &mut AveragePool| pool.width.kernel = 5,
            |pool: &mut AveragePool| pool.width.stride = 1,
            |pool: &mut AveragePool| pool.width.after = 0,
        ] {
            let mut other = pool(size, false);
            change(&mut other);
            assert!(!conv().take_on(&Next::AveragePool(&other)));
        }
    }
}
