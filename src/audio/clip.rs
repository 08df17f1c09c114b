//! Clips: checked mono PCM at the model's sample rate.

use hot_or_cold_kernels::slices::{add, peak, scale};
use hot_or_cold_kernels::{Cancellation, Resampler};

use crate::error::{Error, Result};

/// Lowest sample rate accepted, in Hz: telephone audio. Lower rates lack the band in which hot and
/// cold differ.
pub const MIN_SAMPLE_RATE: u32 = 8_000;
/// Highest sample rate accepted, in Hz: the fastest audio interfaces sold.
pub const MAX_SAMPLE_RATE: u32 = 384_000;
/// Longest recording accepted, in hours. At 16 kHz two hours are 461 MB of `f32`; WebAssembly can
/// address 4 GB.
pub const MAX_HOURS: u64 = 2;
/// Largest sample accepted, where full scale is 1. Float recordings may overshoot a little; larger
/// values are not a waveform.
pub const MAX_SAMPLE: f32 = 1_000.0;
/// Recordings within ± this value are silent: half of one step of 16-bit PCM.
pub const SILENCE: f32 = 0.5 / 32_768.0;

/// Checked mono PCM at a known sample rate: finite, audible, and of valid length.
#[derive(Debug, Clone, PartialEq)]
pub struct Clip {
    samples: Vec<f32>,
    sample_rate: u32,
    seconds: f64,
}

impl Clip {
    /// Checks mono PCM at `sample_rate` Hz, ±1 full scale, and resamples it to `model_rate` Hz.
    ///
    /// # Errors
    /// As [`ClipBuilder::new`], [`ClipBuilder::push_channels`] and [`ClipBuilder::finish`].
    pub fn from_mono(samples: &[f32], sample_rate: u32, model_rate: u32) -> Result<Self> {
        let mut builder = ClipBuilder::new(sample_rate, 1, model_rate)?;
        // In parts, since each part is copied twice and an hour is 690 MB.
        for part in samples.chunks(1 << 16) {
            builder.push_channels(&[part])?;
        }
        builder.finish()
    }

    /// Mono PCM, ±1 full scale.
    pub fn samples(&self) -> &[f32] {
        &self.samples
    }

    /// Sample rate of [`Clip::samples`], in Hz.
    pub fn sample_rate(&self) -> u32 {
        self.sample_rate
    }

    /// Length of the original recording in seconds.
    pub fn seconds(&self) -> f64 {
        self.seconds
    }
}

/// Builds a [`Clip`] chunk by chunk, so that long recordings are never in memory twice.
pub struct ClipBuilder {
    sample_rate: u32,
    model_rate: u32,
    channel_count: usize,
    resampler: Resampler,
    /// For several channels only.
    cancellation: Option<Cancellation>,
    mono: Vec<f32>,
    samples: Vec<f32>,
    frames: u64,
    /// Largest magnitude of any channel's samples, and of their mean.
    channel_peak: f32,
    peak: f32,
}

impl ClipBuilder {
    /// Starts a clip of `channel_count` channels at `sample_rate` Hz, resampled to `model_rate` Hz.
    ///
    /// # Errors
    /// [`Error::InvalidSampleRate`] or, for the model's rate, [`Error::Model`] outside
    /// [`MIN_SAMPLE_RATE`] … [`MAX_SAMPLE_RATE`], [`Error::InvalidChannels`] for no channels.
    pub fn new(sample_rate: u32, channel_count: usize, model_rate: u32) -> Result<Self> {
        let sample_rate = check_rate(sample_rate)?;
        check_model_rate(model_rate)?;
        if channel_count == 0 {
            return Err(Error::InvalidChannels { reason: "there are none".into() });
        }
        Ok(Self {
            sample_rate,
            model_rate,
            channel_count,
            resampler: Resampler::new(sample_rate, model_rate),
            cancellation: (channel_count > 1)
                .then(|| Cancellation::new(sample_rate, channel_count)),
            mono: Vec::new(),
            samples: Vec::new(),
            frames: 0,
            channel_peak: 0.0,
            peak: 0.0,
        })
    }

