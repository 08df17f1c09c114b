//! Finds the pours in a recording: where each begins and ends, and its logits.
//!
//! Only windows within a pour count. Silence, noise or another sound around it weighs nothing, for
//! however long it lasts (experiment 52).
//!
//! 1. Coarse windows over the whole recording find the regions that may contain pours.
//! 2. Fine windows run in these regions. The windows with the highest pouring probability give the
//!    spectrum of the pour.
//! 3. A pour extends as far as the frames stay close to its spectrum, which is then refined. The
//!    rest of the region is searched in the same way.
//! 4. The pour's hot logit is the mean over the windows within it.

use std::ops::Range;

use hot_or_cold_kernels::CompressionSigns;
use hot_or_cold_kernels::spectral_distance::{
    close_frames, loudest_frame, mean_level, median_spectrum,
};

use crate::classify::classifier::WindowLogits;
use crate::classify::frame_ranges::{clusters, divide, overlap};
use crate::classify::frame_windows::{
    FrameWindow, is_within, merge, weighted_mean, window_starts, window_weights,
};
use crate::classify::temperature_change::find_change;
use crate::error::Result;
use crate::sidecar::Sidecar;

/// Coarse windows are this many hops apart. Their only purpose is detection.
const COARSE_HOPS: usize = 3;

/// Lowest pouring probability of a region's coarse windows. Windows within hot pours often have 0.3
/// to 0.5.
pub(crate) const MIN_REGION_PROBABILITY: f64 = 0.25;
/// At least one window of a region reaches this.
const MIN_SEED_PROBABILITY: f64 = 0.4;

/// Without a pour, windows below this probability have no weight. Silence has 0.005.
const MIN_CANDIDATE_PROBABILITY: f64 = 0.1;

/// Pours closer than this are one: kettles pause and gurgle.
const MAX_PAUSE_SECONDS: f64 = 1.0;
/// Shorter sounds are no pours.
const MIN_POUR_SECONDS: f64 = 0.5;
/// So are sounds that are shorter than this, beside a likelier one: the last drips of a hot pour.
const MIN_OTHER_POUR_SECONDS: f64 = 1.0;
/// Shorter stretches close to the pour's spectrum do not extend it.
const MIN_CLOSE_SECONDS: f64 = 0.13;
/// Longer regions are divided, which bounds the cost. The parts of a longer pour are joined again.
const MAX_REGION_SECONDS: f64 = 60.0;

/// Surroundings this far below a pour's level are quiet.
const MIN_QUIETER_DB: f32 = 15.0;

/// Refinements of a pour's spectrum. Nearly all settle after three.
const MAX_REFINEMENTS: usize = 6;
/// Divisions of a region into a pour and the parts before and after it.
const MAX_DIVISIONS: usize = 8;

/// A pour, or a recording without one as a whole.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PourLogits {
    /// Frames of the recording.
    pub(crate) frames: Range<usize>,
    /// Mean of the windows' hot logits, weighted by their pouring probability.
    pub(crate) hot_logit: f64,
    /// Pooled over its windows, 0 … 1.
    pub(crate) probability_pouring: f64,
    /// Signs of hard compression in its frames.
    pub(crate) compression: CompressionSigns,
}

/// The pours of a recording.
#[derive(Debug, Clone)]
pub(crate) struct Segmentation {
    /// In order of time; empty without a pour.
    pub(crate) pours: Vec<PourLogits>,
    /// The recording as a whole if there is no pour.
    pub(crate) candidate: Option<PourLogits>,
    /// Windows in order of time: fine ones where there may be pours, elsewhere coarse ones.
    pub(crate) windows: Vec<FrameWindow>,
}

/// Finds the pours in log-mel `frames` in dB, frame-major.
///
/// `run` runs the model on a range of frames, which is at most a window long. `progress` receives
/// the fraction done, up to 1. Both are trait objects: a copy of the search for each caller would
/// make the page's WebAssembly larger.
///
/// # Errors
/// Those of `run`.
pub(crate) fn find_pours(
    frames: &[f32],
    sidecar: &Sidecar,
    run: &mut dyn FnMut(Range<usize>) -> Result<WindowLogits>,
    progress: &mut dyn FnMut(f64),
) -> Result<Segmentation> {
    let frame_count = frames.len() / sidecar.front_end.mel_bands.max(1);
    let mut search = Search { frames, sidecar, run, progress, frame_count, fine: Vec::new() };
    let coarse = search.run_coarse_windows()?;
    let regions = search.regions(&coarse);
    search.run_fine_windows(&coarse, &regions)?;
    let mut candidates = Vec::new();
    for region in &regions {
        search.search_region(region.clone(), &mut candidates)?;
    }
    let (pours, others): (Vec<_>, Vec<_>) = candidates
        .into_iter()
        .partition(|pour| pour.probability_pouring >= sidecar.thresholds.pouring);
    let pours = search.join(pours)?;
    let mut pours = search.divide_by_temperature(pours)?;
    for pour in &mut pours {
        pour.compression = search.compression(&pour.frames);
    }
    // The last fine window reports 1.
    if search.fine.is_empty() {
        (search.progress)(1.0);
    }
    let is_outside =
        |window: &FrameWindow| !regions.iter().any(|region| region.contains(&window.centre()));
    let windows = merge(coarse.into_iter().filter(is_outside), search.fine.drain(..));
    let candidate = pours.is_empty().then(|| search.candidate(&others, &windows));
    Ok(Segmentation { pours, candidate, windows })
}

