//! Which part of a recording decided, by occlusion (Zeiler & Fergus 2014, "Visualizing and
//! Understanding Convolutional Networks", section 4.2): the model hears each window again with one
//! patch of it flattened, and how far its answer moves is what the patch was worth.

use crate::audio::mel::LogMel;
use crate::classify::classifier::{Classifier, pooling_weights};
use crate::error::Result;

/// Frames and mel bands of a patch. Smaller ones show more and cost more; below a quarter of a second
/// a patch holds too few bubbles to matter by itself.
const PATCH_FRAMES: usize = 16;
const PATCH_BANDS: usize = 8;

/// What each patch of a recording adds to its hot logit: above 0 it speaks for hot, below for cold.
#[derive(Debug, Clone, PartialEq)]
pub struct Saliency {
    /// Row after row, the highest frequencies first, as [`crate::spectrogram::draw`] has them.
    pub values: Vec<f32>,
    /// Patches from the recording's first to its last frame; the last may be narrower.
    pub columns: usize,
    /// Patches from its lowest to its highest band; the top one may be lower.
    pub rows: usize,
    /// Frames in a column.
    pub column_frames: usize,
    /// Mel bands in a row.
    pub row_bands: usize,
}

impl Classifier {
    /// Hears the recording again and again, each time without one patch of it: some 70 windows for
    /// each two seconds. `progress` is told the fraction done, from above 0 to 1.
    ///
    /// # Errors
    /// [`crate::Error::Model`] if the network fails, which would be a defect.
    pub fn saliency(&self, log_mel: &LogMel, mut progress: impl FnMut(f64)) -> Result<Saliency> {
        let (bands, frames, window) =
            (log_mel.bands(), log_mel.len(), self.sidecar().windows.frames);
        let (columns, rows) = (frames.div_ceil(PATCH_FRAMES), bands.div_ceil(PATCH_BANDS));
        let mut values = vec![0.0; columns * rows];
        let mut input = Vec::new();
        let cuts = cuts(frames, window);
        let whole = cuts.iter().map(|cut| {
            let from = log_mel.values().get(cut.start * bands..).unwrap_or_default();
            self.run_window(from, cut.start, f64::INFINITY, &mut input)
        });
        let whole = whole.collect::<Result<Vec<_>>>()?;
        let weights = pooling_weights(&whole);
        let mut done = 0;
        for ((cut, heard), weight) in cuts.iter().zip(&whole).zip(weights) {
            let end = (cut.start + window).min(frames);
            let values_here =
                log_mel.values().get(cut.start * bands..end * bands).unwrap_or_default();
            let means = band_means(values_here, bands);
            for column in cut.first_column..end.div_ceil(PATCH_FRAMES) {
                for row in 0..rows {
                    let mut without = values_here.to_vec();
                    let patch = (column * PATCH_FRAMES).saturating_sub(cut.start)
                        ..((column + 1) * PATCH_FRAMES - cut.start);
                    flatten(&mut without, &means, patch, row);
                    let occluded =
                        self.run_window(&without, cut.start, f64::INFINITY, &mut input)?;
                    // Rows count from the top, bands from the bottom.
                    if let Some(value) = values.get_mut((rows - 1 - row) * columns + column) {
                        *value = (weight * (heard.hot_logit - occluded.hot_logit)) as f32;
                    }
                    done += 1;
                    progress(f64::from(done) / (columns * rows) as f64);
                }
            }
        }
        Ok(Saliency { values, columns, rows, column_frames: PATCH_FRAMES, row_bands: PATCH_BANDS })
    }
}

/// A window, and the first column of patches that is its own.
#[derive(Debug, PartialEq)]
struct Cut {
    start: usize,
    first_column: usize,
}