    /// Appends a chunk, one slice per channel, ±1 full scale. Channels are averaged, as by
    /// `librosa.to_mono`; see [`ClipBuilder::cancelled_channel`].
    ///
    /// # Errors
    /// - [`Error::InvalidChannels`] if the number of slices is not that of [`ClipBuilder::new`], or
    ///   their lengths differ.
    /// - [`Error::InvalidSample`] for samples that are not finite or beyond [`MAX_SAMPLE`].
    /// - [`Error::TooLong`] after [`MAX_HOURS`].
    pub fn push_channels(&mut self, channels: &[&[f32]]) -> Result<()> {
        if channels.len() != self.channel_count {
            return Err(Error::InvalidChannels {
                reason: format!("{} announced, {} there", self.channel_count, channels.len()),
            });
        }
        let Some((first, rest)) = channels.split_first() else { return Ok(()) };
        if let Some(other) = rest.iter().find(|channel| channel.len() != first.len()) {
            return Err(Error::InvalidChannels {
                reason: format!("one has {} samples, another {}", first.len(), other.len()),
            });
        }
        self.mono.clear();
        self.mono.extend_from_slice(first);
        for channel in channels {
            self.check(channel, 1)?;
        }
        for channel in rest {
            add(&mut self.mono, channel);
        }
        if let Some(cancellation) = &mut self.cancellation {
            cancellation.push_channels(channels);
        }
        self.append_mono()
    }

    /// Appends a chunk of interleaved frames, ±1 full scale.
    ///
    /// # Errors
    /// As [`ClipBuilder::push_channels`].
    pub fn push_interleaved(&mut self, samples: &[f32]) -> Result<()> {
        let frames = samples.chunks_exact(self.channel_count);
        if !frames.remainder().is_empty() {
            return Err(Error::InvalidChannels { reason: "the last frame is not whole".into() });
        }
        self.check(samples, self.channel_count)?;
        self.mono.clear();
        self.mono.extend(frames.map(|frame| frame.iter().sum::<f32>()));
        if let Some(cancellation) = &mut self.cancellation {
            cancellation.push_interleaved(samples);
        }
        self.append_mono()
    }

    fn check(&mut self, samples: &[f32], samples_per_frame: usize) -> Result<()> {
        check_samples(samples, samples_per_frame, self.frames, self.sample_rate)?;
        self.channel_peak = self.channel_peak.max(peak(samples));
        Ok(())
    }

    fn append_mono(&mut self) -> Result<()> {
        self.frames += self.mono.len() as u64;
        if self.frames > MAX_HOURS * 3_600 * u64::from(self.sample_rate) {
            return Err(Error::TooLong { max_hours: MAX_HOURS });
        }
        let gain = 1.0 / self.channel_count as f32;
        scale(&mut self.mono, gain);
        self.peak = self.peak.max(peak(&self.mono));
        self.resampler.push(&self.mono, &mut self.samples);
        Ok(())
    }

    /// The resampled samples so far. The caller may remove them; the clip then has the rest.
    pub(crate) fn resampled_mut(&mut self) -> &mut Vec<f32> {
        &mut self.samples
    }

    /// The loudest channel, if the channels cancel each other in their mean. The clip should then
    /// be built again from this channel alone.
    pub fn cancelled_channel(&self) -> Option<usize> {
        self.cancellation.as_ref()?.loudest_channel()
    }

    /// Ends the clip.
    ///
    /// # Errors
    /// [`Error::NoSamples`] without samples, [`Error::Silent`] if all are within ±[`SILENCE`],
    /// [`Error::InvalidChannels`] if only the mean of the channels is silent.
    pub fn finish(mut self) -> Result<Clip> {
        if self.frames == 0 {
            return Err(Error::NoSamples);
        }
        if self.peak <= SILENCE && self.channel_peak > SILENCE {
            return Err(Error::InvalidChannels { reason: "they cancel each other out".into() });
        }
        if self.peak <= SILENCE {
            return Err(Error::Silent);
        }
        self.resampler.finish(&mut self.samples);
        Ok(Clip {
            samples: self.samples,
            sample_rate: self.model_rate,
            seconds: self.frames as f64 / f64::from(self.sample_rate),
        })
    }
}

/// Returns the rate if it is in [`MIN_SAMPLE_RATE`] … [`MAX_SAMPLE_RATE`] Hz.
pub(crate) fn check_rate(rate: u32) -> Result<u32> {
    if (MIN_SAMPLE_RATE..=MAX_SAMPLE_RATE).contains(&rate) {
        Ok(rate)
    } else {
        Err(Error::InvalidSampleRate { rate, min: MIN_SAMPLE_RATE, max: MAX_SAMPLE_RATE })
    }
}

