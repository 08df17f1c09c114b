//! Recognises pours that were compressed too hard to tell hot from cold.
//!
//! Speech codecs and low bit rates make cold water sound hot (experiment 51). Three signs of them
//! are measured in the log-mel frames of one pour. No sign depends on the level of the pour.
//! `model/evaluate/compression.py` measures the same.

use std::ops::{Range, RangeInclusive};

use serde::Deserialize;

use crate::order_statistics::value_at_rank;

/// The bands below are those of a front end with this many, from 50 Hz to 8 kHz.
const BANDS: usize = 64;
/// Frames are active if they are at most this far below the pour's loudest tenth, smoothed.
const ACTIVE_BELOW_LOUDEST_DB: f64 = 12.0;
const LOUD_SHARE: f64 = 0.9;
const SMOOTH_FRAMES_EACH_SIDE: usize = 8;
/// Half a second. Fewer frames tell too little.
const MIN_FRAMES: usize = 32;
/// Fine structure takes a second and a half: the noise of a shorter estimate passes for it.
const MIN_FRAMES_SMOOTHED: usize = 90;
/// The first minute of a pour. More would only cost memory.
const MAX_FRAMES: usize = 3750;
/// Outside of these bands recorders and resamplers leave jumps of their own.
const USED_BANDS: Range<usize> = 2..62;
/// The upper edge of a band limit is looked for from 1.2 to 6.6 kHz.
const EDGES: RangeInclusive<usize> = 24..=60;
/// A drop at the last edge counts this much less. Chromium's resampler takes 13 dB from the highest
/// band of a recording at 16 kHz.
const LAST_EDGE_ALLOWANCE_DB: f64 = 5.5;
const BANDS_BELOW_EDGE: usize = 4;
/// A filter takes some bands from passing to stopping.
const TRANSITION_BANDS: usize = 2;
const HOLE_SHARE: f64 = 0.99;
const CONTRAST_SHARE: f64 = 0.95;
/// 0.7 to 3.8 kHz. Every codec passes them.
const DETAIL_BANDS: Range<usize> = 14..49;
/// 1.8 to 3.8 kHz.
const SLOWNESS_BANDS: Range<usize> = 32..49;
/// Bands whose mean flicker is subtracted.
const COMMON_BANDS: Range<usize> = 2..49;
/// Even and odd blocks of frames estimate the same spectrum with independent noise.
const BLOCK_FRAMES: usize = 8;
const DETAIL_DIFFERENCES: usize = 4;
/// As in the network's first layer.
const DYNAMIC_RANGE_DB: f64 = 70.0;
const FLOOR_BELOW_BAND_MEAN_DB: f64 = 15.0;
const LOCAL_FRAMES_EACH_SIDE: usize = 7;

/// Limits beyond which a pour counts as compressed too hard.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct CompressionLimits {
    /// Least drop in dB of the mean spectrum at an upper edge. Recordings have up to 14.
    pub edge_drop_db: f64,
    /// Least depth in dB of the deepest hundredth of cells below their neighbouring bands.
    pub hole_depth_db: f64,
    /// A smoothed pour has less fine structure over bands than this, in dB.
    pub detail_db: f64,
    /// A smoothed pour's flicker is more correlated from frame to frame than this, for 0 dB of
    /// detail.
    pub slowness: f64,
    /// Added to `slowness` for each dB of detail.
    pub slowness_per_detail_db: f64,
    /// A smoothed pour has more contrast between neighbouring bands, in dB. Synthesised pours,
    /// whose spectrum is smooth too, have less.
    pub contrast_db: f64,
}

/// Signs of compression in a pour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CompressionSigns {
    /// Nothing is left above some frequency below 6.6 kHz, as after a telephone.
    pub band_limited: bool,
    /// Single bands are missing for moments, as at low bit rates.
    pub has_holes: bool,
    /// The fine structure is gone, as after speech codecs. Such a pour may be cold and sound hot,
    /// but not the other way round.
    pub smoothed: bool,
}

