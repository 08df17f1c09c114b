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

/// What is beyond the transition is weaker by about so many dB: more than the 70 dB in which the model hears
/// (`range_db` in `model/config.yaml`).
const STOP_DB: f64 = 85.0;

/// Filters for at most so many places between two input samples. Usual rates need fewer: 44.1 kHz 160,
/// 48 kHz one. Where there would be more, what lies between two of them is taken to be on a straight line.
const MOST_PHASES: usize = 1_024;

/// Taps that are multiplied at a time, so that no sum waits for another's addition.
const TAPS: usize = 16;

/// The filter, one row of taps for each place between two input samples, and one for the next sample itself.
struct Bank {
    taps: usize,
    rows: Vec<Vec<[f32; TAPS]>>,
    /// Whether output samples fall between the rows.
    between_rows: bool,
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
        Self { taps, rows: (0..=phases).map(row).collect(), between_rows: phases < up }
    }

    /// The output sample that is so far beyond an input sample, in parts of the way to the next.
    #[inline(always)]
    fn filtered(&self, heard: &[f32], between: f64) -> f32 {
        let at = between * (self.rows.len() - 1) as f64;
        if !self.between_rows {
            return self.rows.get(at.round() as usize).map_or(0.0, |row| filtered(heard, row));
        }
        let Some([before, after]) = self.rows.get(at as usize..).and_then(<[_]>::first_chunk) else {
            return 0.0;
        };
        let (before, after) = (filtered(heard, before), filtered(heard, after));
        before + (after - before) * at.fract() as f32
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
            out.push(bank.filtered(heard, self.phase as f64 / self.up as f64));
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

    const TO: u32 = 16_000;
    const RATES: [u32; 10] =
        [8_000, 11_025, 22_050, 22_255, 44_100, 47_999, 48_000, 96_000, 192_000, 384_000];

    fn resample(samples: &[f32], from: u32, chunk: usize) -> Vec<f32> {
        let mut resampler = Resampler::new(from, TO);
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

    fn noise(count: usize) -> Vec<f32> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state as f32 / u32::MAX as f32 - 0.5
        };
        (0..count).map(|_| next()).collect()
    }

    /// Half of the filter's length in input samples.
    fn reach(from: u32) -> usize {
        Bank::new(TO as usize, from as usize).taps / 2
    }

    /// By the definition, the windowed sinc around each output sample's own time: from the first to the last.
    #[test]
    fn every_sample_is_the_filter_at_its_own_time() {
        for from in RATES {
            let half = reach(from) as f64;
            let (shape, cutoff) = (0.1102 * (STOP_DB - 8.7), (f64::from(TO) / f64::from(from)).min(1.0));
            for frames in [1, 2, reach(from) - 1, 2 * reach(from), 2 * reach(from) + 1, 3_001] {
                let samples = noise(frames);
                let out = resample(&samples, from, 100);
                assert_eq!(out.len(), (frames * TO as usize).div_ceil(from as usize), "{from} Hz, {frames}");
                for (n, found) in out.iter().enumerate() {
                    let at = n as f64 * f64::from(from) / f64::from(TO);
                    let want: f64 = (samples.iter().enumerate())
                        .map(|(k, x)| (at - k as f64, f64::from(*x)))
                        .filter(|(far, _)| far.abs() < half)
                        .map(|(far, x)| {
                            let window = bessel_i0(shape * (1.0 - (far / half).powi(2)).sqrt());
                            x * cutoff * sinc(cutoff * far) * window / bessel_i0(shape)
                        })
                        .sum();
                    let error = (f64::from(*found) - want).abs();
                    assert!(error < 1e-5, "{from} Hz, {frames} samples, {n}: {found} {want}");
                }
            }
        }
    }

    #[test]
    fn no_samples_give_none() {
        assert!(resample(&[], 44_100, 1).is_empty());
        assert_eq!(resample(&[0.25, -0.5], TO, 1), [0.25, -0.5]);
    }

    #[test]
    fn a_microphone_waits_for_half_the_filter() {
        for (from, ms) in [(8_000, 6.2), (16_001, 3.1), (44_100, 3.0), (48_000, 3.0), (96_000, 3.0)] {
            let (mut resampler, mut out) = (Resampler::new(from, TO), Vec::new());
            resampler.push(&sine(440.0, from, from as usize), &mut out);
            let waits = (TO as usize - out.len()) as f64 * 1_000.0 / f64::from(TO);
            assert!(waits <= ms, "{from} Hz: {waits} ms");
        }
    }

    /// In dB, of a tone after resampling.
    fn gain(hz: f64, from: u32) -> f64 {
        let out = resample(&sine(hz, from, from as usize), from, 4_096);
        let power = |samples: &[f32]| samples.iter().map(|x| f64::from(x * x)).sum::<f64>();
        10.0 * (power(&out[800..15_200]) / power(&sine(440.0, TO, 14_400))).log10()
    }

    #[test]
    fn what_can_be_heard_passes_and_nothing_else_folds_back() {
        for from in RATES {
            let nyquist = f64::from(from.min(TO)) / 2.0;
            for hz in [20.0, nyquist / 4.0, nyquist * 15.0 / 16.0] {
                assert!(gain(hz, from).abs() < 0.01, "{from} Hz, {hz}: {} dB", gain(hz, from));
            }
        }
        for from in RATES.into_iter().filter(|from| *from > TO) {
            for hz in [8_500.0, 9_100.0, 10_900.0] {
                assert!(gain(hz, from) < -STOP_DB + 2.0, "{from} Hz, {hz}: {} dB", gain(hz, from));
            }
        }
        // At the Nyquist frequency itself, a cosine: of a sine all samples there are 0.
        let cosine: Vec<f32> = (0..48_000).map(|n| [1.0, 0.5, -0.5, -1.0, -0.5, 0.5][n % 6]).collect();
        let edge = resample(&cosine, 48_000, 4_096)[8_000].abs();
        assert!((edge - 0.5).abs() < 0.001, "{edge} instead of half");
    }

    #[test]
    fn twice_the_rate_brings_no_images() {
        for hz in [1_000.0, 3_000.0, 3_700.0] {
            let out = resample(&sine(hz, 8_000, 8_000), 8_000, 4_096);
            let want = sine(hz, TO, 15_000);
            for n in 800..15_000 {
                assert!((out[n] - want[n]).abs() < 1e-4, "{hz} Hz, sample {n}: {} {}", out[n], want[n]);
            }
        }
    }

    #[test]
    fn chunk_sizes_do_not_matter() {
        for from in [8_000, 44_100, 47_999] {
            let input = noise(30_000);
            let whole = resample(&input, from, input.len());
            for chunk in [1, 128, 1_024, 4_097] {
                assert_eq!(resample(&input, from, chunk), whole, "{from} Hz, chunks of {chunk}");
            }
        }
    }
}
