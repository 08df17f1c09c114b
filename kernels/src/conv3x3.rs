//! Convolution with 3 × 3 weights by Winograd's method, fused with the next ReLU and average pool.
//!
//! Measured gain: with it the shipped network takes 0.45 of the time with tract's operators,
//! natively (x86-64 with AVX2) and in WebAssembly (Node 20).

mod multiply;

use std::ops::Range;

use wide::f32x4;

#[cfg(not(target_arch = "wasm32"))]
use self::multiply::multiply_vectors;
use self::multiply::{CHANNELS, GROUP, PRODUCTS, Products, VECTORS, multiply};
use crate::average_pool::AveragePool;
use crate::winograd::{self, CELLS, LANES, POINTS, TILE};
use crate::{Kernel, tile_pool};

/// Largest number of values in the transformed weights, and in the padded input: 64 MiB each.
const MAX_KERNEL_VALUES: usize = 1 << 24;

/// The columns 0 to 3 of four adjacent tiles, one SIMD vector each.
type Columns = [[f32; LANES]; TILE];

/// A convolution with a stride of 1 and one zero of padding on each side, which keeps the size.
#[derive(Debug, Clone)]
pub struct Conv3x3 {
    images: usize,
    inputs: usize,
    outputs: usize,
    height: usize,
    width: usize,
    /// `[output channel / CHANNELS][cell][input channel][CHANNELS]`
    weights: Vec<f32>,
    /// `[output channel / CHANNELS][CHANNELS]`
    bias: Vec<f32>,
    /// Rows of tiles.
    tile_rows: usize,
    /// Tiles in a row. The last ones may extend beyond the input.
    row_tiles: usize,
    /// Rows of tiles that are transformed at a time: as few as fill a group, to stay in the cache.
    block_rows: usize,
    relu: bool,
    /// Scales of the fused average pool: 1 / number of values, for each window in a row.
    pool: Option<Vec<f32>>,
}

impl Conv3x3 {
    /// Takes the input's shape `[images, channels, height, width]`, weights `[outputs, channels, 3,
    /// 3]` and a bias for each output channel. Returns `None` if their sizes do not match, or
    /// exceed 2²⁴ values when transformed or padded.
    pub fn new(
        [images, inputs, height, width]: [usize; 4],
        weights: &[f32],
        bias: &[f32],
    ) -> Option<Self> {
        let outputs = bias.len();
        let transformed =
            outputs.next_multiple_of(CHANNELS).checked_mul(inputs)?.checked_mul(CELLS)?;
        let padded = (height.checked_add(TILE + 2)?.checked_mul(width.checked_add(8 * LANES)?)?)
            .checked_mul(inputs)?;
        let is_small = transformed <= MAX_KERNEL_VALUES && padded <= MAX_KERNEL_VALUES;
        if !is_small || outputs * inputs * 9 != weights.len() {
            return None;
        }
        let row_tiles = width.div_ceil(TILE).next_multiple_of(LANES);
        let mut bias = bias.to_vec();
        bias.resize(outputs.next_multiple_of(CHANNELS), 0.0);
        Some(Self {
            images,
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
        })
    }

    /// Adds a ReLU; `None` after a pool.
    pub fn with_relu(&self) -> Option<Self> {
        self.pool.is_none().then(|| Self { relu: true, ..self.clone() })
    }

    /// Adds an average pool; `None` if it cannot be fused.
    pub fn with_pool(&self, pool: &AveragePool) -> Option<Self> {
        let fits = self.pool.is_none() && tile_pool::fits(pool, self.height, self.width);
        fits.then(|| Self { pool: Some(pool.first_row_scales().to_vec()), ..self.clone() })
    }

    /// Vectors of tiles in a row.
    fn row_vectors(&self) -> usize {
        self.row_tiles / LANES
    }

    /// Vectors in a padded row: one more than in a row of tiles. The last two columns of a tile are
    /// the first two of the next one.
    fn padded_row_len(&self) -> usize {
        self.row_vectors() + 1
    }

    /// Vectors in the padded plane of a channel.
    fn plane_len(&self) -> usize {
        (TILE * self.tile_rows + 2) * self.padded_row_len()
    }