impl CompressionSigns {
    /// Detects the signs in the log-mel `frames` of one pour in dB, frame after frame, low band
    /// first. There is none in less than half a second, or with other than 64 bands.
    pub fn detect(frames: &[f32], bands: usize, limits: &CompressionLimits) -> Self {
        if bands != BANDS {
            return Self::default();
        }
        Measures::new(frames).map_or_else(Self::default, |measures| measures.compare(limits))
    }

    /// Whether a verdict, *hot* or *cold*, cannot be trusted.
    pub fn forbids(self, hot: bool) -> bool {
        self.band_limited || self.has_holes || (self.smoothed && hot)
    }
}

/// What is measured in a pour, in dB except `slowness`.
#[derive(Debug, Clone, Copy)]
struct Measures {
    edge_drop: f64,
    hole_depth: f64,
    detail: f64,
    slowness: f64,
    contrast: f64,
    frames: usize,
}

impl Measures {
    fn new(frames: &[f32]) -> Option<Self> {
        let pour = bands_of_active_frames(frames)?;
        let loudest = pour.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
        let raised: Vec<Vec<f64>> =
            pour.iter().map(|band| raise(band, loudest - DYNAMIC_RANGE_DB)).collect();
        let used = pour.get(USED_BANDS)?;
        let spectrum: Vec<f64> = pour.iter().map(|band| mean(band)).collect();
        Some(Self {
            edge_drop: edge_drop(&spectrum),
            hole_depth: quantile(hole_depths(used), HOLE_SHARE),
            detail: detail(raised.get(DETAIL_BANDS)?),
            slowness: slowness(raised.get(SLOWNESS_BANDS)?, raised.get(COMMON_BANDS)?),
            contrast: quantile(contrasts(used), CONTRAST_SHARE),
            frames: pour.first()?.len(),
        })
    }

    fn compare(self, limits: &CompressionLimits) -> CompressionSigns {
        let slow = limits.slowness + limits.slowness_per_detail_db * self.detail;
        CompressionSigns {
            band_limited: self.edge_drop >= limits.edge_drop_db,
            has_holes: self.hole_depth >= limits.hole_depth_db,
            smoothed: self.frames >= MIN_FRAMES_SMOOTHED
                && self.detail < limits.detail_db
                && self.slowness > slow
                && self.contrast > limits.contrast_db,
        }
    }
}

/// Transposes the frames from the first active one to the last one, at most a minute.
fn bands_of_active_frames(frames: &[f32]) -> Option<Vec<Vec<f64>>> {
    let count = frames.len() / BANDS;
    if count < MIN_FRAMES {
        return None;
    }
    let mean_level =
        |frame: &[f32]| frame.iter().copied().map(f64::from).sum::<f64>() / BANDS as f64;
    let levels: Vec<f64> = frames.chunks_exact(BANDS).map(mean_level).collect();
    let levels = moving_mean(&levels, SMOOTH_FRAMES_EACH_SIDE);
    let threshold = quantile(levels.clone(), LOUD_SHARE) - ACTIVE_BELOW_LOUDEST_DB;
    let is_active = |&level: &f64| level >= threshold;
    let first = levels.iter().position(is_active)?;
    let end = levels.iter().rposition(is_active)? + 1;
    let end = end.min(first + MAX_FRAMES);
    if end - first < MIN_FRAMES {
        return None;
    }
    let active = frames.get(first * BANDS..end * BANDS)?;
    let band = |band: usize| active.iter().skip(band).step_by(BANDS).copied().map(f64::from);
    Some((0..BANDS).map(|index| band(index).collect()).collect())
}

/// Largest drop at an upper edge, above which nothing rises again.
fn edge_drop(spectrum: &[f64]) -> f64 {
    let drop_at = |edge: usize| {
        let below = spectrum.get(edge + 1 - BANDS_BELOW_EDGE..=edge)?;
        let above = spectrum.get(edge + 1 + TRANSITION_BANDS..)?;
        let allowance = if edge == *EDGES.end() { LAST_EDGE_ALLOWANCE_DB } else { 0.0 };
        Some(mean(below) - above.iter().copied().fold(f64::NEG_INFINITY, f64::max) - allowance)
    };
    EDGES.filter_map(drop_at).fold(f64::NEG_INFINITY, f64::max)
}

