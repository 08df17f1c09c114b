//! What is said while it pours: the third report, as Markdown.

use std::path::Path;
use std::sync::Arc;

use super::group::percent;
use super::hearing::HeldOutModel;
use super::lists::Row;
use super::statistics::mean;
use crate::classify::classifier::Verdict;
use crate::classify::live::{LiveClassifier, Phase};
use crate::decode;
use crate::error::{Error, Result};

/// What a microphone hears after a recording's end, nearly nothing: seconds of it.
const SILENCE_SECONDS: u32 = 4;
/// Samples that are handed over at a time: the time of what is said is known to a hundredth of a second.
const CHUNK: usize = 160;
/// Most recordings end with their pour: one that is over so many seconds earlier was probably given up.
const TOO_SOON_SECONDS: f64 = 1.0;
/// Seconds from a pour's start, after which it is counted how many are judged rightly.
const SOON_SECONDS: [f64; 3] = [1.0, 1.5, 2.0];

/// What was said of one recording by a model that never heard it.
pub struct Told {
    pub seed: usize,
    /// What it should be; none for a sound that is not a pour.
    hot: Option<bool>,
    /// Seconds at which the pour begins, and how many the recording lasts.
    onset: f64,
    seconds: f64,
    /// Each change of what is said: when, and hot (true), cold, or neither yet.
    said: Vec<(f64, Option<bool>)>,
    /// How it ended, and when the pour was over.
    phase: Phase,
    poured: Option<f64>,
}

impl Told {
    fn at(&self, seconds: f64) -> Option<bool> {
        self.said.iter().take_while(|(time, _)| *time <= seconds).last().and_then(|(_, said)| *said)
    }

    fn verdicts(&self) -> impl Iterator<Item = (f64, bool)> {
        self.said.iter().filter_map(|(time, said)| Some((*time, (*said)?)))
    }

    fn is_right_after(&self, seconds: f64) -> bool {
        self.hot.is_some() && self.at(self.onset + seconds) == self.hot
    }

    fn is_wrong_first(&self) -> bool {
        self.verdicts().next().is_some_and(|(_, said)| Some(said) != self.hot)
    }

    /// A verdict that was taken back is none.
    fn is_right_last(&self) -> bool {
        self.hot.is_some() && self.at(f64::INFINITY) == self.hot
    }

    /// Never noticed, or noticed and taken back.
    fn is_no_pour(&self) -> bool {
        self.phase == Phase::Listening
    }

    fn ends_too_soon(&self) -> bool {
        self.poured.is_some_and(|time| time < self.seconds - TOO_SOON_SECONDS)
    }
}

