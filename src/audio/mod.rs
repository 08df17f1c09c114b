//! From PCM to the log-mel spectrogram: checked mono clips, sample-rate conversion, mel bands.

pub(crate) mod clip;
pub(crate) mod mel;
pub(crate) mod mel_stream;
pub(crate) mod power_spectrum;
pub(crate) mod resample;
