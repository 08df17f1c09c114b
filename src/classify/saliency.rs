//! Saliency by occlusion: how much each patch of a spectrogram contributes to the hot logit.
//!
//! Each window runs again with one patch occluded; the change of the logit is the patch's
//! contribution (Zeiler & Fergus 2014, "Visualizing and Understanding Convolutional Networks",
//! section 4.2).

use hot_or_cold_kernels::LogMel;

use crate::classify::classifier::{Classifier, ClipLogits, WindowLogits};
use crate::classify::frame_ranges::overlap;
use crate::error::Result;

/// Frames and mel bands of a patch. Patches below a quarter of a second contain too few bubbles to
/// matter alone, and cost more.
const PATCH_FRAMES: usize = 16;
const PATCH_BANDS: usize = 8;

/// Contribution of each patch to the hot logit: positive for hot, negative for cold.
#[derive(Debug, Clone, PartialEq)]
pub struct Saliency {
    /// Row-major, `rows` × `columns`, the highest frequencies first, as in
    /// [`crate::spectrogram::draw`].
    pub values: Vec<f32>,
    /// Patches along time; the last one may be narrower.
    pub columns: usize,
    /// Patches along frequency; the top one may be lower.
    pub rows: usize,
    /// Frames in a column.
    pub column_frames: usize,
    /// Mel bands in a row.
    pub row_bands: usize,
}

impl Classifier {
    /// Computes the saliency of a recording's pours. It runs about 80 windows for each 2 s.
    /// `progress` receives the fraction done, up to 1.
    ///
    /// # Errors
    /// [`crate::Error::Model`] if the model fails.
    pub fn saliency(&self, log_mel: &LogMel, mut progress: impl FnMut(f64)) -> Result<Saliency> {
        let (bands, frames, window) =
            (log_mel.bands(), log_mel.len(), self.sidecar().windows.frames);
        let (columns, rows) = (frames.div_ceil(PATCH_FRAMES), bands.div_ceil(PATCH_BANDS));
        let mut values = vec![0.0; columns * rows];
        let mut input = Vec::new();
        let slots = window_slots(frames, window);
        let unoccluded = slots.iter().map(|slot| {
            let values = log_mel.values_in(slot.start..slot.start + window);
            self.run_window(values, slot.start, f64::INFINITY, &mut input)
        });
        let unoccluded = unoccluded.collect::<Result<Vec<_>>>()?;
        let logits = self.run_windows(log_mel, f64::INFINITY, |_| ())?;
        let weights = slot_weights(&slots, window, &unoccluded, &logits);
        let mut done = 0;
        for ((slot, whole), weight) in slots.iter().zip(&unoccluded).zip(weights) {
            let end = (slot.start + window).min(frames);
            let window_values = log_mel.values_in(slot.start..end);
            let means = band_means(window_values, bands);
            for column in slot.first_column..end.div_ceil(PATCH_FRAMES) {
                for row in 0..rows {
                    let mut occluded = window_values.to_vec();
                    let patch = (column * PATCH_FRAMES).saturating_sub(slot.start)
                        ..((column + 1) * PATCH_FRAMES - slot.start);
                    occlude(&mut occluded, &means, patch, row);
                    let occluded =
                        self.run_window(&occluded, slot.start, f64::INFINITY, &mut input)?;
                    // Rows count from the top, bands from the bottom.
                    let at = (rows - 1 - row) * columns + column;
                    if let Some(value) = values.get_mut(at) {
                        *value = (weight * (whole.hot_logit - occluded.hot_logit)) as f32;
                    }
                    done += 1;
                    progress(f64::from(done) / (columns * rows) as f64);
                }
            }
        }
        Ok(Saliency { values, columns, rows, column_frames: PATCH_FRAMES, row_bands: PATCH_BANDS })
    }
}

/// A window, and the first column of patches that no earlier window covers.
#[derive(Debug, PartialEq)]
struct WindowSlot {
    start: usize,
    first_column: usize,
}

/// Adjacent windows. The last one ends with the recording and may overlap the one before.
fn window_slots(frames: usize, window: usize) -> Vec<WindowSlot> {
    let hop = window - window % PATCH_FRAMES;
    (0..frames)
        .step_by(hop.max(1))
        .map(|start| WindowSlot {
            start: start.min(frames.saturating_sub(window)),
            first_column: start / PATCH_FRAMES,
        })
        .collect()
}

