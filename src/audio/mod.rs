//! From PCM to the log-mel spectrogram: checked mono clips, and long recordings chunk by chunk.
//! `kernels/` has the computations.

pub(crate) mod clip;
pub(crate) mod mel_stream;
