//! Detects channels that cancel each other in their mean, as of a microphone wired in reverse.
//!
//! Blocks of 0.125–0.25 s are compared in the band where water is loud, below 4 kHz and without DC.
//! Unrelated channels add up to the sum of their powers. A mean below half of that needs opposite
//! channels: for two equal ones, a correlation below −0.5. Its estimate over a block of noise
//! varies by 0.05, so unrelated channels do not get there by chance.

/// Samples per second after averaging groups of samples: this, up to twice as many.
const RATE_HZ: u32 = 8_000;
/// Averaged samples per block.
const BLOCK: u32 = RATE_HZ / 4;
/// Decay of the high-pass that removes DC and hum, below about 150–300 Hz.
const DECAY: f32 = 0.89;
/// Largest power of the mean in cancelled blocks, relative to unrelated channels.
const MAX_RELATIVE_POWER: f64 = 0.5;
/// Cancelled blocks that count: at most three quarters of the shortest recording (1 s).
const MIN_BLOCKS: u32 = 3;
/// Levels of blocks, in steps of 10 dB from full scale down. Quieter blocks are ignored.
const LEVELS: usize = 10;
/// Blocks further below the loudest one are ignored, in steps of 10 dB.
const MAX_BELOW_LOUDEST: usize = 4;

/// Compares the power of channels with that of their mean.
pub struct Cancellation {
    /// Samples per group, and how many the current one has.
    group: usize,
    filled: usize,
    channels: Vec<Channel>,
    /// Averaged samples of the current block, and the energy of their mean.
    averages: u32,
    mean_energy: f64,
    /// Cancelled blocks of each level.
    cancelled: [u32; LEVELS],
    loudest: Option<usize>,
}

#[derive(Clone, Default)]
struct Channel {
    /// Sum of the current group.
    sum: f32,
    /// State of the high-pass: its last input and output.
    input: f32,
    output: f32,
    /// Energy of the current block, and of all cancelled ones.
    energy: f64,
    cancelled_energy: f64,
}

impl Cancellation {
    /// Creates a comparison of channels at `sample_rate` Hz.
    pub fn new(sample_rate: u32, channel_count: usize) -> Self {
        Self {
            group: (sample_rate / RATE_HZ).max(1) as usize,
            filled: 0,
            channels: vec![Channel::default(); channel_count],
            averages: 0,
            mean_energy: 0.0,
            cancelled: [0; LEVELS],
            loudest: None,
        }
    }

    /// Appends a chunk, one slice of equal length per channel.
    pub fn push_channels(&mut self, channels: &[&[f32]]) {
        let Some(length) = channels.first().map(|channel| channel.len()) else { return };
        let mut start = 0;
        while start < length {
            let end = length.min(start + self.group - self.filled);
            for (state, samples) in self.channels.iter_mut().zip(channels) {
                state.sum += samples.get(start..end).unwrap_or_default().iter().sum::<f32>();
            }
            self.advance(end - start);
            start = end;
        }
    }

    /// Appends a chunk of interleaved frames.
    pub fn push_interleaved(&mut self, samples: &[f32]) {
        for frame in samples.chunks_exact(self.channels.len()) {
            self.channels.iter_mut().zip(frame).for_each(|(state, sample)| state.sum += sample);
            self.advance(1);
        }
    }

    /// Counts samples that were added to the sums.
    fn advance(&mut self, samples: usize) {
        self.filled += samples;
        if self.filled < self.group {
            return;
        }
        let scale = 1.0 / self.group as f32;
        self.filled = 0;
        let mut total = 0.0;
        for channel in &mut self.channels {
            let input = scale * channel.sum;
            channel.output = input - channel.input + DECAY * channel.output;
            channel.input = input;
            channel.sum = 0.0;
            channel.energy += f64::from(channel.output * channel.output);
            total += channel.output;
        }
        let mean = f64::from(total) / self.channels.len() as f64;
        self.mean_energy += mean * mean;
        self.averages += 1;
        if self.averages == BLOCK {
            self.end_block();
        }
    }

    fn end_block(&mut self) {
        let sum: f64 = self.channels.iter().map(|channel| channel.energy).sum();
        let unrelated = sum / (self.channels.len() as f64).powi(2);
        let loudest = self.channels.iter().map(|channel| channel.energy).fold(0.0, f64::max);
        let level = -(loudest / f64::from(BLOCK)).log10();
        let level = if level.is_finite() { level.max(0.0) as usize } else { LEVELS };
        let is_cancelled = self.mean_energy <= MAX_RELATIVE_POWER * unrelated;
        if let Some(count) = self.cancelled.get_mut(level) {
            self.loudest = Some(self.loudest.map_or(level, |loudest| loudest.min(level)));
            *count += u32::from(is_cancelled);
        }
        for channel in &mut self.channels {
            if is_cancelled {
                channel.cancelled_energy += channel.energy;
            }
            channel.energy = 0.0;
        }
        self.mean_energy = 0.0;
        self.averages = 0;
    }

