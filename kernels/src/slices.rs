//! Loops over slices of samples or levels.

/// Transposes the first `frames` frames of `values` from `[frame][band]` into `out` as
/// `[band][frame]`. Fewer frames are repeated. `values` must have at least one frame.
pub fn band_major(values: &[f32], bands: usize, frames: usize, out: &mut Vec<f32>) {
    out.clear();
    out.resize(bands * frames, 0.0);
    for (at, frame) in values.chunks_exact(bands.max(1)).cycle().take(frames).enumerate() {
        for (row, &value) in out.chunks_exact_mut(frames).zip(frame) {
            if let Some(cell) = row.get_mut(at) {
                *cell = value;
            }
        }
    }
}

/// Returns the largest magnitude of the samples; infinite or NaN if one is, 0 without samples.
///
/// Magnitudes of floats are ordered as their bits, with NaN last. The compiler vectorises the
/// maximum of integers, but not that of floats.
pub fn peak(samples: &[f32]) -> f32 {
    f32::from_bits(samples.iter().map(|x| x.abs().to_bits()).max().unwrap_or(0))
}

/// Adds `values` to `sums`, value by value, up to the end of the shorter one.
pub fn add(sums: &mut [f32], values: &[f32]) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
}

/// Multiplies `values` by `factor`.
pub fn scale(values: &mut [f32], factor: f32) {
    values.iter_mut().for_each(|value| *value *= factor);
}
