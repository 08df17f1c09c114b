//! Convolution with 3 × 3 weights, and the ReLU and average pool behind it, by Winograd's method.
//!
//! With it the shipped network takes 0.45 of the time that it takes with tract's own convolution,
//! ReLU and pool, natively (x86-64 with AVX2) and in WebAssembly (Node 20) alike.

use std::ops::Range;

use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::ops::binary::TypedBinOp;
use tract_onnx::tract_core::ops::math::Max;
use wide::f32x4;

use super::average_pool::AveragePool;
use super::winograd::{self, CELLS, LANES, POINTS, TILE};
use super::{Kernel, KernelOp, tile_pool};

/// Vectors of tiles that are multiplied at a time.
const VECTORS: usize = 2;
const GROUP: usize = VECTORS * LANES;

/// Output channels that are multiplied at a time: as many as keep eight sums under way in the
/// widest vectors of the target, which hides the latency of an addition.
const CHANNELS: usize = if cfg!(target_arch = "wasm32") { 4 } else { 8 };

/// Largest number of values in the transformed weights, and in the padded input: 64 MiB each.
const MAX_KERNEL_VALUES: usize = 1 << 24;

/// SIMD vectors of the columns 0 to 3 of four neighbouring tiles.
type Columns = [[f32; LANES]; TILE];

/// The products of `CHANNELS` output channels with the tiles of a group.
type Products = [[[[f32; LANES]; CELLS]; VECTORS]; CHANNELS];
const PRODUCTS: usize = CHANNELS * VECTORS * CELLS * LANES;

/// A convolution with a stride of 1 and one zero on each side: its output has the input's size.
#[derive(Debug, Clone)]
pub(super) struct Conv3x3 {
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
    /// Tiles in a row; the last ones may extend beyond the input.
    row_tiles: usize,
    /// Rows that are transformed before any is multiplied, to stay in the cache: as few as fill a
    /// group.
    block_rows: usize,
    relu: bool,
    /// The fused average pool: for each of its windows in a row, one over the number of values.
    pool: Option<Vec<f32>>,
}

/// Makes a convolution compute the ReLU or the average pool behind it, too.
pub(super) fn fuse_next(
    model: &TypedModel,
    node: &TypedNode,
) -> TractResult<Option<TypedModelPatch>> {
    let Some(op) = node.op_as::<KernelOp<Conv3x3>>() else { return Ok(None) };
    let Some(next) = model.single_succ(node.id)? else { return Ok(None) };
    // A value that the model returns must stay.
    if model.outputs.contains(&node.id.into()) {
        return Ok(None);
    }
    let fused = if is_relu(model, next)? {
        op.kernel.with_relu()
    } else if let Some(pool) = next.op_as::<KernelOp<AveragePool>>() {
        op.kernel.with_pool(&pool.kernel)
    } else {
        None
    };
    fused.map(|conv| TypedModelPatch::fuse_with_next(model, node, KernelOp::new(conv))).transpose()
}

/// Whether a node computes `max(x, 0)`.
fn is_relu(model: &TypedModel, node: &TypedNode) -> TractResult<bool> {
    let is_zero = |fact: &&TypedFact| {
        let constant = fact.konst.as_ref().or(fact.uniform.as_ref());
        constant.is_some_and(|value| {
            value.len() == 1 && value.cast_to_scalar::<f32>().is_ok_and(|value| value == 0.0)
        })
    };
    let is_max = node.op_as::<TypedBinOp>().is_some_and(|op| op.0.is::<Max>());
    Ok(is_max && model.node_input_facts(node.id)?.iter().any(is_zero))
}

impl Conv3x3 {
    /// Takes the input's shape `[images, channels, height, width]`, weights
    /// `[outputs, channels, 3, 3]` and a bias for each output channel. `None` if their numbers do
    /// not fit together, or exceed [`MAX_KERNEL_VALUES`] when transformed or padded.
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

    /// The same with a ReLU behind it; `None` where a pool is behind it already.
    fn with_relu(&self) -> Option<Self> {
        self.pool.is_none().then(|| Self { relu: true, ..self.clone() })
    }