/// Windows side by side; the last one ends with the recording and shares its beginning with the one
/// before.
fn cuts(frames: usize, window: usize) -> Vec<Cut> {
    let whole = window - window % PATCH_FRAMES;
    (0..frames)
        .step_by(whole.max(1))
        .map(|start| Cut {
            start: start.min(frames.saturating_sub(window)),
            first_column: start / PATCH_FRAMES,
        })
        .collect()
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

/// The mean of each band over the window, moved by as much as the other bands are at that time: the network
/// takes both away, so that nothing is left there.
fn flatten(values: &mut [f32], means: &[f32], frames: std::ops::Range<usize>, row: usize) {
    let patch = row * PATCH_BANDS..(row + 1) * PATCH_BANDS;
    for frame in values.chunks_exact_mut(means.len().max(1)).take(frames.end).skip(frames.start) {
        let (mut moved, mut others) = (0.0, 0.0_f32);
        for (band, (value, mean)) in frame.iter().zip(means).enumerate() {
            if !patch.contains(&band) {
                moved += value - mean;
                others += 1.0;
            }
        }
        let by = moved / others.max(1.0);
        let cells = frame.iter_mut().zip(means).skip(patch.start).take(PATCH_BANDS);
        cells.for_each(|(value, mean)| *value = mean + by);
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
    fn every_patch_belongs_to_one_window() {
        let cut = |start, first_column| Cut { start, first_column };
        assert_eq!(cuts(60, 128), [cut(0, 0)]);
        assert_eq!(cuts(128, 128), [cut(0, 0)]);
        assert_eq!(cuts(300, 128), [cut(0, 0), cut(128, 8), cut(172, 16)]);
        assert_eq!(cuts(0, 128), []);
    }

    #[test]
    fn what_decided_is_where_it_poured() {
        let classifier = Classifier::new(ONNX, SIDECAR).unwrap();
        let rate = classifier.sidecar().front_end.sample_rate;
        let mut samples = synth::pour(&Pour {
            fahrenheit: 40.0,
            seconds: 3.0,
            sample_rate: rate,
            seed: 3,
            ..Pour::default()
        });
        // Nothing but the faintest noise for as long again.
        samples.extend((0..3 * rate).map(|n| ((n * 7_919) % 101) as f32 * 1e-7));
        let log_mel = classifier.log_mel(&Clip::from_mono(&samples, rate, rate).unwrap()).unwrap();
        let mut told = Vec::new();
        let saliency = classifier.saliency(&log_mel, |fraction| told.push(fraction)).unwrap();
        assert_eq!((saliency.columns, saliency.rows), (log_mel.len().div_ceil(16), 8));
        assert_eq!((told.len(), told.last()), (saliency.values.len(), Some(&1.0)));
        let share = |columns: std::ops::Range<usize>| {
            let of =
                |row: &[f32]| row[columns.clone()].iter().map(|value| value.abs()).sum::<f32>();
            saliency.values.chunks(saliency.columns).map(of).sum::<f32>()
        };
        let (poured, silent) = (share(0..12), share(14..saliency.columns));
        assert!(poured > 5.0 * silent, "{poured} where it poured, {silent} where nothing did");
    }

    #[test]
    fn a_flattened_patch_does_as_the_other_bands_do() {
        // Of ten bands the lower eight rise by 10 a frame, the patch of the other two by 3.
        let mut values: Vec<f32> =
            (0..40).map(|n| (n % 10 + n / 10 * if n % 10 < 8 { 10 } else { 3 }) as f32).collect();
        let means = band_means(&values, 10);
        assert_eq!((means[0], means[9]), (15.0, 13.5));
        let before = values.clone();
        flatten(&mut values, &means, 1..3, 1);
        let frame = |n: usize| &values[n * 10..(n + 1) * 10];
        assert_eq!((frame(0), frame(3)), (&before[..10], &before[30..]));
        // Half a step of 10 below and above their means.
        assert_eq!((&frame(1)[..8], &frame(1)[8..]), (&before[10..18], &[7.5, 8.5][..]));
        assert_eq!(frame(2)[8..], [17.5, 18.5]);
    }
}
