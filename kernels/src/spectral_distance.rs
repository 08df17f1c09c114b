//! Which frames sound like a pour: their distance from its median spectrum.
//!
//! The network's windows last 2 s. Frames locate the edges of a pour to a few hundredths of a
//! second.

use std::ops::Range;

use crate::front_end::FrontEnd;
use crate::order_statistics::value_at_rank;

/// Largest mean distance over the bands, in dB. It contains 94% of the frames within recorded pours
/// and a third of the room tone before them.
const MAX_DISTANCE_DB: f64 = 9.0;
/// Frames this far below the pour's level on average are room tone, whatever their spectrum.
const MAX_QUIETER_DB: f64 = 8.0;
/// A single frame beyond this distance is no part of the pour. It keeps the edges sharp.
const MAX_FRAME_DISTANCE_DB: f32 = 17.0;
/// A band contributes this much at most. Digital silence is 60 dB below a pour.
const MAX_BAND_DISTANCE_DB: f32 = 25.0;
/// Distances are averaged over this time.
const SMOOTHING_SECONDS: f64 = 0.25;

/// Returns whether each frame of `range` is close to `spectrum`, a level in dB per band.
pub fn close_frames(
    frames: &[f32],
    front_end: &FrontEnd,
    range: Range<usize>,
    spectrum: &[f32],
) -> Vec<bool> {
    let bands = spectrum.len().max(1) as f32;
    let limit = |difference: f32| difference.clamp(-MAX_BAND_DISTANCE_DB, MAX_BAND_DISTANCE_DB);
    let (mut distances, mut deficits) = (Vec::new(), Vec::new());
    for frame in frames_in(frames, front_end, range) {
        let differences = frame.iter().zip(spectrum).map(|(value, level)| limit(level - value));
        let (mut distance, mut deficit) = (0.0, 0.0);
        for difference in differences {
            distance += difference.abs() / bands;
            deficit += difference / bands;
        }
        distances.push(distance);
        deficits.push(deficit);
    }
    let smoothing = front_end.frames_in(SMOOTHING_SECONDS).max(1);
    let smooth_distances = one_sided_means(&distances, smoothing);
    let smooth_deficits = one_sided_means(&deficits, smoothing);
    distances
        .iter()
        .zip(smooth_distances.zip(smooth_deficits))
        .map(|(&distance, (mean_distance, mean_deficit))| {
            distance <= MAX_FRAME_DISTANCE_DB
                && mean_distance <= MAX_DISTANCE_DB
                && mean_deficit <= MAX_QUIETER_DB
        })
        .collect()
}

/// Returns the median of each band over the frames of `range`, in dB.
pub fn median_spectrum(frames: &[f32], front_end: &FrontEnd, range: Range<usize>) -> Vec<f32> {
    let median = |band: usize| {
        let values: Vec<f64> = frames_in(frames, front_end, range.clone())
            .filter_map(|frame| frame.get(band).copied().map(f64::from))
            .collect();
        let middle = values.len() / 2;
        value_at_rank(values, middle) as f32
    };
    (0..front_end.mel_bands).map(median).collect()
}

/// Returns the frame of `range` around which the mean level in dB is highest.
pub fn loudest_frame(frames: &[f32], front_end: &FrontEnd, range: Range<usize>) -> usize {
    let levels: Vec<f32> =
        frames_in(frames, front_end, range.clone()).map(|frame| frame.iter().sum()).collect();
    let sums = prefix_sums(&levels);
    let half = front_end.frames_in(SMOOTHING_SECONDS) / 2;
    let mean = |at: usize| {
        let (first, end) = (at.saturating_sub(half), (at + half + 1).min(levels.len()));
        difference(&sums, first, end) / (end - first) as f64
    };
    let loudest = (0..levels.len()).max_by(|&a, &b| mean(a).total_cmp(&mean(b)));
    range.start + loudest.unwrap_or(0)
}

/// Returns the mean level in dB over frames and bands; 0 without frames.
pub fn mean_level(frames: &[f32], front_end: &FrontEnd, range: Range<usize>) -> f32 {
    let (mut sum, mut count) = (0.0, 0.0_f32);
    for frame in frames_in(frames, front_end, range) {
        sum += frame.iter().sum::<f32>();
        count += frame.len() as f32;
    }
    sum / count.max(1.0)
}

fn frames_in<'a>(
    frames: &'a [f32],
    front_end: &FrontEnd,
    range: Range<usize>,
) -> impl Iterator<Item = &'a [f32]> + use<'a> {
    let bands = front_end.mel_bands.max(1);
    frames.chunks_exact(bands).skip(range.start).take(range.len())
}

/// The smaller of the means over the `length` values up to each value, and from it on. Unlike a
/// centred mean it does not blur an edge.
fn one_sided_means(values: &[f32], length: usize) -> impl Iterator<Item = f64> + use<> {
    let (sums, count) = (prefix_sums(values), values.len());
    (0..count).map(move |at| {
        let (first, end) = ((at + 1).saturating_sub(length), (at + length).min(count));
        let before = difference(&sums, first, at + 1) / (at + 1 - first) as f64;
        let after = difference(&sums, at, end) / (end - at) as f64;
        before.min(after)
    })
}

/// Sums of the first 0, 1, 2 … values.
fn prefix_sums(values: &[f32]) -> Vec<f64> {
    let mut sums = Vec::with_capacity(values.len() + 1);
    let mut sum = 0.0;
    sums.push(sum);
    for &value in values {
        sum += f64::from(value);
        sums.push(sum);
    }
    sums
}

fn difference(sums: &[f64], first: usize, end: usize) -> f64 {
    sums.get(end).copied().unwrap_or(0.0) - sums.get(first).copied().unwrap_or(0.0)
}
