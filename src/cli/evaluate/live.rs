//! The live report: how fast and how accurate verdicts are during a pour.

use std::path::Path;
use std::sync::Arc;

use hot_or_cold::{LiveClassifier, Phase, Verdict};
use serde::Serialize;

use super::Subject;
use super::aggregate::{percent, rounded};
use super::inference::{HeldOutModel, decode_row};
use super::manifests::Row;
use super::statistics::mean;
use crate::error::Result;

/// Near silence appended to each recording, as a microphone would record after the pour.
const SILENCE_SECONDS: u32 = 4;
/// Samples per chunk: verdicts are timed to a hundredth of a second.
const CHUNK: usize = 160;
/// A pour that ends this long before its recording was probably lost: most recordings end with it.
const EARLY_END_SECONDS: f64 = 1.0;
/// Seconds after a pour's onset at which verdicts are counted.
const RIGHT_AFTER_SECONDS: [f64; 3] = [1.0, 1.5, 2.0];

/// A recording played to one model that held it out.
pub struct LiveRun {
    seed: usize,
    /// The label; `None` for a sound that is not a pour.
    hot: Option<bool>,
    /// Second at which the pour begins.
    onset: Option<f64>,
    /// Length of the recording.
    seconds: f64,
    /// Each change of the verdict: the second, and hot (true), cold (false) or no verdict.
    verdicts: Vec<(f64, Option<bool>)>,
    /// Phase at the end of the recording, and the second at which the pour finished.
    phase: Phase,
    finished: Option<f64>,
}

impl LiveRun {
    fn verdict_at(&self, seconds: f64) -> Option<bool> {
        self.verdicts.iter().take_while(|(time, _)| *time <= seconds).last()?.1
    }

    fn first_verdict(&self) -> Option<(f64, bool)> {
        self.verdicts.iter().find_map(|(time, verdict)| Some((*time, (*verdict)?)))
    }

    fn is_right_after(&self, seconds: f64) -> bool {
        self.hot.is_some()
            && self.onset.is_some_and(|onset| self.verdict_at(onset + seconds) == self.hot)
    }

    fn is_first_verdict_wrong(&self) -> bool {
        self.first_verdict().is_some_and(|(_, verdict)| Some(verdict) != self.hot)
    }

    /// A withdrawn verdict is not right.
    fn is_last_verdict_right(&self) -> bool {
        self.hot.is_some() && self.verdict_at(f64::INFINITY) == self.hot
    }

    /// No pour was detected, or the detection was withdrawn.
    fn is_not_detected(&self) -> bool {
        self.phase == Phase::Listening
    }

    fn ended_early(&self) -> bool {
        self.finished.is_some_and(|time| time < self.seconds - EARLY_END_SECONDS)
    }
}