    /// Number of values in a group of transformed tiles.
    fn group_len(&self) -> usize {
        CELLS * self.inputs * GROUP
    }

    /// Number of groups in a block of rows.
    fn group_count(&self) -> usize {
        (self.block_rows * self.row_tiles).div_ceil(GROUP)
    }

    /// Number of values in an output channel.
    fn output_plane_len(&self) -> usize {
        let area = self.height * self.width;
        if self.pool.is_some() { area / 4 } else { area }
    }
}

impl Kernel for Conv3x3 {
    const NAME: &'static str = "WinogradConv";

    fn input_shape(&self) -> [usize; 4] {
        [self.images, self.inputs, self.height, self.width]
    }

    fn output_shape(&self) -> [usize; 4] {
        let Self { images, outputs, height, width, .. } = *self;
        match self.pool {
            None => [images, outputs, height, width],
            Some(_) => [images, outputs, height / 2, width / 2],
        }
    }

    fn scratch_len(&self) -> usize {
        let pooled_rows =
            if self.pool.is_some() { self.block_rows * CHANNELS * self.row_vectors() } else { 0 };
        let planes = self.inputs * self.plane_len() * TILE * LANES;
        planes + self.group_count() * self.group_len() + PRODUCTS + pooled_rows * tile_pool::PARTS
    }

    fn run(&self, input: &[f32], output: &mut [f32], scratch: &mut [f32]) {
        let run = Run { conv: self, input, output, scratch };
        #[cfg(target_arch = "wasm32")]
        run.run(multiply);
        #[cfg(not(target_arch = "wasm32"))]
        pulp::Arch::new().dispatch(run);
    }
}

/// Arguments of one run. `pulp` compiles it a second time for processors with AVX2 and FMA.
struct Run<'a> {
    conv: &'a Conv3x3,
    input: &'a [f32],
    output: &'a mut [f32],
    scratch: &'a mut [f32],
}

#[cfg(not(target_arch = "wasm32"))]
impl pulp::WithSimd for Run<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, simd: S) {
        if S::F32_LANES == GROUP {
            self.run(|weights, tiles, products| multiply_vectors(simd, weights, tiles, products));
        } else {
            self.run(multiply);
        }
    }
}

impl Run<'_> {
    /// Runs the convolution with one of the functions that multiply a group of tiles.
    #[inline(always)]
    fn run(self, multiply: impl Fn(&[f32], &[[f32; GROUP]], &mut Products)) {
        let Self { conv, input, output, scratch } = self;
        conv.run_with(multiply, input, output, scratch);
    }
}

impl Conv3x3 {
    #[inline(always)]
    fn run_with(
        &self,
        multiply: impl Fn(&[f32], &[[f32; GROUP]], &mut Products),
        input: &[f32],
        output: &mut [f32],
        scratch: &mut [f32],
    ) {
        let (planes, rest) = scratch.split_at_mut(self.inputs * self.plane_len() * TILE * LANES);
        let (tiles, rest) = rest.split_at_mut(self.group_count() * self.group_len());
        let (products, parts) = rest.split_at_mut(PRODUCTS);
        let products =
            products.as_chunks_mut().0.as_chunks_mut().0.as_chunks_mut().0.as_chunks_mut().0;
        let Some(products) = products.first_mut() else { return };
        let parts = parts.as_chunks_mut().0.as_chunks_mut().0.as_chunks_mut().0;
        let (planes, tiles) = (planes.as_chunks_mut().0.as_chunks_mut().0, tiles.as_chunks_mut().0);
        let area = (self.height * self.width).max(1);
        let images = input.chunks_exact((self.inputs * area).max(1));
        for (image, out) in
            images.zip(output.chunks_exact_mut((self.outputs * self.output_plane_len()).max(1)))
        {
            for (plane, image) in
                planes.chunks_exact_mut(self.plane_len()).zip(image.chunks_exact(area))
            {
                self.pad_and_tile(image, plane);
            }
            for first_row in (0..self.tile_rows).step_by(self.block_rows) {
                let rows = first_row..(first_row + self.block_rows).min(self.tile_rows);
                for (channel, plane) in planes.chunks_exact(self.plane_len()).enumerate() {
                    self.transform_inputs(plane, rows.clone(), channel, tiles);
                }
                let weights = self.weights.chunks_exact((CELLS * self.inputs * CHANNELS).max(1));
                let channels = weights.zip(self.bias.as_chunks().0);
                for ((weights, biases), out) in
                    channels.zip(out.chunks_mut((CHANNELS * self.output_plane_len()).max(1)))
                {
                    for (group, tiles) in
                        tiles.chunks_exact((self.group_len() / GROUP).max(1)).enumerate()
                    {
                        multiply(weights, tiles, products);
                        match self.pool {
                            None => self.write(products, biases, rows.clone(), group, out),
                            Some(_) => {
                                self.accumulate_pool(products, biases, rows.len(), group, parts)
                            }
                        }
                    }
                    if let Some(scales) = &self.pool {
                        self.write_pooled(parts, scales, biases, rows.clone(), out);
                    }
                }
            }
        }
    }
}