/// Weights of the slots: their pouring probability, times their share of frames in a pour. They add
/// up to 1.
fn slot_weights(
    slots: &[WindowSlot],
    window: usize,
    unoccluded: &[WindowLogits],
    logits: &ClipLogits,
) -> Vec<f64> {
    let frames_in_pours = |slot: &WindowSlot| {
        let range = slot.start..slot.start + window;
        logits.pours().map(|pour| overlap(&pour.frames, &range)).sum::<usize>()
    };
    let weights = slots.iter().zip(unoccluded);
    let weights: Vec<f64> = weights
        .map(|(slot, logits)| logits.probability_pouring * frames_in_pours(slot) as f64)
        .collect();
    let sum: f64 = weights.iter().sum();
    // The sum can underflow to 0.
    weights.iter().map(|weight| weight / sum.max(f64::MIN_POSITIVE)).collect()
}

fn band_means(values: &[f32], bands: usize) -> Vec<f32> {
    let frames = values.chunks_exact(bands.max(1));
    let count = frames.len().max(1) as f32;
    let mut means = vec![0.0; bands];
    for frame in frames {
        means.iter_mut().zip(frame).for_each(|(mean, value)| *mean += value / count);
    }
    means
}

/// Replaces a patch by each band's mean, shifted by the mean deviation of the other bands. The
/// network subtracts both, so the patch becomes zero.
fn occlude(values: &mut [f32], means: &[f32], frames: std::ops::Range<usize>, row: usize) {
    let patch = row * PATCH_BANDS..(row + 1) * PATCH_BANDS;
    for frame in values.chunks_exact_mut(means.len().max(1)).take(frames.end).skip(frames.start) {
        let (mut deviation, mut others) = (0.0, 0.0_f32);
        for (band, (value, mean)) in frame.iter().zip(means).enumerate() {
            if !patch.contains(&band) {
                deviation += value - mean;
                others += 1.0;
            }
        }
        let shift = deviation / others.max(1.0);
        let cells = frame.iter_mut().zip(means).skip(patch.start).take(PATCH_BANDS);
        cells.for_each(|(value, mean)| *value = mean + shift);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Clip;
    use crate::synth::{self, Pour};

    const ONNX: &[u8] = include_bytes!("../../model/hot-or-cold.onnx");
    const SIDECAR: &str = include_str!("../../model/hot-or-cold.json");

    #[test]
    fn window_slots_cover_every_column_once() {
        let slot = |start, first_column| WindowSlot { start, first_column };
        assert_eq!(window_slots(60, 128), [slot(0, 0)]);
        assert_eq!(window_slots(128, 128), [slot(0, 0)]);
        assert_eq!(window_slots(300, 128), [slot(0, 0), slot(128, 8), slot(172, 16)]);
        assert_eq!(window_slots(0, 128), []);
    }

    #[test]
    fn saliency_is_high_where_water_pours() {
        let classifier = Classifier::new(ONNX, SIDECAR).unwrap();
        let rate = classifier.sidecar().front_end.sample_rate;
        let mut samples = synth::pour(&Pour {
            fahrenheit: 40.0,
            seconds: 3.0,
            sample_rate: rate,
            seed: 3,
            ..Pour::default()
        });
        // Followed by faint noise of the same length.
        samples.extend((0..3 * rate).map(|n| ((n * 7_919) % 101) as f32 * 1e-7));
        let log_mel = classifier.log_mel(&Clip::from_mono(&samples, rate, rate).unwrap()).unwrap();
        let mut fractions = Vec::new();
        let saliency = classifier.saliency(&log_mel, |fraction| fractions.push(fraction)).unwrap();
        assert_eq!((saliency.columns, saliency.rows), (log_mel.len().div_ceil(16), 8));
        assert_eq!((fractions.len(), fractions.last()), (saliency.values.len(), Some(&1.0)));
        let share = |columns: std::ops::Range<usize>| {
            let sum =
                |row: &[f32]| row[columns.clone()].iter().map(|value| value.abs()).sum::<f32>();
            saliency.values.chunks(saliency.columns).map(sum).sum::<f32>()
        };
        let (pouring, silent) = (share(0..12), share(14..saliency.columns));
        assert!(pouring > 5.0 * silent, "{pouring} {silent}");
    }

    #[test]
    fn occlude_follows_the_other_bands() {
        // The lower eight of ten bands rise by 10 per frame, the upper two by 3.
        let mut values: Vec<f32> =
            (0..40).map(|n| (n % 10 + n / 10 * if n % 10 < 8 { 10 } else { 3 }) as f32).collect();
        let means = band_means(&values, 10);
        assert_eq!((means[0], means[9]), (15.0, 13.5));
        let before = values.clone();
        occlude(&mut values, &means, 1..3, 1);
        let frame = |n: usize| &values[n * 10..(n + 1) * 10];
        assert_eq!((frame(0), frame(3)), (&before[..10], &before[30..]));
        // Half a step of 10 below and above their means.
        assert_eq!((&frame(1)[..8], &frame(1)[8..]), (&before[10..18], &[7.5, 8.5][..]));
        assert_eq!(frame(2)[8..], [17.5, 18.5]);
    }
}
