//! Log-mel spectrogram of a recording, chunk by chunk, without its samples in memory.
//!
//! An hour of samples at the model's rate takes 230 MB, its spectrogram 58 MB.

use hot_or_cold_kernels::{LogMel, LogMelStream};

use crate::audio::clip::ClipBuilder;
use crate::classify::classifier::Classifier;
use crate::error::Result;

/// Builds the log-mel spectrogram of a recording. It equals that of a [`Clip`](crate::Clip) of the
/// same samples.
pub struct LogMelBuilder<'a> {
    classifier: &'a Classifier,
    clip: ClipBuilder,
    stream: LogMelStream,
    values: Vec<f32>,
}

impl<'a> LogMelBuilder<'a> {
    /// Starts a recording of `channels` channels at `sample_rate` Hz.
    ///
    /// # Errors
    /// As [`ClipBuilder::new`].
    pub fn new(classifier: &'a Classifier, sample_rate: u32, channels: usize) -> Result<Self> {
        let model_rate = classifier.sidecar().front_end.sample_rate;
        Ok(Self {
            classifier,
            clip: ClipBuilder::new(sample_rate, channels, model_rate)?,
            stream: LogMelStream::new(classifier.front_end()),
            values: Vec::new(),
        })
    }

    /// Appends a chunk, one slice per channel, ±1 full scale.
    ///
    /// # Errors
    /// As [`ClipBuilder::push_channels`].
    pub fn push_channels(&mut self, channels: &[&[f32]]) -> Result<()> {
        self.clip.push_channels(channels)?;
        let resampled = self.clip.resampled_mut();
        self.stream.push(resampled, &mut self.values);
        resampled.clear();
        Ok(())
    }

    /// As [`ClipBuilder::cancelled_channel`].
    pub fn cancelled_channel(&self) -> Option<usize> {
        self.clip.cancelled_channel()
    }

    /// Ends the recording. Returns its log-mel spectrogram, and its length in seconds.
    ///
    /// # Errors
    /// As [`ClipBuilder::finish`], and [`crate::Error::TooShort`] below the sidecar's
    /// `min_seconds`.
    pub fn finish(mut self) -> Result<(LogMel, f64)> {
        let rest = self.clip.finish()?;
        self.classifier.check_length(rest.seconds())?;
        self.stream.push(rest.samples(), &mut self.values);
        Ok((
            LogMel::new(self.classifier.sidecar().front_end.mel_bands, self.values),
            rest.seconds(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Clip;
    use crate::synth::{self, Pour};

    fn classifier() -> Classifier {
        let json = include_str!("../../model/hot-or-cold.json");
        Classifier::new(include_bytes!("../../model/hot-or-cold.onnx"), json).unwrap()
    }

    fn built(
        classifier: &Classifier,
        samples: &[f32],
        rate: u32,
        chunk: usize,
    ) -> Result<(LogMel, f64)> {
        let mut builder = LogMelBuilder::new(classifier, rate, 1)?;
        samples.chunks(chunk).try_for_each(|chunk| builder.push_channels(&[chunk]))?;
        builder.finish()
    }

    #[test]
    fn log_mel_equals_that_of_clip_for_any_chunk_size() {
        let classifier = classifier();
        for rate in [8_000, 16_000, 44_100, 48_000] {
            let samples = synth::pour(&Pour { seconds: 1.7, sample_rate: rate, ..Pour::default() });
            let clip = Clip::from_mono(&samples, rate, 16_000).unwrap();
            let log_mel = classifier.log_mel(&clip).unwrap();
            for chunk in [100, 4_096, samples.len()] {
                let (streamed, seconds) = built(&classifier, &samples, rate, chunk).unwrap();
                assert!(streamed == log_mel, "{rate} Hz, chunks of {chunk}");
                assert_eq!(seconds, clip.seconds());
            }
        }
    }

    #[test]
    fn finish_rejects_invalid_recordings() {
        let classifier = classifier();
        let code = |samples: &[f32]| built(&classifier, samples, 16_000, 1_000).unwrap_err().code();
        assert_eq!(code(&[]), "no-samples");
        assert_eq!(code(&[0.0; 20_000]), "silent");
        assert_eq!(code(&[0.1; 15_999]), "too-short");
        assert_eq!(code(&[f32::NAN; 20_000]), "not-sound");
        assert_eq!(built(&classifier, &[0.1], 100, 1).unwrap_err().code(), "bad-sample-rate");
    }
}