impl Conv3x3 {
    /// Copies a channel with zeros around it, four adjacent tiles in a vector.
    #[inline(always)]
    fn pad_and_tile(&self, image: &[f32], plane: &mut [Columns]) {
        let mut rows = plane.chunks_exact_mut(self.padded_row_len());
        rows.by_ref().take(1).for_each(|above| above.fill(Columns::default()));
        for (row, padded) in image.chunks_exact(self.width.max(1)).zip(&mut rows) {
            for (vector, columns) in padded.iter_mut().enumerate() {
                let tiles = padded_values(row, vector * TILE * LANES);
                *columns = f32x4::transpose(tiles.map(f32x4::new)).map(f32x4::to_array);
            }
        }
        rows.for_each(|below| below.fill(Columns::default()));
    }

    /// Fills `tiles`, `[group][cell][input channel][tile of the group]`, for one channel and a
    /// block of rows.
    #[inline(always)]
    fn transform_inputs(
        &self,
        plane: &[Columns],
        rows: Range<usize>,
        channel: usize,
        tiles: &mut [[f32; GROUP]],
    ) {
        for (row, tile_row) in rows.enumerate() {
            let (_, lines) = plane.split_at(TILE * tile_row * self.padded_row_len());
            for vector in 0..self.row_vectors() {
                let mut lines = lines.chunks_exact(self.padded_row_len());
                let tile = std::array::from_fn(|_| {
                    let two = lines.next().and_then(|line| line.get(vector..)?.first_chunk());
                    debug_assert!(two.is_some(), "a plane has rows for all tiles");
                    let [[a, b, c, d], [e, f, ..]] = two.copied().unwrap_or_default();
                    let ([_, a1, a2, a3], [a4, ..]) = (a, e);
                    let ([_, b1, b2, b3], [b4, ..]) = (b, f);
                    [a, b, c, d, [a1, a2, a3, a4], [b1, b2, b3, b4]].map(f32x4::new)
                });
                let place = row * self.row_vectors() + vector;
                let (group, half) = (place / VECTORS, place % VECTORS);
                for (x, column) in winograd::transform_inputs(tile).iter().enumerate() {
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

    /// Position of a vector of a group: its row of tiles, and its first tile in that row. Returns
    /// `None` for vectors beyond the block, in the last group.
    #[inline(always)]
    fn tile_position(&self, group: usize, vector: usize, rows: usize) -> Option<(usize, usize)> {
        let tile = group * GROUP + vector * LANES;
        let row = tile / self.row_tiles;
        (row < rows).then_some((row, tile % self.row_tiles))
    }

    /// Transforms the products back, adds the bias, and writes the outputs.
    #[inline(always)]
    fn write(
        &self,
        products: &Products,
        biases: &[f32; CHANNELS],
        rows: Range<usize>,
        group: usize,
        out: &mut [f32],
    ) {
        let minimum = f32x4::splat(self.min_output());
        let channels =
            products.iter().zip(biases).zip(out.chunks_exact_mut(self.output_plane_len().max(1)));
        for ((vectors, &bias), out) in channels {
            let bias = f32x4::splat(bias);
            for (vector, cells) in vectors.iter().enumerate() {
                let Some((row, first)) = self.tile_position(group, vector, rows.len()) else {
                    continue;
                };
                let lines = out.chunks_exact_mut(self.width.max(1)).skip(TILE * (rows.start + row));
                for (line, values) in lines.zip(winograd::transform_outputs(cells)) {
                    let values =
                        f32x4::transpose(values.map(|value| (value + bias).fast_max(minimum)));
                    let start = (TILE * first).min(line.len());
                    let (_, line) = line.split_at_mut(start);
                    for (out, values) in line.chunks_mut(TILE).zip(values) {
                        match <&mut [f32; TILE]>::try_from(&mut *out) {
                            Ok(out) => *out = values.to_array(),
                            Err(_) => {
                                out.iter_mut()
                                    .zip(values.to_array())
                                    .for_each(|(out, value)| *out = value);
                            }
                        }
                    }
                }
            }
        }
    }

    /// Transforms the products back, and stores the sums of the fused pool in `parts`:
    /// `[row of the block][channel][vector]`.
    #[inline(always)]
    fn accumulate_pool(
        &self,
        products: &Products,
        biases: &[f32; CHANNELS],
        rows: usize,
        group: usize,
        parts: &mut [tile_pool::Parts],
    ) {
        for vector in 0..VECTORS {
            let Some((row, first)) = self.tile_position(group, vector, rows) else { continue };
            for (channel, (vectors, &bias)) in products.iter().zip(biases).enumerate() {
                let place = (row * CHANNELS + channel) * self.row_vectors() + first / LANES;
                let (Some(cells), Some(parts)) = (vectors.get(vector), parts.get_mut(place)) else {
                    continue;
                };
                // The bias is added to the means later, which takes fewer additions.
                let minimum = f32x4::splat(self.min_output() - bias);
                let tile = winograd::transform_outputs(cells);
                tile_pool::store(tile.map(|row| row.map(|value| value.fast_max(minimum))), parts);
            }
        }
    }

    /// Writes the fused pool of a block of rows.
    #[inline(always)]
    fn write_pooled(
        &self,
        parts: &[tile_pool::Parts],
        scales: &[f32],
        biases: &[f32; CHANNELS],
        rows: Range<usize>,
        out: &mut [f32],
    ) {
        let width = (self.width / 2).max(1);
        for (parts, tile_row) in parts.chunks_exact(CHANNELS * self.row_vectors()).zip(rows) {
            let channels = out.chunks_exact_mut(self.output_plane_len().max(1)).zip(biases);
            for ((out, &bias), parts) in channels.zip(parts.chunks_exact(self.row_vectors())) {
                for (half, out) in
                    out.chunks_exact_mut(width).skip(2 * tile_row).take(2).enumerate()
                {
                    tile_pool::write(parts, half, scales, bias, out);
                }
            }
        }
    }

    /// Lower limit of the output.
    fn min_output(&self) -> f32 {
        if self.relu { 0.0 } else { f32::NEG_INFINITY }
    }
}

/// The values from `start` on, of a row that is padded with one zero before and zeros after it.
#[inline(always)]
fn padded_values(row: &[f32], start: usize) -> [[f32; TILE]; LANES] {
    let mut values = [[0.0; TILE]; LANES];
    let cells = values.as_flattened_mut();
    let inner = start.checked_sub(1).and_then(|start| row.get(start..start + TILE * LANES));
    match inner {
        Some(inner) => cells.copy_from_slice(inner),
        None => {
            let (_, row) = row.split_at(start.saturating_sub(1).min(row.len()));
            let cells = cells.iter_mut().skip(usize::from(start == 0));
            cells.zip(row).for_each(|(cell, &value)| *cell = value);
        }
    }
    values
}

/// Transforms the weights, in double precision.
fn transformed_weights(outputs: usize, inputs: usize, weights: &[f32]) -> Vec<f32> {
    let mut all = vec![0.0; outputs.div_ceil(CHANNELS) * CELLS * inputs * CHANNELS];
    for (pair, kernel) in weights.as_chunks::<9>().0.iter().enumerate() {
        let (output, input) = (pair / inputs.max(1), pair % inputs.max(1));
        for (cell, value) in winograd::transform_weights(kernel).enumerate() {
            let at = ((output / CHANNELS * CELLS + cell) * inputs + input) * CHANNELS
                + output % CHANNELS;
            if let Some(place) = all.get_mut(at) {
                *place = value as f32;
            }
        }
    }
    all
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