fn check_model_rate(rate: u32) -> Result<()> {
    match check_rate(rate) {
        Ok(_) => Ok(()),
        Err(_) => Err(Error::model(format!("it takes {rate} samples a second"))),
    }
}

/// Checks that samples are finite and within ±[`MAX_SAMPLE`]. `samples` begin after
/// `frames_before` frames of the recording.
pub(crate) fn check_samples(
    samples: &[f32],
    samples_per_frame: usize,
    frames_before: u64,
    sample_rate: u32,
) -> Result<()> {
    if peak(samples) <= MAX_SAMPLE {
        return Ok(());
    }
    // A range contains no NaN.
    let is_invalid = |(_, x): &(usize, &f32)| !(-MAX_SAMPLE..=MAX_SAMPLE).contains(*x);
    match samples.iter().enumerate().find(is_invalid) {
        None => Ok(()),
        Some((at, &value)) => {
            let frame = frames_before as f64 + (at / samples_per_frame) as f64;
            Err(Error::InvalidSample { value, seconds: frame / f64::from(sample_rate) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(result: Result<Clip>) -> &'static str {
        result.map_or_else(|error| error.code(), |_| "ok")
    }

    #[test]
    fn from_mono_names_the_reason_for_invalid_input() {
        let tone = [0.1, -0.1].repeat(8_000);
        assert_eq!(code(Clip::from_mono(&tone, 16_000, 16_000)), "ok");
        assert_eq!(code(Clip::from_mono(&[], 16_000, 16_000)), "no-samples");
        assert_eq!(code(Clip::from_mono(&[0.0; 16_000], 16_000, 16_000)), "silent");
        for rate in [0, 7_999, 1_000_000] {
            assert_eq!(code(Clip::from_mono(&tone, rate, 16_000)), "bad-sample-rate");
        }
        for rate in [0, 1, 7_999, 384_001, u32::MAX] {
            assert_eq!(code(Clip::from_mono(&tone, 16_000, rate)), "model", "{rate}");
        }
        for invalid in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 1e30] {
            let mut broken = tone.clone();
            broken[12_345] = invalid;
            assert_eq!(code(Clip::from_mono(&broken, 16_000, 16_000)), "not-sound", "{invalid}");
        }
    }

    #[test]
    fn push_channels_averages_channels_of_equal_length_only() {
        let left = [0.5_f32; 100];
        let right = [-0.25_f32; 100];
        let mut planar = ClipBuilder::new(16_000, 2, 16_000).unwrap();
        planar.push_channels(&[&left, &right]).unwrap();
        let mut interleaved = ClipBuilder::new(16_000, 2, 16_000).unwrap();
        interleaved.push_interleaved(&[0.5, -0.25].repeat(100)).unwrap();
        let planar = planar.finish().unwrap();
        assert_eq!(planar.samples(), [0.125; 100]);
        assert_eq!(planar, interleaved.finish().unwrap());

        let mut uneven = ClipBuilder::new(16_000, 2, 16_000).unwrap();
        assert_eq!(uneven.push_channels(&[&left, &right[1..]]).unwrap_err().code(), "bad-channels");
        assert_eq!(uneven.push_channels(&[&left]).unwrap_err().code(), "bad-channels");
        assert_eq!(uneven.push_interleaved(&[0.0; 3]).unwrap_err().code(), "bad-channels");
        assert!(ClipBuilder::new(16_000, 0, 16_000).is_err());

        let mut opposite = ClipBuilder::new(16_000, 2, 16_000).unwrap();
        opposite.push_channels(&[&left, &[-0.5; 100]]).unwrap();
        assert_eq!(opposite.finish().unwrap_err().code(), "bad-channels");
    }

    #[test]
    fn push_channels_rejects_more_than_max_hours() {
        let mut builder = ClipBuilder::new(384_000, 1, 16_000).unwrap();
        builder.frames = MAX_HOURS * 3_600 * 384_000;
        assert_eq!(builder.push_channels(&[&[0.1]]).unwrap_err().code(), "too-long");
    }

    #[test]
    fn clip_is_as_long_as_recording() {
        let clip = Clip::from_mono(&[0.1; 44_100], 44_100, 16_000).unwrap();
        assert_eq!(
            (clip.seconds(), clip.samples().len(), clip.sample_rate()),
            (1.0, 16_000, 16_000)
        );
    }
}
