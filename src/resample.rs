//! Sample-rate conversion of a mono stream: a polyphase low-pass filter (Crochiere & Rabiner, *Multirate
//! Digital Signal Processing*, 1983) with a windowed sinc for its impulse response (Kaiser 1974).
//!
//! Ours rather than the browser's: `decodeAudioData` and `AudioContext` resample differently from
//! browser to browser (web-audio-api#30), and training and inference must hear the same samples. Ours
//! rather than a library's: those that are as fast bring a Fourier transform of any size with them, which was
//! half of what the page downloads as WebAssembly, and they hold a microphone back by a block.

use wide::f32x4;

/// Width of the transition from what passes to what does not, in parts of the lower rate: from 15/16 of
/// its Nyquist frequency, -6 dB at it, to as far above. Only there does anything fold back.
const TRANSITION: f64 = 1.0 / 16.0;

/// What is beyond the transition is weaker by so many dB: more than the range in which the model hears.
const STOP_DB: f64 = 85.0;

/// Filters for at most so many places between two input samples. Usual rates need fewer: 44.1 kHz 160,
/// 48 kHz one. Where there would be more, the one before is taken, less than a thousandth of a sample away.
const MOST_PHASES: usize = 1_024;

/// Taps that are multiplied at a time, so that no sum waits for another's addition.
const TAPS: usize = 16;

/// The filter, one row of taps for each place between two input samples.
struct Bank {
    taps: usize,
    rows: Vec<Vec<[f32; TAPS]>>,
}

impl Bank {
    /// From `down` to `up` samples, without common factor.
    fn new(up: usize, down: usize) -> Self {
        // In input samples: cycles a sample, and the transition as an angle.
        let lower = (up as f64 / down as f64).min(1.0);
        let (cutoff, transition) = (lower / 2.0, std::f64::consts::TAU * TRANSITION * lower);
        // Kaiser's own formulas for length and shape.
        let length = ((STOP_DB - 7.95) / (2.285 * transition)).ceil() as usize;
        let taps = length.next_multiple_of(TAPS);
        let shape = 0.1102 * (STOP_DB - 8.7);
        let half = taps as f64 / 2.0;
        let phases = up.min(MOST_PHASES);
        let middle = bessel_i0(shape);
        let tap = |place: f64| {
            let edge = place / half;
            let window = bessel_i0(shape * (1.0 - edge * edge).max(0.0).sqrt()) / middle;
            (2.0 * cutoff * sinc(2.0 * cutoff * place) * window) as f32
        };
        let row = |phase: usize| {
            let between = phase as f64 / phases as f64;
            let row: Vec<f32> = (0..taps).map(|n| tap(n as f64 + 1.0 - half - between)).collect();
            row.as_chunks().0.to_vec()
        };
        Self { taps, rows: (0..phases).map(row).collect() }
    }

    /// Taps before the one at the output sample's own time, or just before it.
    fn lead(&self) -> usize {
        self.taps / 2 - 1
    }
}

/// sin(πx) / πx
fn sinc(x: f64) -> f64 {
    let angle = std::f64::consts::PI * x;
    if angle == 0.0 { 1.0 } else { angle.sin() / angle }
}

/// The modified Bessel function of the first kind and order 0, by its series.
fn bessel_i0(x: f64) -> f64 {
    let quarter_square = x * x / 4.0;
    let (mut sum, mut term, mut n) = (1.0, 1.0, 1.0);
    while term > 1e-12 * sum {
        term *= quarter_square / (n * n);
        sum += term;
        n += 1.0;
    }
    sum
}

/// Converts a mono stream from one sample rate to another, without the filter's delay:
/// output sample `n` stands at the time `n / to`.
pub(crate) struct Resampler {
    /// `None` when both rates are the same.
    bank: Option<Bank>,
    up: usize,
    down: usize,
    /// Input from the next output sample's first tap on.
    pending: Vec<f32>,
    /// How far that sample is beyond an input sample, in `up`ths.
    phase: usize,
    frames_in: usize,
    frames_out: usize,
}

impl Resampler {
    /// A converter between two checked sample rates in Hz.
    pub(crate) fn new(from: u32, to: u32) -> Self {
        let (mut gcd, mut rest) = (from, to);
        while rest != 0 {
            (gcd, rest) = (rest, gcd % rest);
        }
        let [up, down] = [to, from].map(|rate| (rate / gcd.max(1)).max(1) as usize);
        let bank = (up != down).then(|| Bank::new(up, down));
        // Silence before the first sample, as far as the first output sample's taps reach.
        let pending = vec![0.0; bank.as_ref().map_or(0, Bank::lead)];
        Self { bank, up, down, pending, phase: 0, frames_in: 0, frames_out: 0 }
    }

    /// Takes input samples and appends what they make ready to `out`.
    pub(crate) fn push(&mut self, samples: &[f32], out: &mut Vec<f32>) {
        self.frames_in += samples.len();
        let Some(bank) = &self.bank else {
            out.extend_from_slice(samples);
            self.frames_out += samples.len();
            return;
        };
        self.pending.extend_from_slice(samples);
        let before = out.len();
        let mut rest = self.pending.as_slice();
        while let Some(heard) = rest.get(..bank.taps) {
            let row = bank.rows.get(self.phase * bank.rows.len() / self.up);
            out.push(row.map_or(0.0, |row| filtered(heard, row)));
            self.phase += self.down;
            // Never further than the taps reach.
            rest = rest.get(self.phase / self.up..).unwrap_or_default();
            self.phase %= self.up;
        }
        self.frames_out += out.len() - before;
        let done = self.pending.len() - rest.len();
        self.pending.drain(..done);
    }

