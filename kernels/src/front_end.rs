//! Parameters of the front end.

use serde::Deserialize;

/// Parameters of the log-mel spectrogram, as of `librosa.feature.melspectrogram`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct FrontEnd {
    /// Sample rate in Hz.
    pub sample_rate: u32,
    /// Samples in a frame (`n_fft`, and `win_length`): a power of two, 4 … 32,768.
    pub fft_size: usize,
    /// Samples from one frame to the next (`hop_length`), 1 … 32,768.
    pub hop: usize,
    /// Window function; only `"hann"`, periodic.
    pub window: String,
    /// Number of mel bands (`n_mels`), 1 … 1,024.
    pub mel_bands: usize,
    /// Lower edge of the lowest band in Hz (`fmin`).
    pub mel_min_hz: f64,
    /// Upper edge of the highest band in Hz (`fmax`).
    pub mel_max_hz: f64,
    /// Only `"slaney"` (`htk=False`).
    pub mel_scale: String,
    /// Only `"slaney"`: each filter has unit area.
    pub mel_norm: String,
    /// Lower limit of the power (`power_to_db(amin=…)`).
    pub power_floor: f64,
}

impl FrontEnd {
    /// Returns the start of frame `frame` in seconds.
    pub fn seconds(&self, frame: usize) -> f64 {
        frame as f64 * self.hop as f64 / f64::from(self.sample_rate)
    }

    /// Returns the number of hops in a time, rounded down.
    pub fn frames_in(&self, seconds: f64) -> usize {
        (seconds / self.seconds(1)) as usize
    }
}
