//! The computations of the classifier that take most of its time, from samples to the statistics
//! of a spectrogram, and two operators of the network.
//!
//! They are a crate of their own because Cargo chooses the optimisation by crate. This one is
//! compiled for speed; in the page, the rest is compiled for size. Generic functions would be
//! compiled with the crate that calls them, so this crate exports none.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod average_pool;
mod cancellation;
mod compression;
mod conv3x3;
mod front_end;
mod mel;
pub mod order_statistics;
mod power_spectrum;
mod resample;
pub mod slices;
pub mod spectral_distance;
mod tile_pool;
mod winograd;

use std::fmt::Debug;

pub use average_pool::{AveragePool, WindowAxis};
pub use cancellation::Cancellation;
pub use compression::{CompressionLimits, CompressionSigns};
pub use conv3x3::Conv3x3;
pub use front_end::FrontEnd;
pub use mel::{LogMel, LogMelStream, MelFrontEnd};
pub use resample::Resampler;

/// A computation on one tensor of 32-bit floats whose shape is known when the model is loaded.
pub trait Kernel: Debug + Send + Sync + 'static {
    /// The operator's name in tract's graph.
    const NAME: &'static str;

    /// Shape of the input.
    fn input_shape(&self) -> [usize; 4];

    /// Shape of the output.
    fn output_shape(&self) -> [usize; 4];

    /// Number of values of working memory that [`Kernel::run`] needs.
    fn scratch_len(&self) -> usize;

    /// Computes `output` from `input`, both row-major. All lengths are those of the shapes and of
    /// [`Kernel::scratch_len`]. `scratch` may contain any values.
    fn run(&self, input: &[f32], output: &mut [f32], scratch: &mut [f32]);
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::Kernel;

    /// Runs a kernel, with NaN in its scratch and its output.
    pub fn run(kernel: &impl Kernel, input: &[f32]) -> Vec<f32> {
        let mut output = vec![f32::NAN; kernel.output_shape().iter().product()];
        kernel.run(input, &mut output, &mut vec![f32::NAN; kernel.scratch_len()]);
        output
    }

    /// Values from -1 to 1, by a generator of fixed seed (Numerical Recipes' `ranqd1`).
    pub fn noise(length: usize, mut state: u32) -> Vec<f32> {
        let next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            2.0 * (state as f32 / u32::MAX as f32) - 1.0
        };
        std::iter::repeat_with(next).take(length).collect()
    }
}