struct Search<'a> {
    frames: &'a [f32],
    sidecar: &'a Sidecar,
    run: &'a mut dyn FnMut(Range<usize>) -> Result<WindowLogits>,
    progress: &'a mut dyn FnMut(f64),
    frame_count: usize,
    /// Fine windows of all regions, in order of time.
    fine: Vec<FrameWindow>,
}

impl Search<'_> {
    fn window_frames(&self) -> usize {
        self.sidecar.windows.frames
    }

    fn coarse_hop(&self) -> usize {
        COARSE_HOPS * self.sidecar.windows.hop_frames
    }

    fn frames_in(&self, seconds: f64) -> usize {
        self.sidecar.front_end.frames_in(seconds)
    }

    fn run_window(&mut self, start: usize, end: usize) -> Result<FrameWindow> {
        let frames = start..end.min(start + self.window_frames());
        Ok(FrameWindow { logits: (self.run)(frames.clone())?, frames })
    }

    fn run_coarse_windows(&mut self) -> Result<Vec<FrameWindow>> {
        let starts = window_starts(self.frame_count, self.window_frames(), self.coarse_hop());
        // As if all fine windows followed: the fraction never falls.
        let all = starts.len() * (1 + COARSE_HOPS);
        let mut windows = Vec::with_capacity(starts.len());
        for start in starts {
            windows.push(self.run_window(start, self.frame_count)?);
            (self.progress)(windows.len() as f64 / all as f64);
        }
        Ok(windows)
    }

    /// Ranges of frames that may contain pours, in order, without overlap.
    fn regions(&self, coarse: &[FrameWindow]) -> Vec<Range<usize>> {
        let mut regions: Vec<Range<usize>> = Vec::new();
        let probable =
            |window: &FrameWindow| window.logits.probability_pouring >= MIN_REGION_PROBABILITY;
        for run in coarse.chunk_by(|a, b| probable(a) == probable(b)) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let is_seed =
                |window: &FrameWindow| window.logits.probability_pouring >= MIN_SEED_PROBABILITY;
            if !probable(first) || !run.iter().any(is_seed) {
                continue;
            }
            // The neighbouring windows were less probable, but overlap.
            let start = first.frames.start.saturating_sub(self.coarse_hop());
            let end = (last.frames.end + self.coarse_hop()).min(self.frame_count);
            match regions.last_mut() {
                Some(region) if start <= region.end => region.end = end,
                _ => regions.push(start..end),
            }
        }
        let max_frames = self.frames_in(MAX_REGION_SECONDS).max(self.window_frames());
        regions.into_iter().flat_map(|region| divide(region, max_frames)).collect()
    }

    /// Runs the fine windows. Their grid is anchored to the loudest frame of the region, so that
    /// the same pour has the same windows wherever it is in a recording.
    fn run_fine_windows(&mut self, coarse: &[FrameWindow], regions: &[Range<usize>]) -> Result<()> {
        let (window, hop) = (self.window_frames(), self.sidecar.windows.hop_frames);
        let starts: Vec<(usize, usize)> = regions
            .iter()
            .flat_map(|region| {
                let anchor = loudest_frame(self.frames, &self.sidecar.front_end, region.clone());
                let first = region.start + (anchor - region.start) % hop;
                let last = region.end.saturating_sub(window);
                // A region shorter than a window has one window.
                let first = if first > last { region.start } else { first };
                (first..=last.max(first)).step_by(hop).map(|start| (start, region.end))
            })
            .collect();
        let all = coarse.len() + starts.len();
        for (start, end) in starts {
            let window = self.run_window(start, end)?;
            self.fine.push(window);
            (self.progress)((coarse.len() + self.fine.len()) as f64 / all as f64);
        }
        Ok(())
    }

    /// Adds the candidates for pours in a region. They stay in order of time.
    fn search_region(
        &mut self,
        region: Range<usize>,
        candidates: &mut Vec<PourLogits>,
    ) -> Result<()> {
        let mut parts = vec![(region, 0)];
        while let Some((part, divisions)) = parts.pop() {
            let min_seconds =
                if divisions == 0 { MIN_POUR_SECONDS } else { MIN_OTHER_POUR_SECONDS };
            let min_frames = self.frames_in(min_seconds);
            if part.len() < min_frames || divisions > MAX_DIVISIONS {
                continue;
            }
            let Some(pour) = self.extent(&part) else { continue };
            parts.push((pour.end..part.end, divisions + 1));
            parts.push((part.start..pour.start, divisions + 1));
            if pour.len() >= min_frames {
                let at = candidates.partition_point(|it| it.frames.start < pour.start);
                candidates.insert(at, self.judge(pour, &part)?);
            }
        }
        Ok(())
    }

    /// Extent of the most likely pour in `part`.
    fn extent(&self, part: &Range<usize>) -> Option<Range<usize>> {
        let core = self.most_likely_window(part)?;
        let min_close = self.frames_in(MIN_CLOSE_SECONDS);
        let max_pause = self.frames_in(MAX_PAUSE_SECONDS);
        let mut pour = core.start.max(part.start)..core.end.min(part.end);
        for _ in 0..MAX_REFINEMENTS {
            let spectrum = median_spectrum(self.frames, &self.sidecar.front_end, pour.clone());
            let close = close_frames(self.frames, &self.sidecar.front_end, part.clone(), &spectrum);
            let next = clusters(&close, part.start, min_close, max_pause).into_iter().max_by_key(
                |cluster| (overlap(cluster, &pour), std::cmp::Reverse(cluster.start)),
            )?;
            if next == pour {
                break;
            }
            pour = next;
        }
        Some(pour)
    }

    /// Frames of the fine window with the highest pouring probability, averaged over two neighbours
    /// on each side. At least half of the window is in `part`.
    fn most_likely_window(&self, part: &Range<usize>) -> Option<Range<usize>> {
        let min_overlap = part.len().min(self.window_frames() / 2);
        let mean = |at: usize| {
            let near = self.fine.iter().take(at + 3).skip(at.saturating_sub(2));
            let sum: f64 = near.clone().map(|window| window.logits.probability_pouring).sum();
            sum / near.count().max(1) as f64
        };
        let (_, window) = self
            .fine
            .iter()
            .enumerate()
            .filter(|(_, window)| {
                window.logits.probability_pouring >= MIN_SEED_PROBABILITY
                    && overlap(&window.frames, part) >= min_overlap
            })
            .max_by(|(a, _), (b, _)| mean(*a).total_cmp(&mean(*b)))?;
        Some(window.frames.clone())
    }

    /// Pools the windows within a pour. A pour without a whole window gets windows of its own. Its
    /// pouring probability then also takes the nearest windows in `part`.
    fn judge(&mut self, pour: Range<usize>, part: &Range<usize>) -> Result<PourLogits> {
        let mut windows = self.windows_within(&pour);
        if windows.is_empty() {
            let last = pour.end.saturating_sub(self.window_frames()).max(pour.start);
            windows.push(self.run_window(pour.start, pour.end)?);
            if last > pour.start {
                windows.push(self.run_window(last, pour.end)?);
            }
        }
        let mut pooled = self.pool(&windows, pour.clone());
        let missing = self.sidecar.pooling.pouring_top_windows.saturating_sub(windows.len());
        if missing > 0 {
            let centre = (pour.start + pour.end) / 2;
            let mut near: Vec<&FrameWindow> = self
                .fine
                .iter()
                .filter(|window| is_within(window, part) && !is_within(window, &pour))
                .filter(|window| !self.is_quiet_around(window, &pour))
                .collect();
            for _ in 0..missing {
                let distances = near.iter().map(|window| window.centre().abs_diff(centre));
                let Some((at, _)) = distances.enumerate().min_by_key(|&(_, it)| it) else { break };
                windows.push(near.remove(at).clone());
            }
            pooled.probability_pouring = self.probability_pouring(&windows);
        }
        Ok(pooled)
    }

    /// Divides pours that are cold at first and hot later, or the other way round.
    fn divide_by_temperature(&mut self, pours: Vec<PourLogits>) -> Result<Vec<PourLogits>> {
        // A window and two more on each side.
        let min_frames = self.window_frames() + 2 * self.sidecar.windows.hop_frames;
        let hot = self.sidecar.calibration.cups.alone();
        let mut divided = Vec::with_capacity(pours.len());
        let mut rest: Vec<PourLogits> = pours.into_iter().rev().collect();
        while let Some(pour) = rest.pop() {
            let windows = self.windows_within(&pour.frames);
            let log_odds = |logit| hot.scale * logit + hot.offset;
            let Some(frame) = find_change(&windows, &pour.frames, min_frames, log_odds) else {
                divided.push(pour);
                continue;
            };
            for frames in [frame..pour.frames.end, pour.frames.start..frame] {
                let mut part = self.judge(frames.clone(), &frames)?;
                part.probability_pouring = pour.probability_pouring;
                rest.push(part);
            }
        }
        Ok(divided)
    }

    /// Whether the frames of a window outside the pour are quiet. They tell nothing then.
    fn is_quiet_around(&self, window: &FrameWindow, pour: &Range<usize>) -> bool {
        let level = |range: Range<usize>| mean_level(self.frames, &self.sidecar.front_end, range);
        let Range { start, end } = window.frames;
        let outside = [start..pour.start.min(end), pour.end.max(start)..end];
        let pour_level = level(pour.clone());
        outside
            .into_iter()
            .filter(|range| !range.is_empty())
            .all(|range| level(range) < pour_level - MIN_QUIETER_DB)
    }

    fn windows_within(&self, range: &Range<usize>) -> Vec<FrameWindow> {
        self.fine.iter().filter(|window| is_within(window, range)).cloned().collect()
    }

    fn pool(&self, windows: &[FrameWindow], frames: Range<usize>) -> PourLogits {
        let hot_logit = weighted_mean(windows, &window_weights(windows, &frames));
        let probability_pouring = self.probability_pouring(windows);
        let compression = CompressionSigns::default();
        PourLogits { frames, hot_logit, probability_pouring, compression }
    }

    /// The recording as a whole, if it has no pour. `rejected` are the parts judged.
    fn candidate(&self, rejected: &[PourLogits], windows: &[FrameWindow]) -> PourLogits {
        let probabilities: Vec<f64> =
            windows.iter().map(|window| window.logits.probability_pouring).collect();
        let weight = |&it: &f64| if it < MIN_CANDIDATE_PROBABILITY { 0.0 } else { it };
        let weights: Vec<f64> = probabilities.iter().map(weight).collect();
        let is_negligible = weights.iter().all(|&weight| weight == 0.0);
        let weights = if is_negligible { &probabilities } else { &weights };
        let best = rejected.iter().map(|pour| pour.probability_pouring).reduce(f64::max);
        let probability = best.unwrap_or_else(|| self.probability_pouring(windows));
        PourLogits {
            frames: 0..self.frame_count,
            hot_logit: weighted_mean(windows, weights),
            // Sounds that are too short for a pour can be more probable.
            probability_pouring: probability.min(self.sidecar.thresholds.pouring.next_down()),
            compression: CompressionSigns::default(),
        }
    }

    fn compression(&self, frames: &Range<usize>) -> CompressionSigns {
        let bands = self.sidecar.front_end.mel_bands;
        let values = self.frames.get(frames.start * bands..frames.end * bands);
        let limits = &self.sidecar.compression;
        CompressionSigns::detect(values.unwrap_or_default(), bands, limits)
    }

    fn probability_pouring(&self, windows: &[FrameWindow]) -> f64 {
        let probabilities = windows.iter().map(|window| window.logits.probability_pouring);
        self.sidecar.pooling.pooled_probability_pouring(probabilities)
    }

    /// Whether one is hot, the other cold, and neither shorter than a window: parts often differ.
    fn contradict(&self, a: &PourLogits, b: &PourLogits) -> bool {
        let hot = self.sidecar.calibration.cups.alone();
        let [a_hot, b_hot] = [a, b].map(|pour| hot.probability(pour.hot_logit));
        let confidence = a_hot.max(b_hot).min(1.0 - a_hot.min(b_hot));
        a.frames.len().min(b.frames.len()) >= self.window_frames()
            && confidence >= self.sidecar.thresholds.confidence
    }

    /// Joins pours with a short pause between them, unless one is hot and the other cold.
    fn join(&mut self, pours: Vec<PourLogits>) -> Result<Vec<PourLogits>> {
        let max_pause = self.frames_in(MAX_PAUSE_SECONDS);
        let mut groups: Vec<Vec<PourLogits>> = Vec::new();
        for pour in pours {
            let is_near = |last: &PourLogits| pour.frames.start < last.frames.end + max_pause;
            let is_part = |group: &&mut Vec<PourLogits>| {
                group.last().is_some_and(is_near)
                    && !group.iter().any(|part| self.contradict(part, &pour))
            };
            match groups.last_mut().filter(is_part) {
                Some(group) => group.push(pour),
                None => groups.push(vec![pour]),
            }
        }
        let mut joined = Vec::with_capacity(groups.len());
        for group in groups {
            match group.as_slice() {
                [] => {}
                [pour] => joined.push(pour.clone()),
                [first, .., last] => {
                    let frames = first.frames.start..last.frames.end;
                    let mut pour = self.judge(frames.clone(), &frames)?;
                    let parts = group.iter().map(|part| part.probability_pouring);
                    pour.probability_pouring = parts.fold(pour.probability_pouring, f64::max);
                    joined.push(pour);
                }
            }
        }
        Ok(joined)
    }
}

// proptest does not run in WebAssembly.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