    /// The same with an average pool behind it; `None` where the pool cannot be fused.
    fn with_pool(&self, pool: &AveragePool) -> Option<Self> {
        let fits = self.pool.is_none() && tile_pool::fits(pool, self.height, self.width);
        fits.then(|| Self { pool: Some(pool.first_row_scales().to_vec()), ..self.clone() })
    }

    /// Vectors of tiles in a row.
    fn row_vectors(&self) -> usize {
        self.row_tiles / LANES
    }

    /// Vectors in a padded row: one more than of tiles, because the last two columns of a tile are
    /// the first of the next one.
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

impl Kernel for Conv3x3 {
    const NAME: &'static str = "WinogradConv";

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
        let planes = self.inputs * self.plane() * TILE * LANES;
        planes + self.groups() * self.group() + PRODUCTS + pooled_rows * tile_pool::PARTS
    }

    fn run(&self, input: &[f32], output: &mut [f32], scratch: &mut [f32]) {
        let run = Run { conv: self, input, output, scratch };
        #[cfg(target_arch = "wasm32")]
        run.run(multiply);
        #[cfg(not(target_arch = "wasm32"))]
        pulp::Arch::new().dispatch(run);
    }
}

/// Arguments of one run; `pulp` compiles it again for processors with AVX2 and FMA.
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
        let (planes, rest) = scratch.split_at_mut(self.inputs * self.plane() * TILE * LANES);
        let (tiles, rest) = rest.split_at_mut(self.groups() * self.group());
        let (products, parts) = rest.split_at_mut(PRODUCTS);
        let products =
            products.as_chunks_mut().0.as_chunks_mut().0.as_chunks_mut().0.as_chunks_mut().0;
        let Some(products) = products.first_mut() else { return };
        let parts = parts.as_chunks_mut().0.as_chunks_mut().0.as_chunks_mut().0;
        let (planes, tiles) = (planes.as_chunks_mut().0.as_chunks_mut().0, tiles.as_chunks_mut().0);
        let area = (self.height * self.width).max(1);
        let images = input.chunks_exact((self.inputs * area).max(1));
        for (image, out) in images.zip(output.chunks_exact_mut((self.outputs * self.area()).max(1)))
        {
            for (plane, image) in
                planes.chunks_exact_mut(self.plane()).zip(image.chunks_exact(area))
            {
                self.pad_and_tile(image, plane);
            }
            for first_row in (0..self.tile_rows).step_by(self.block_rows) {
                let rows = first_row..(first_row + self.block_rows).min(self.tile_rows);
                for (channel, plane) in planes.chunks_exact(self.plane()).enumerate() {
                    self.transform_inputs(plane, rows.clone(), channel, tiles);
                }
                let weights = self.weights.chunks_exact((CELLS * self.inputs * CHANNELS).max(1));
                let channels = weights.zip(self.bias.as_chunks().0);
                for ((weights, biases), out) in
                    channels.zip(out.chunks_mut((CHANNELS * self.area()).max(1)))
                {
                    for (group, tiles) in
                        tiles.chunks_exact((self.group() / GROUP).max(1)).enumerate()
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
    /// Copies an image with zeros around it, four neighbouring tiles side by side.
    #[inline(always)]
    fn pad_and_tile(&self, image: &[f32], plane: &mut [Columns]) {
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

    /// The row of tiles of a vector of a group, and the vector's first tile in that row. `None` for
    /// vectors of the last group that lie beyond the block.
    #[inline(always)]
    fn place(&self, group: usize, vector: usize, rows: usize) -> Option<(usize, usize)> {
        let place = group * GROUP + vector * LANES;
        let row = place / self.row_tiles;
        (row < rows).then_some((row, place % self.row_tiles))
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
        let channels = products.iter().zip(biases).zip(out.chunks_exact_mut(self.area().max(1)));
        for ((vectors, &bias), out) in channels {
            let bias = f32x4::splat(bias);
            for (vector, cells) in vectors.iter().enumerate() {
                let Some((row, first)) = self.place(group, vector, rows.len()) else { continue };
                let lines = out.chunks_exact_mut(self.width.max(1)).skip(TILE * (rows.start + row));
                for (line, values) in lines.zip(winograd::outputs(cells)) {
                    let values =
                        f32x4::transpose(values.map(|value| (value + bias).fast_max(minimum)));
                    let line = line.get_mut(TILE * first..).unwrap_or_default();
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
            let Some((row, first)) = self.place(group, vector, rows) else { continue };
            for (channel, (vectors, &bias)) in products.iter().zip(biases).enumerate() {
                let place = (row * CHANNELS + channel) * self.row_vectors() + first / LANES;
                let (Some(cells), Some(parts)) = (vectors.get(vector), parts.get_mut(place)) else {
                    continue;
                };
                // The means get the bias later: fewer additions, the same result.
                let minimum = f32x4::splat(self.min_output() - bias);
                let tile = winograd::outputs(cells);
                tile_pool::put(tile.map(|row| row.map(|value| value.fast_max(minimum))), parts);
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
            let channels = out.chunks_exact_mut(self.area().max(1)).zip(biases);
            for ((out, &bias), parts) in channels.zip(parts.chunks_exact(self.row_vectors())) {
                for (half, out) in
                    out.chunks_exact_mut(width).skip(2 * tile_row).take(2).enumerate()
                {
                    tile_pool::write(parts, half, scales, bias, out);
                }
            }
        }
    }

    /// The lowest value of the output.
    fn min_output(&self) -> f32 {
        if self.relu { 0.0 } else { f32::NEG_INFINITY }
    }
}

/// The values from `from` on in a row that has one zero before it, and zeros behind.
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

/// Multiplies a group of tiles with the weights of `CHANNELS` output channels, by vectors of four.
#[inline(always)]
fn multiply(weights: &[f32], tiles: &[[f32; GROUP]], products: &mut Products) {
    let cells = weights.chunks_exact((weights.len() / CELLS).max(1));
    for (cell, (weights, tiles)) in
        cells.zip(tiles.chunks_exact((tiles.len() / CELLS).max(1))).enumerate()
    {
        let mut sums = [[f32x4::splat(0.0); VECTORS]; CHANNELS];
        for (weights, &[a, b, c, d, e, f, g, h]) in
            weights.as_chunks::<CHANNELS>().0.iter().zip(tiles)
        {
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

/// Like [`multiply`], with vectors of a whole group and fused multiply-add.
#[cfg(not(target_arch = "wasm32"))]
#[inline(always)]
fn multiply_vectors<S: pulp::Simd>(
    simd: S,
    weights: &[f32],
    tiles: &[[f32; GROUP]],
    products: &mut Products,
) {
    let cells = weights.chunks_exact((weights.len() / CELLS).max(1));
    let (tiles, _) = S::as_simd_f32s(tiles.as_flattened());
    for (cell, (weights, tiles)) in
        cells.zip(tiles.chunks_exact((tiles.len() / CELLS).max(1))).enumerate()
    {
        let mut sums = [simd.splat_f32s(0.0); CHANNELS];
        for (weights, tile) in weights.as_chunks::<CHANNELS>().0.iter().zip(tiles) {
            for (sum, &weight) in sums.iter_mut().zip(weights) {
                *sum = simd.mul_add_e_f32s(simd.splat_f32s(weight), *tile, *sum);
            }
        }
        for (vectors, sum) in products.iter_mut().zip(&sums) {
            let mut values = [0.0; GROUP];
            if let [place] = S::as_mut_simd_f32s(&mut values).0 {
                *place = *sum;
            }
            for (cells, values) in vectors.iter_mut().zip(values.as_chunks().0) {
                if let Some(place) = cells.get_mut(cell) {
                    *place = *values;
                }
            }
        }
    }
}

/// Transforms all weights in double precision, once.
fn transformed_weights(outputs: usize, inputs: usize, weights: &[f32]) -> Vec<f32> {
    let mut all = vec![0.0; outputs.div_ceil(CHANNELS) * CELLS * inputs * CHANNELS];
    for (pair, kernel) in weights.as_chunks::<9>().0.iter().enumerate() {
        let (output, input) = (pair / inputs.max(1), pair % inputs.max(1));
        for (cell, value) in winograd::weights(kernel).enumerate() {
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
mod tests {
    use super::*;
    use crate::classify::operators::average_pool::WindowAxis;
    use crate::classify::operators::tests::{noise, run};

    /// The convolution by its definition.
    fn convolve_by_definition(
        [outputs, inputs]: [usize; 2],
        [height, width]: [usize; 2],
        weights: &[f32],
        bias: &[f32],
        image: &[f32],
    ) -> Vec<f32> {
        let at = |channel: usize, y: usize, x: usize| match (y.checked_sub(1), x.checked_sub(1)) {
            (Some(y), Some(x)) if y < height && x < width => {
                image[(channel * height + y) * width + x]
            }
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

    fn pool(
        images: [usize; 2],
        [height, width]: [usize; 2],
        count_include_pad: bool,
    ) -> AveragePool {
        let height = WindowAxis { length: height, kernel: 2, stride: 2, before: 0, after: 0 };
        let width = WindowAxis { length: width, kernel: 4, stride: 2, before: 1, after: 1 };
        AveragePool::new(images, height, width, count_include_pad).unwrap()
    }

    #[track_caller]
    fn assert_close(got: &[f32], want: &[f32]) {
        assert_eq!(got.len(), want.len());
        for (at, (got, want)) in got.iter().zip(want).enumerate() {
            assert!((got - want).abs() < 1e-4, "{at}: {got}, not {want}");
        }
    }

    #[test]
    fn conv3x3_matches_definition_with_fused_relu_and_pool() {
        let mut fused = 0;
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
            let ([outputs, inputs], [height, width]) = (channels, size);
            let weights = noise(outputs * inputs * 9, 1);
            let bias = noise(outputs, 2);
            let images = noise(2 * inputs * height * width, 3);
            let each = images.chunks(images.len() / 2);
            let mut want: Vec<f32> = each
                .flat_map(|image| convolve_by_definition(channels, size, &weights, &bias, image))
                .collect();
            let conv = Conv3x3::new([2, inputs, height, width], &weights, &bias).unwrap();
            assert_close(&run(&conv, &images), &want);
            // Processors without AVX2 and FMA take this way.
            let (mut output, mut scratch) =
                (vec![f32::NAN; want.len()], vec![f32::NAN; conv.scratch_len()]);
            conv.run_with(multiply, &images, &mut output, &mut scratch);
            assert_close(&output, &want);

            let conv = conv.with_relu().unwrap();
            want.iter_mut().for_each(|value| *value = value.max(0.0));
            assert_close(&run(&conv, &images), &want);

            if height < 2 || width < 4 {
                continue;
            }
            let pool = pool([2, outputs], size, false);
            let pooled = conv.with_pool(&pool);
            let fits = height.is_multiple_of(4) && width.is_multiple_of(16);
            assert_eq!(pooled.is_some(), fits, "{size:?}");
            if let Some(pooled) = pooled {
                fused += 1;
                assert_close(&run(&pooled, &images), &run(&pool, &want));
                assert!(pooled.with_relu().is_none() && pooled.with_pool(&pool).is_none());
            }
        }
        assert_eq!(fused, 4);
    }

    #[test]
    fn with_pool_refuses_other_windows() {
        let size = [8, 32];
        let conv = Conv3x3::new([1, 1, 8, 32], &[0.0; 9], &[0.0]).unwrap();
        assert!(conv.with_pool(&pool([1, 1], size, false)).is_some());
        assert!(conv.with_pool(&pool([1, 1], size, true)).is_none());
        for change in [
            |pool: &mut AveragePool| pool.height.kernel = 3,
            |pool: &mut AveragePool| pool.height.before = 1,
            |pool: &mut AveragePool| pool.height.length = 4,
            |pool: &mut AveragePool| pool.width.kernel = 5,
            |pool: &mut AveragePool| pool.width.stride = 1,
            |pool: &mut AveragePool| pool.width.after = 0,
        ] {
            let mut other = pool([1, 1], size, false);
            change(&mut other);
            assert!(conv.with_pool(&other).is_none());
        }
    }

    #[test]
    fn new_refuses_weights_of_another_length() {
        assert!(Conv3x3::new([1, 2, 4, 4], &[0.0; 9], &[0.0]).is_none());
        assert!(Conv3x3::new([1, usize::MAX, 4, 4], &[0.0; 9], &[0.0]).is_none());
        assert!(Conv3x3::new([1, 1, 1 << 20, 1 << 20], &[0.0; 9], &[0.0]).is_none());
    }
}