/// Depth of each cell below the mean of its neighbouring bands.
fn hole_depths(bands: &[Vec<f64>]) -> Vec<f64> {
    let depths = |below: &[f64], band: &[f64], above: &[f64]| -> Vec<f64> {
        let neighbours = below.iter().zip(above);
        band.iter().zip(neighbours).map(|(cell, (a, b))| (a + b) / 2.0 - cell).collect()
    };
    let triples = bands.iter().zip(bands.iter().skip(1)).zip(bands.iter().skip(2));
    triples.flat_map(|((below, band), above)| depths(below, band, above)).collect()
}

/// Difference of each cell and the band above.
fn contrasts(bands: &[Vec<f64>]) -> Vec<f64> {
    let pairs = bands.iter().zip(bands.iter().skip(1));
    pairs.flat_map(|(band, above)| band.iter().zip(above).map(|(a, b)| (b - a).abs())).collect()
}

/// Size of the 4th differences over bands, 0 where even and odd blocks disagree. Rooms and
/// microphones leave such fine structure, and a speech codec's few filter coefficients do not.
fn detail(bands: &[Vec<f64>]) -> f64 {
    let fine = |parity: usize| {
        let blocks = |band: &Vec<f64>| -> Vec<f64> {
            band.chunks(BLOCK_FRAMES).skip(parity).step_by(2).flatten().copied().collect()
        };
        let spectrum: Vec<f64> = bands.iter().map(|band| mean(&blocks(band))).collect();
        (0..DETAIL_DIFFERENCES).fold(spectrum, |values, _| differences(&values))
    };
    let products: Vec<f64> = fine(0).iter().zip(fine(1)).map(|(even, odd)| even * odd).collect();
    let product = mean(&products);
    product.abs().sqrt().copysign(product)
}

/// Correlation of successive frames' flicker, without its slow part and what `common` bands share.
fn slowness(bands: &[Vec<f64>], common: &[Vec<f64>]) -> f64 {
    let flicker = |band: &Vec<f64>| {
        let raised = raise(band, mean(band) - FLOOR_BELOW_BAND_MEAN_DB);
        let mean = mean(&raised);
        raised.into_iter().map(|value| value - mean).collect::<Vec<f64>>()
    };
    let frames = common.first().map_or(0, Vec::len);
    let mut shared = vec![0.0; frames];
    for band in common {
        for (sum, value) in shared.iter_mut().zip(flicker(band)) {
            *sum += value / common.len() as f64;
        }
    }
    let (mut product, mut power) = (0.0, 0.0);
    for band in bands {
        let own: Vec<f64> = flicker(band).iter().zip(&shared).map(|(a, b)| a - b).collect();
        let slow = moving_mean(&own, LOCAL_FRAMES_EACH_SIDE);
        let fast: Vec<f64> = own.iter().zip(slow).map(|(a, b)| a - b).collect();
        product += fast.iter().zip(fast.iter().skip(1)).map(|(a, b)| a * b).sum::<f64>();
        power += fast.iter().map(|value| value * value).sum::<f64>();
    }
    let pairs = frames.saturating_sub(1).max(1) as f64;
    if power > 0.0 { (product / pairs) / (power / frames as f64) } else { 0.0 }
}

fn raise(values: &[f64], floor: f64) -> Vec<f64> {
    values.iter().map(|value| value.max(floor)).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

fn differences(values: &[f64]) -> Vec<f64> {
    values.iter().zip(values.iter().skip(1)).map(|(a, b)| b - a).collect()
}

/// Mean over neighbours; there are fewer at the ends.
fn moving_mean(values: &[f64], each_side: usize) -> Vec<f64> {
    let around = |at: usize| {
        let end = (at + each_side + 1).min(values.len());
        mean(values.get(at.saturating_sub(each_side)..end).unwrap_or_default())
    };
    (0..values.len()).map(around).collect()
}

/// The value at this share of the ranks, rounded down; 0 without values.
fn quantile(values: Vec<f64>, share: f64) -> f64 {
    let rank = (share * values.len().saturating_sub(1) as f64) as usize;
    value_at_rank(values, rank)
}

#[cfg(test)]
mod tests;