/// Plays the recording at `path` to each model that held it out, as a microphone would.
pub fn run_live(
    row: &Row,
    path: &Path,
    onset: Option<f64>,
    models: &[HeldOutModel<'_>],
) -> Result<Vec<LiveRun>> {
    let mut models = models.iter().filter(|model| model.fold.holds_out(row)).peekable();
    // All models share one sample rate.
    let Some(first) = models.peek() else { return Ok(Vec::new()) };
    let rate = first.classifier.sidecar().front_end.sample_rate;
    let clip = decode_row(row, path, rate)?;
    let samples = clip.as_ref().map_or(&[][..], |clip| clip.samples());
    // Some recordings are loud to their last sample; only silence ends such a pour.
    let silence = (0..SILENCE_SECONDS * rate).map(|n| ((n % 101 * 7_919) % 101) as f32 * 1e-6);
    let input: Vec<f32> = samples.iter().copied().chain(silence).collect();
    let mut runs = Vec::new();
    for model in models {
        let mut classifier = LiveClassifier::new(Arc::clone(&model.classifier), rate, None)?;
        let (mut verdicts, mut phase, mut finished) = (vec![(0.0, None)], Phase::Listening, None);
        for chunk in input.chunks(CHUNK) {
            let state = classifier.push(chunk)?;
            let verdict = match state.verdict {
                Some(Verdict::Hot) => Some(true),
                Some(Verdict::Cold) => Some(false),
                _ => None,
            };
            if verdicts.last().is_none_or(|(_, before)| *before != verdict) {
                verdicts.push((state.seconds, verdict));
            }
            phase = state.phase;
            if phase == Phase::Finished {
                finished = Some(state.seconds);
                break;
            }
        }
        runs.push(LiveRun {
            seed: model.seed,
            hot: row.hot().filter(|_| row.is_pour()),
            onset,
            seconds: samples.len() as f64 / f64::from(rate),
            verdicts,
            phase,
            finished,
        });
    }
    Ok(runs)
}

#[derive(Serialize)]
pub struct LiveReport {
    #[serde(flatten)]
    pub subject: Subject,
    pub seeds: usize,
    /// Pours with the right verdict some time after their onset.
    pub right_after: Vec<RightAfter>,
    pub first_verdict_wrong: LiveCount,
    pub last_verdict_right: LiveCount,
    /// Pours that end as if there had been none.
    pub not_detected: LiveCount,
    /// Pours that finish more than a second before their recording.
    pub ended_early: LiveCount,
    /// `None` without other sounds.
    pub other_sounds: Option<OtherSoundCounts>,
    /// From the pour's onset; `None` without a verdict.
    pub median_first_verdict_seconds: Option<f64>,
}

#[derive(Serialize)]
pub struct RightAfter {
    pub seconds: f64,
    pub pours: LiveCount,
}

#[derive(Serialize)]
pub struct OtherSoundCounts {
    /// Sounds that are called hot or cold at any time.
    pub with_verdict: LiveCount,
    /// Sounds that end as a pour.
    pub detected_as_pour: LiveCount,
}

#[derive(Serialize)]
pub struct LiveCount {
    pub by_seed: Vec<usize>,
    pub of: usize,
    pub mean_percent: f64,
}

impl LiveCount {
    fn new(runs: &[&LiveRun], seeds: usize, pass: impl Fn(&LiveRun) -> bool) -> Self {
        let count = |seed| runs.iter().filter(|run| run.seed == seed && pass(run)).count();
        let by_seed: Vec<usize> = (0..seeds).map(count).collect();
        let of = runs.len() / seeds.max(1);
        let average = mean(&by_seed.iter().map(|&count| count as f64).collect::<Vec<_>>());
        Self { by_seed, of, mean_percent: percent(average, of) }
    }
}

impl LiveReport {
    pub fn new(subject: Subject, runs: &[LiveRun], seeds: usize) -> Self {
        let (pours, sounds): (Vec<&LiveRun>, Vec<&LiveRun>) =
            runs.iter().partition(|run| run.hot.is_some());
        let count = |pass: &dyn Fn(&LiveRun) -> bool| LiveCount::new(&pours, seeds, pass);
        let right_after = RIGHT_AFTER_SECONDS.map(|seconds| RightAfter {
            seconds,
            pours: count(&|run| run.is_right_after(seconds)),
        });
        let other_sounds = (!sounds.is_empty()).then(|| OtherSoundCounts {
            with_verdict: LiveCount::new(&sounds, seeds, |run| run.first_verdict().is_some()),
            detected_as_pour: LiveCount::new(&sounds, seeds, |run| !run.is_not_detected()),
        });
        let mut delays: Vec<f64> =
            pours.iter().filter_map(|run| Some(run.first_verdict()?.0 - run.onset?)).collect();
        delays.sort_unstable_by(f64::total_cmp);
        Self {
            subject,
            seeds,
            right_after: right_after.into(),
            first_verdict_wrong: count(&LiveRun::is_first_verdict_wrong),
            last_verdict_right: count(&LiveRun::is_last_verdict_right),
            not_detected: count(&LiveRun::is_not_detected),
            ended_early: count(&LiveRun::ended_early),
            other_sounds,
            median_first_verdict_seconds: delays
                .get(delays.len() / 2)
                .map(|&median| rounded(median, 2)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::markdown;

    fn run(hot: Option<bool>, verdicts: &[(f64, Option<bool>)], finished: Option<f64>) -> LiveRun {
        let phase = if finished.is_some() { Phase::Finished } else { Phase::Listening };
        let (onset, verdicts) = (Some(2.0), verdicts.to_vec());
        LiveRun { seed: 0, hot, onset, seconds: 8.0, verdicts, phase, finished }
    }

    fn table(runs: &[LiveRun]) -> String {
        markdown::live(&LiveReport::new(Subject::default(), runs, 1))
    }

    #[test]
    fn live_report_times_verdicts_from_the_onset() {
        let (hot, cold) = (Some(true), Some(false));
        let steady = run(hot, &[(0.0, None), (3.25, hot)], Some(9.5));
        let turned = run(cold, &[(0.0, None), (3.0, hot), (3.6, None), (3.9, cold)], Some(6.5));
        let sound = run(None, &[(0.0, None), (2.0, cold), (3.0, None)], None);
        assert_eq!([1.0, 1.5, 2.0].map(|s| steady.is_right_after(s)), [false, true, true]);
        assert_eq!([1.0, 1.5, 2.0].map(|s| turned.is_right_after(s)), [false, false, true]);
        assert!(!steady.is_first_verdict_wrong() && turned.is_first_verdict_wrong());
        assert!(!steady.ended_early() && turned.ended_early());
        let text = table(&[steady, turned, sound]);
        for line in [
            "| pours judged rightly 1 s after their start | 0 of 2 | 0.0 % |",
            "| pours judged rightly 1.5 s after their start | 1 of 2 | 50.0 % |",
            "| pours judged rightly 2 s after their start | 2 of 2 | 100.0 % |",
            "| pours of which the first verdict is wrong | 1 of 2 | 50.0 % |",
            "| pours of which the last word is right | 2 of 2 | 100.0 % |",
            "| pours taken for none in the end | 0 of 2 | 0.0 % |",
            "| pours over more than a second before their recording | 1 of 2 | 50.0 % |",
            "| other sounds called hot or cold for a moment | 1 of 1 | 100.0 % |",
            "| other sounds taken for a pour in the end | 0 of 1 | 0.0 % |",
            "Half of the first verdicts come within 1.25 s of the pour's start.",
        ] {
            assert!(text.contains(line), "{line} is not in {text}");
        }
    }

    #[test]
    fn withdrawn_verdict_is_not_right_at_the_end() {
        let hot = Some(true);
        let withdrawn = run(hot, &[(0.0, None), (3.0, hot), (5.0, None)], None);
        assert!(withdrawn.is_right_after(1.5) && withdrawn.is_not_detected());
        assert!(!withdrawn.is_last_verdict_right());
        let unfinished =
            LiveRun { phase: Phase::Pouring, ..run(None, &[(0.0, None), (3.0, hot)], None) };
        assert!(table(&[unfinished]).contains("taken for a pour in the end | 1 of 1 |"));
    }

    #[test]
    fn run_without_a_verdict_is_neither_right_nor_wrong() {
        let silent = run(Some(true), &[(0.0, None)], None);
        assert!(!silent.is_right_after(2.0) && !silent.is_last_verdict_right());
        assert!(!silent.is_first_verdict_wrong());
        assert!(!table(&[silent]).contains("Half"));
    }
}
