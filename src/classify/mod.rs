//! From the log-mel spectrogram to the verdict: the ONNX network, recordings, live sound.

pub(crate) mod classifier;
mod frame_ranges;
pub(crate) mod frame_windows;
pub(crate) mod live;
mod live_state;
pub(crate) mod model;
mod operators;
mod pour_detector;
pub(crate) mod pour_segmentation;
pub(crate) mod reference;
pub(crate) mod saliency;
mod temperature_change;