    /// Appends the rest, so that the output lasts as long as the input, and ends the stream.
    pub(crate) fn finish(mut self, out: &mut Vec<f32>) {
        // An hour in samples, times `up`, is more than 32 bits hold.
        let expected = (self.frames_in as u64 * self.up as u64).div_ceil(self.down as u64) as usize;
        if let Some(bank) = &self.bank {
            let silence = vec![0.0; bank.taps];
            while self.frames_out < expected {
                self.push(&silence, out);
            }
        }
        // Of the last samples: what came before them may be elsewhere by now.
        out.truncate(out.len().saturating_sub(self.frames_out.saturating_sub(expected)));
    }
}

#[inline(always)]
fn filtered(heard: &[f32], row: &[[f32; TAPS]]) -> f32 {
    let mut sums = [f32x4::ZERO; TAPS / 4];
    for (heard, taps) in heard.as_chunks::<TAPS>().0.iter().zip(row) {
        for ((sum, heard), taps) in sums.iter_mut().zip(heard.as_chunks().0).zip(taps.as_chunks().0) {
            *sum += f32x4::new(*heard) * f32x4::new(*taps);
        }
    }
    sums.into_iter().fold(f32x4::ZERO, |all, sum| all + sum).reduce_add()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resample(samples: &[f32], from: u32, to: u32, chunk: usize) -> Vec<f32> {
        let mut resampler = Resampler::new(from, to);
        let mut out = Vec::new();
        for part in samples.chunks(chunk) {
            resampler.push(part, &mut out);
        }
        resampler.finish(&mut out);
        out
    }

    fn sine(hz: f64, rate: u32, frames: usize) -> Vec<f32> {
        (0..frames).map(|n| (std::f64::consts::TAU * hz * n as f64 / f64::from(rate)).sin() as f32).collect()
    }

    #[test]
    fn a_tone_keeps_its_pitch_phase_and_length() {
        for from in [8_000, 11_025, 22_050, 44_100, 48_000, 96_000, 192_000] {
            let to = 16_000;
            let out = resample(&sine(440.0, from, from as usize), from, to, 777);
            assert_eq!(out.len(), to as usize, "{from} Hz");
            let want = sine(440.0, to, to as usize);
            // The first and last 50 ms ring, as any band-limited start and stop does.
            for n in 800..15_200 {
                assert!((out[n] - want[n]).abs() < 1e-4, "{from} Hz, sample {n}: {} {}", out[n], want[n]);
            }
        }
    }

    #[test]
    fn a_microphone_waits_for_3_ms() {
        for from in [16_001, 44_100, 48_000, 96_000] {
            let (mut resampler, mut out) = (Resampler::new(from, 16_000), Vec::new());
            resampler.push(&sine(440.0, from, from as usize), &mut out);
            assert!(out.len() > 16_000 - 16_000 * 3 / 1000, "{from} Hz: {}", out.len());
        }
    }

    /// In dB, of a tone after resampling.
    fn gain(hz: f64, from: u32) -> f64 {
        let out = resample(&sine(hz, from, from as usize), from, 16_000, 4_096);
        let power = |samples: &[f32]| samples.iter().map(|x| f64::from(x * x)).sum::<f64>();
        10.0 * (power(&out[800..15_200]) / power(&sine(440.0, 16_000, 14_400))).log10()
    }

    #[test]
    fn what_can_be_heard_passes_and_nothing_else_folds_back() {
        for from in [22_050, 44_100, 48_000, 96_000, 192_000] {
            for hz in [20.0, 1_000.0, 4_000.0, 7_000.0, 7_500.0] {
                assert!(gain(hz, from).abs() < 0.01, "{from} Hz, {hz}: {} dB", gain(hz, from));
            }
            for hz in [8_500.0, 9_100.0, 10_900.0] {
                assert!(gain(hz, from) < -STOP_DB + 2.0, "{from} Hz, {hz}: {} dB", gain(hz, from));
            }
        }
    }

    #[test]
    fn a_ratio_of_many_phases_is_kept_to_a_thousandth_of_a_sample() {
        let from = 47_999;
        let out = resample(&sine(5_000.0, from, from as usize), from, 16_000, 1_000);
        for (n, want) in sine(5_000.0, 16_000, 15_200).iter().enumerate().skip(800) {
            assert!((out[n] - want).abs() < 1e-3, "sample {n}: {} {want}", out[n]);
        }
    }

    #[test]
    fn chunk_sizes_do_not_matter() {
        let input: Vec<f32> = sine(1_000.0, 44_100, 30_000);
        let whole = resample(&input, 44_100, 16_000, input.len());
        for chunk in [1, 128, 1_024, 4_097] {
            assert_eq!(resample(&input, 44_100, 16_000, chunk), whole, "chunks of {chunk}");
        }
    }
}
