//! The products of transformed tiles and weights: most of a convolution's time.

use wide::f32x4;

use crate::winograd::{CELLS, LANES};

/// Vectors of tiles that are multiplied at a time.
pub(super) const VECTORS: usize = 2;
pub(super) const GROUP: usize = VECTORS * LANES;

/// Output channels that are multiplied at a time: eight sums in the widest vectors of the target,
/// which hides the latency of additions.
pub(super) const CHANNELS: usize = if cfg!(target_arch = "wasm32") { 4 } else { 8 };

/// The products of `CHANNELS` output channels with the tiles of a group.
pub(super) type Products = [[[[f32; LANES]; CELLS]; VECTORS]; CHANNELS];
pub(super) const PRODUCTS: usize = CHANNELS * VECTORS * CELLS * LANES;

/// Multiplies a group of tiles with the weights of `CHANNELS` output channels, by vectors of four.
#[inline(always)]
pub(super) fn multiply(weights: &[f32], tiles: &[[f32; GROUP]], products: &mut Products) {
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
pub(super) fn multiply_vectors<S: pulp::Simd>(
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
