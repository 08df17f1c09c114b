//! Tells whether poured water is hot or cold, by its sound.
//!
//! Data flow: PCM → [`Clip`] (mono, at the model's sample rate) → [`LogMel`] → [`Model`] (an ONNX
//! network) → [`Classification`]. [`LiveClassifier`] classifies a stream. The crate builds natively
//! and for WebAssembly, where `wasm` is its interface for JavaScript.
//!
//! ```
//! use hot_or_cold::{Classifier, Clip};
//!
//! # fn main() -> hot_or_cold::Result<()> {
//! let classifier = Classifier::new(hot_or_cold::ONNX, hot_or_cold::SIDECAR)?;
//! let pour = hot_or_cold::synth::pour(&hot_or_cold::synth::Pour::default());
//! let clip = Clip::from_mono(&pour, 48_000, classifier.sidecar().front_end.sample_rate)?;
//! let result = classifier.classify(&clip, None)?;
//! println!("{}: {:.0}% hot", result.verdict.as_str(), 100.0 * result.probability_hot);
//! # Ok(())
//! # }
//! ```

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod audio;
mod classify;
mod error;
mod sidecar;
pub mod spectrogram;
pub mod synth;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use audio::clip::{
    Clip, ClipBuilder, MAX_HOURS, MAX_SAMPLE, MAX_SAMPLE_RATE, MIN_SAMPLE_RATE, SILENCE,
};
pub use audio::mel_stream::LogMelBuilder;
pub use classify::classifier::{
    Classification, Classifier, ClipLogits, PourClassification, UnsureReason, Verdict,
    WindowClassification,
};
pub use classify::live::{LiveClassifier, LiveState, Phase};
pub use classify::model::{Logits, Model};
pub use classify::reference::{CupReference, PourReference};
pub use classify::saliency::Saliency;
pub use error::{Error, Result};
pub use hot_or_cold_kernels::{
    CompressionLimits, CompressionSigns, LogMel, LogMelStream, MelFrontEnd,
};
pub use sidecar::{
    Calibration, CupStatistics, FrontEnd, ModelFile, PlattScaling, Pooling, Sidecar,
    TemperatureEstimate, TemperatureFit, Thresholds, Training, Windows,
};

/// The shipped model. In the page it is a separate file.
#[cfg(not(target_arch = "wasm32"))]
pub const ONNX: &[u8] = include_bytes!("../model/hot-or-cold.onnx");
/// The shipped model's sidecar.
#[cfg(not(target_arch = "wasm32"))]
pub const SIDECAR: &str = include_str!("../model/hot-or-cold.json");
