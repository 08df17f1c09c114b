//! Sample-rate conversion of a mono stream by rubato's FFT resampler.
//!
//! Ours rather than the browser's: `decodeAudioData` and `AudioContext` resample differently from
//! browser to browser (web-audio-api#30), and training and inference must hear the same samples.

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Indexing, Resampler as _, WindowFunction};

use crate::error::{Error, Result};

/// Least number of input frames in an FFT block. rubato's anti-aliasing cutoff rises with the block;
/// at 1024 the pass band of 48 → 16 kHz reaches beyond 7.5 kHz and the delay stays near 10 ms.
const BLOCK_FRAMES: usize = 1024;

/// What an FFT block is a multiple of: an even number of the ratio's periods. The filter's delay is half a
/// block, on the input's side and the output's; rubato rounds it, so an odd block would come half a
/// sample late.
fn block_unit(from: u32, to: u32) -> usize {
    let (mut gcd, mut rest) = (from, to);
    while rest != 0 {
        (gcd, rest) = (rest, gcd % rest);
    }
    2 * (from / gcd.max(1)).max(1) as usize
}

/// Converts a mono stream from one sample rate to another, without the filter's delay:
/// output sample `n` stands at the time `n / to`.
pub(crate) struct Resampler {
    /// `None` when both rates are the same.
    ///
    /// In `f64` like the log-mel spectrogram: a second precision is a second copy of rustfft in the
    /// page's wasm, and one has 300 kB.
    fft: Option<Box<Fft<f64>>>,
    ratio: f64,
    pending: Vec<f32>,
    input: Vec<f64>,
    block: Vec<f64>,
    to_trim: usize,
    frames_in: usize,
    frames_out: usize,
}

impl Resampler {
    /// A converter between two checked sample rates in Hz.
    pub(crate) fn new(from: u32, to: u32) -> Result<Self> {
        Self::with_block(from, to, BLOCK_FRAMES.next_multiple_of(block_unit(from, to)))
    }

    /// One whose block is as near to [`BLOCK_FRAMES`] as may be, for who waits for it: 20 ms instead of 40
    /// of a microphone at 44.1 kHz, as at 48 kHz. (Files keep the longer one, with which the figures were made.)
    pub(crate) fn prompt(from: u32, to: u32) -> Result<Self> {
        let unit = block_unit(from, to);
        Self::with_block(from, to, unit * ((BLOCK_FRAMES + unit / 2) / unit).max(1))
    }

    fn with_block(from: u32, to: u32, block_frames: usize) -> Result<Self> {
        let fft = if from == to {
            None
        } else {
            let fft = Fft::new_custom(
                from as usize,
                to as usize,
                block_frames,
                1,
                1,
                WindowFunction::BlackmanHarris2,
                FixedSync::Both,
            )
            .map_err(Error::model)?;
            Some(Box::new(fft))
        };
        let (to_trim, block) = match &fft {
            Some(fft) => (fft.output_delay(), vec![0.0; fft.output_frames_max()]),
            None => (0, Vec::new()),
        };
        Ok(Self {
            fft,
            ratio: f64::from(to) / f64::from(from),
            pending: Vec::new(),
            input: Vec::new(),
            block,
            to_trim,
            frames_in: 0,
            frames_out: 0,
        })
    }

    /// Takes input samples and appends what they make ready to `out`.
    pub(crate) fn push(&mut self, samples: &[f32], out: &mut Vec<f32>) -> Result<()> {
        self.frames_in += samples.len();
        let Some(fft) = &mut self.fft else {
            out.extend_from_slice(samples);
            self.frames_out += samples.len();
            return Ok(());
        };
        self.pending.extend_from_slice(samples);
        let need = fft.input_frames_next();
        let whole = self.pending.len() - self.pending.len() % need;
        let pending = std::mem::take(&mut self.pending);
        for chunk in pending.chunks_exact(need) {
            self.block(chunk, None, out)?;
        }
        self.pending = pending;
        self.pending.drain(..whole);
        Ok(())
    }

    /// Appends the rest, so that the output lasts as long as the input, and ends the stream.
    pub(crate) fn finish(mut self, out: &mut Vec<f32>) -> Result<()> {
        let expected = (self.frames_in as f64 * self.ratio).ceil() as usize;
        let tail = std::mem::take(&mut self.pending);
        let mut partial = tail.as_slice();
        while self.fft.is_some() && self.frames_out < expected {
            self.block(partial, Some(partial.len()), out)?;
            partial = &[];
        }
        // Of the last block: what came before it may be elsewhere by now.
        out.truncate(out.len().saturating_sub(self.frames_out.saturating_sub(expected)));
        Ok(())
    }

    fn block(&mut self, input: &[f32], partial: Option<usize>, out: &mut Vec<f32>) -> Result<()> {
        let Some(fft) = &mut self.fft else { return Ok(()) };
        self.input.clear();
        self.input.extend(input.iter().copied().map(f64::from));
        let input = InterleavedSlice::new(&self.input, 1, input.len()).map_err(Error::model)?;
        let frames = self.block.len();
        let mut output =
            InterleavedSlice::new_mut(self.block.as_mut_slice(), 1, frames).map_err(Error::model)?;
        let indexing = Indexing { partial_len: partial, ..Indexing::default() };
        let (_, made) =
            fft.process_into_buffer(&input, &mut output, Some(&indexing)).map_err(Error::model)?;
        let skip = self.to_trim.min(made);
        self.to_trim -= skip;
        out.extend(self.block.iter().take(made).skip(skip).map(|&sample| sample as f32));
        self.frames_out += made - skip;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resample(samples: &[f32], from: u32, to: u32, chunk: usize) -> Vec<f32> {
        let mut resampler = Resampler::new(from, to).unwrap();
        let mut out = Vec::new();
        for part in samples.chunks(chunk) {
            resampler.push(part, &mut out).unwrap();
        }
        resampler.finish(&mut out).unwrap();
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
                assert!((out[n] - want[n]).abs() < 2e-3, "{from} Hz, sample {n}: {} {}", out[n], want[n]);
            }
        }
    }

    #[test]
    fn a_microphone_waits_for_no_more_than_22_ms() {
        for from in [44_100, 48_000, 96_000] {
            let (mut resampler, mut out) = (Resampler::prompt(from, 16_000).unwrap(), Vec::new());
            let heard = sine(440.0, from, from as usize);
            let mut longest = 0;
            for part in heard.chunks(21) {
                let before = out.len();
                resampler.push(part, &mut out).unwrap();
                longest = longest.max(out.len() - before);
            }
            assert!(longest <= 16_000 * 22 / 1000, "{from} Hz: {longest}");
            for (n, want) in sine(440.0, 16_000, 15_000).iter().enumerate().skip(800) {
                assert!((out[n] - want).abs() < 2e-3, "{from} Hz, sample {n}: {} {want}", out[n]);
            }
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

    #[test]
    fn above_the_new_nyquist_nothing_folds_back() {
        let out = resample(&sine(11_000.0, 48_000, 48_000), 48_000, 16_000, 4_096);
        let peak = out[800..15_200].iter().fold(0.0_f32, |peak, x| peak.max(x.abs()));
        assert!(peak < 1e-3, "aliased to {peak}");
    }
}
