//! From the log-mel spectrogram to the verdict: the ONNX network, recordings, live sound.

pub(crate) mod classifier;
pub(crate) mod live;
pub(crate) mod model;
mod operators;
mod pour_detector;
pub(crate) mod reference;
pub(crate) mod saliency;