/// Plays the recording at `path` to each model that held it out, as a microphone would.
pub fn listen(
    row: &Row,
    path: &Path,
    onset: f64,
    models: &[HeldOutModel<'_>],
) -> Result<Vec<Told>> {
    let mut recording = None;
    let mut told = Vec::new();
    for model in models.iter().filter(|model| model.fold.holds_out(row)) {
        let rate = model.classifier.sidecar().front_end.sample_rate;
        if recording.is_none() {
            recording = Some(match decode::file(path, rate) {
                Ok(clip) => clip.samples().to_vec(),
                // A microphone hears it, too, and says nothing.
                Err(Error::Silent) if !row.is_pour() => Vec::new(),
                Err(error) => return Err(error),
            });
        }
        let samples = recording.as_deref().unwrap_or_default();
        // Some are loud to their last sample: nothing but the silence after them ends a pour.
        let silence = (0..SILENCE_SECONDS * rate).map(|n| ((n % 101 * 7_919) % 101) as f32 * 1e-6);
        let heard: Vec<f32> = samples.iter().copied().chain(silence).collect();
        let mut listener = LiveClassifier::new(Arc::clone(&model.classifier), rate, None)?;
        let (mut said, mut phase, mut poured) = (vec![(0.0, None)], Phase::Listening, None);
        for chunk in heard.chunks(CHUNK) {
            let state = listener.push(chunk)?;
            let now = match state.verdict {
                Some(Verdict::Hot) => Some(true),
                Some(Verdict::Cold) => Some(false),
                _ => None,
            };
            if said.last().is_none_or(|(_, before)| *before != now) {
                said.push((state.seconds, now));
            }
            phase = state.phase;
            if phase == Phase::Finished {
                poured = Some(state.seconds);
                break;
            }
        }
        told.push(Told {
            seed: model.seed,
            hot: row.hot().filter(|_| row.is_pour()),
            onset,
            seconds: samples.len() as f64 / f64::from(rate),
            said,
            phase,
            poured,
        });
    }
    Ok(told)
}

pub fn table(told: &[Told], seeds: usize) -> String {
    let (pours, sounds): (Vec<&Told>, Vec<&Told>) =
        told.iter().partition(|told| told.hot.is_some());
    let row = |all: &[&Told], what: &str, pass: &dyn Fn(&Told) -> bool| {
        let count = |seed| all.iter().filter(|told| told.seed == seed && pass(told)).count();
        let counts: Vec<usize> = (0..seeds).map(count).collect();
        let of = all.len() / seeds.max(1);
        let average = mean(&counts.iter().map(|&count| count as f64).collect::<Vec<_>>());
        let listed: Vec<String> = counts.iter().map(ToString::to_string).collect();
        format!("| {what} | {} of {of} | {} |\n", listed.join(", "), percent(average, of))
    };
    let mut text = format!(
        "\n**While it pours** (leave-one-session-out, {seeds} seeds)\n\n| | by seed | mean |\n|---|---|---|\n"
    );
    for seconds in SOON_SECONDS {
        let what = format!("pours judged rightly {seconds} s after their start");
        text += &row(&pours, &what, &|told| told.is_right_after(seconds));
    }
    text += &row(&pours, "pours of which the first verdict is wrong", &Told::is_wrong_first);
    text += &row(&pours, "pours of which the last word is right", &Told::is_right_last);
    text += &row(&pours, "pours taken for none in the end", &Told::is_no_pour);
    text +=
        &row(&pours, "pours over more than a second before their recording", &Told::ends_too_soon);
    if !sounds.is_empty() {
        text += &row(&sounds, "other sounds called hot or cold for a moment", &|told| {
            told.verdicts().next().is_some()
        });
        text +=
            &row(&sounds, "other sounds taken for a pour in the end", &|told| !told.is_no_pour());
    }
    let mut first: Vec<f64> =
        pours.iter().filter_map(|told| Some(told.verdicts().next()?.0 - told.onset)).collect();
    first.sort_unstable_by(f64::total_cmp);
    if let Some(median) = first.get(first.len() / 2) {
        text += &format!(
            "\nHalf of the first verdicts come within {median:.2} s of the pour's start.\n"
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(hot: Option<bool>, said: &[(f64, Option<bool>)], poured: Option<f64>) -> Told {
        let phase = if poured.is_some() { Phase::Finished } else { Phase::Listening };
        Told { seed: 0, hot, onset: 2.0, seconds: 8.0, said: said.to_vec(), phase, poured }
    }

    #[test]
    fn what_is_said_is_counted_from_the_pours_start() {
        let (hot, cold) = (Some(true), Some(false));
        let steady = told(hot, &[(0.0, None), (3.25, hot)], Some(9.5));
        let turned = told(cold, &[(0.0, None), (3.0, hot), (3.6, None), (3.9, cold)], Some(6.5));
        let sound = told(None, &[(0.0, None), (2.0, cold), (3.0, None)], None);
        assert_eq!([1.0, 1.5, 2.0].map(|s| steady.is_right_after(s)), [false, true, true]);
        assert_eq!([1.0, 1.5, 2.0].map(|s| turned.is_right_after(s)), [false, false, true]);
        assert_eq!((steady.is_wrong_first(), turned.is_wrong_first()), (false, true));
        assert_eq!((steady.ends_too_soon(), turned.ends_too_soon()), (false, true));
        let text = table(&[steady, turned, sound], 1);
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
    fn what_is_taken_back_does_not_count_as_said() {
        let hot = Some(true);
        let taken_back = told(hot, &[(0.0, None), (3.0, hot), (5.0, None)], None);
        assert!(
            taken_back.is_right_after(1.5)
                && !taken_back.is_right_last()
                && taken_back.is_no_pour()
        );
        let going_on =
            Told { phase: Phase::Pouring, ..told(None, &[(0.0, None), (3.0, hot)], None) };
        assert!(table(&[going_on], 1).contains("taken for a pour in the end | 1 of 1 |"));
    }

    #[test]
    fn a_recording_without_a_verdict_is_neither_right_nor_wrong() {
        let silent = told(Some(true), &[(0.0, None)], None);
        assert!(!silent.is_right_after(2.0) && !silent.is_wrong_first() && !silent.is_right_last());
        assert!(!table(&[silent], 1).contains("Half"));
    }
}