    /// The channel to use in place of the mean: the loudest one while they cancelled.
    pub fn loudest_channel(&self) -> Option<usize> {
        let counts = self.cancelled.iter().skip(self.loudest?).take(MAX_BELOW_LOUDEST + 1);
        if counts.sum::<u32>() < MIN_BLOCKS {
            return None;
        }
        let energies = self.channels.iter().map(|channel| channel.cancelled_energy).enumerate();
        energies.max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(index, _)| index)
    }
}

// proptest does not run in WebAssembly.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RATE: u32 = 48_000;

    /// Two seconds of noise with the spectrum of a pour: it falls above 2 kHz.
    fn pour(seed: u64) -> Vec<f32> {
        let white = noise(seed + 1_000, 2 * RATE as usize).into_iter();
        let low_pass = |state: &mut f32, x: f32| {
            *state += 0.25 * (x - *state);
            Some(0.5 * *state)
        };
        white.scan(0.0, low_pass).collect()
    }

    /// White noise, ±1.
    fn noise(seed: u64, length: usize) -> Vec<f32> {
        let mut state = seed | 1;
        let next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 40) as f32 / 8_388_608.0 - 1.0
        };
        std::iter::repeat_with(next).take(length).collect()
    }

    fn loudest(channels: &[Vec<f32>]) -> Option<usize> {
        let slices: Vec<&[f32]> = channels.iter().map(Vec::as_slice).collect();
        let mut planar = Cancellation::new(RATE, channels.len());
        planar.push_channels(&slices);
        let mut interleaved = Cancellation::new(RATE, channels.len());
        let frames = 0..slices[0].len();
        let frames: Vec<f32> =
            frames.flat_map(|frame| slices.iter().map(move |channel| channel[frame])).collect();
        frames.chunks(998 * channels.len()).for_each(|part| interleaved.push_interleaved(part));
        assert_eq!(planar.loudest_channel(), interleaved.loudest_channel());
        planar.loudest_channel()
    }

    fn mixed(samples: &[f32], gain: f32, noise: &[f32], noise_gain: f32, dc: f32) -> Vec<f32> {
        samples.iter().zip(noise).map(|(x, n)| gain * x + noise_gain * n + dc).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn opposite_channels_cancel_however_unequal(
            seed in 0_u64..20,
            gain in 0.4_f32..2.5,
            noise_db in -90.0_f32..-30.0,
            dc in -0.5_f32..0.5,
            delay in 0_usize..3,
            silent in 0_usize..4,
        ) {
            let left = pour(seed);
            let unrelated = noise(seed, left.len());
            let delayed: Vec<f32> =
                std::iter::repeat_n(0.0, delay).chain(left.iter().copied()).collect();
            let noise_gain = 10.0_f32.powf(noise_db / 20.0);
            let right = mixed(&delayed, -gain, &unrelated, noise_gain, dc);
            let mut channels = vec![left.clone(), right];
            channels.extend(std::iter::repeat_n(vec![0.0; left.len()], silent));
            let channel = loudest(&channels);
            prop_assert!(channel.is_some_and(|channel| channel < 2), "{channel:?}");
            if (gain - 1.0).abs() > 0.1 {
                prop_assert_eq!(channel, Some(usize::from(gain > 1.0)));
            }
        }

        #[test]
        fn channels_without_opposite_phase_return_none(
            seed in 0_u64..20,
            gain in 0.0_f32..3.0,
            noise_db in -90.0_f32..0.0,
            dc in -0.5_f32..0.5,
            count in 2_usize..8,
        ) {
            let first = pour(seed);
            let noise_gain = 10.0_f32.powf(noise_db / 20.0);
            let related = |index: usize| {
                mixed(&first, gain, &noise(seed + 99 * index as u64, first.len()), noise_gain, dc)
            };
            let channels: Vec<Vec<f32>> =
                std::iter::once(first.clone()).chain((1..count).map(related)).collect();
            prop_assert_eq!(loudest(&channels), None);
            let other = pour(seed + 100);
            prop_assert_eq!(loudest(&[first, other]), None);
        }
    }

    #[test]
    fn loudest_channel_is_found_where_only_a_part_cancels() {
        let pour = pour(1);
        let pause = vec![0.1; 10 * RATE as usize];
        let pause: Vec<f32> = pause.iter().zip(noise(3, pause.len())).map(|(a, n)| a * n).collect();
        let left = [&pause[..], &pour, &pause].concat();
        let opposite: Vec<f32> = pour.iter().map(|x| -1.2 * x).collect();
        assert_eq!(loudest(&[left.clone(), [&pause[..], &opposite, &pause].concat()]), Some(1));
        assert_eq!(loudest(&[left.clone(), left]), None);
    }
}
