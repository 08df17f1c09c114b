//! `classify`: prints one verdict per recording.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use hot_or_cold::{
    Classification, Classifier, Clip, CupReference, PourClassification, PourReference,
    TemperatureEstimate, UnsureReason, Verdict,
};
use serde::Serialize;

use crate::decode::decode;
use crate::error::{CliError, Result};
use crate::file_name::{TextName, escape_json, json_bytes, json_name};
use crate::input::Inputs;
use crate::output::{create_progress_bar, print_error, write_out};

/// One line of `classify --json`.
#[derive(Serialize)]
struct JsonLine<'a> {
    file: String,
    /// The bytes of a name that is not UTF-8, in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    file_bytes: Option<String>,
    verdict: Option<&'a str>,
    probability_hot: Option<f64>,
    probability_pouring: Option<f64>,
    seconds: Option<f64>,
    error: Option<String>,
    /// In order of time; empty without a pour.
    pours: Option<Vec<JsonPour>>,
    /// Why the verdict is unsure: a stable name, and one sentence.
    reason: Option<UnsureReason>,
    sentence: Option<String>,
}

/// A pour of a recording. Times are in seconds.
#[derive(Serialize)]
struct JsonPour {
    start: f64,
    end: f64,
    verdict: &'static str,
    probability_hot: f64,
}

impl From<&PourClassification> for JsonPour {
    fn from(pour: &PourClassification) -> Self {
        let PourClassification { start, end, verdict, probability_hot } = *pour;
        Self { start, end, verdict: verdict.as_str(), probability_hot }
    }
}

/// Recordings of one cup whose water was known to be cold or hot.
pub struct KnownClips {
    pub cold: Vec<PathBuf>,
    pub hot: Vec<PathBuf>,
}

impl KnownClips {
    /// Each recording, and whether the water was hot.
    fn iter(&self) -> impl Iterator<Item = (&Path, bool)> {
        let [cold, hot] = [(&self.cold, false), (&self.hot, true)]
            .map(|(files, is_hot)| files.iter().map(move |file| (file.as_path(), is_hot)));
        cold.chain(hot)
    }
}

pub fn run(json: bool, known: &KnownClips, files: &[PathBuf]) -> Result<ExitCode> {
    let classifier = crate::shipped_classifier()?;
    let known_files = known.iter().map(|(file, _)| file);
    let inputs = Inputs::new(known_files.chain(files.iter().map(PathBuf::as_path)));
    let model_rate = classifier.sidecar().front_end.sample_rate;
    let decode = |file: &Path| decode(&inputs.open(file)?, model_rate);
    let reference = match cup_reference(&classifier, known, decode) {
        Ok(reference) => reference,
        // No file is classified: verdicts without the reference would mislead.
        Err(error) => {
            for file in files.iter().filter(|_| json) {
                print_result(json, file, Err(&error))?;
            }
            return Err(error);
        }
    };
    let bar = create_progress_bar(files.len());
    let mut code = ExitCode::SUCCESS;
    for file in files {
        let result = catch_panic(|| {
            decode(file).and_then(|clip| Ok(classifier.classify(&clip, reference.as_ref())?))
        });
        if result.is_err() {
            code = ExitCode::FAILURE;
        }
        bar.suspend(|| print_result(json, file, result.as_ref()))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(code)
}

/// Returns an error for a panic, so that the other files are still judged.
fn catch_panic<T>(judge: impl FnOnce() -> Result<T>) -> Result<T> {
    // `judge` changes only the inputs, and their cells stay valid after a panic.
    catch_unwind(AssertUnwindSafe(judge)).unwrap_or(Err(CliError::Crashed))
}

/// The cup of the known pours; `None` without any.
fn cup_reference(
    classifier: &Classifier,
    known: &KnownClips,
    decode: impl Fn(&Path) -> Result<Clip>,
) -> Result<Option<CupReference>> {
    let one = |(file, is_hot): (&Path, bool)| {
        let reference = decode(file)
            .and_then(|clip| Ok(classifier.reference(&clip, is_hot)?))
            .map_err(|error| CliError::invalid_reference(file, error))?;
        warn_of_unlikely_reference(classifier, file, &reference);
        Ok(reference)
    };
    let references = known.iter().map(one).collect::<Result<Vec<_>>>()?;
    if references.is_empty() { Ok(None) } else { Ok(Some(CupReference::new(&references)?)) }
}

fn warn_of_unlikely_reference(classifier: &Classifier, file: &Path, reference: &PourReference) {
    let (pouring, hot) = (reference.probability_pouring(), reference.probability_hot());
    let (named, other, contradiction) =
        if reference.is_hot() { ("hot", "cold", 1.0 - hot) } else { ("cold", "hot", hot) };
    let thresholds = &classifier.sidecar().thresholds;
    if pouring < thresholds.pouring {
        print_error(&format!(
            "The reference {} doesn't sound much like a pour (chance {:.0} %), so verdicts may be \
             wrong; record {named} water being poured into the cup, closer to the microphone.",
            TextName(file),
            100.0 * pouring
        ));
    } else if contradiction >= thresholds.confidence {
        print_error(&format!(
            "The reference {} sounds like {other} water (chance {:.0} %), and verdicts are wrong \
             if it was; leave it out unless the water was {named}.",
            TextName(file),
            100.0 * contradiction
        ));
    }
}

fn print_result(
    json: bool,
    file: &Path,
    result: std::result::Result<&Classification, &CliError>,
) -> Result<()> {
    let text = if json {
        let classification = result.ok();
        let line = JsonLine {
            file: json_name(file),
            file_bytes: json_bytes(file),
            verdict: classification.map(|classification| classification.verdict.as_str()),
            probability_hot: classification.map(|classification| classification.probability_hot),
            probability_pouring: classification
                .map(|classification| classification.probability_pouring),
            seconds: classification.map(|classification| classification.seconds),
            error: result.err().map(CliError::to_string),
            pours: classification
                .map(|classification| classification.pours.iter().map(JsonPour::from).collect()),
            reason: classification.and_then(|classification| classification.reason),
            sentence: classification.and_then(format_reason),
        };
        escape_json(&serde_json::to_string(&line).map_err(CliError::write_failed)?)
    } else {
        let file = TextName(file);
        match result {
            Ok(classification) => format!(
                "{file}: {}{} (chance of hot {:.0} %, of a pour {:.0} %, {:.1} s){}{}",
                classification.verdict.as_str(),
                format_temperature(classification.temperature),
                100.0 * classification.probability_hot,
                100.0 * classification.probability_pouring,
                classification.seconds,
                format_references(classification.references),
                format_reason(classification).map_or_else(String::new, |it| format!(". {it}"))
            ),
            Err(error) => format!("{file}: {error}"),
        }
    };
    write_out(format!("{text}\n").as_bytes())
}

fn format_temperature(temperature: Option<TemperatureEstimate>) -> String {
    temperature.map_or_else(String::new, |TemperatureEstimate { fahrenheit, low, high }| {
        format!(", about {fahrenheit:.0} °F ({low:.0} to {high:.0})")
    })
}

fn format_references(references: usize) -> String {
    match references {
        0 => String::new(),
        1 => ", relative to 1 reference pour".into(),
        several => format!(", relative to {several} reference pours"),
    }
}

/// Why the verdict is unsure, as one sentence.
fn format_reason(classification: &Classification) -> Option<String> {
    match classification.reason? {
        UnsureReason::PoursDiffer => Some(format_pours(&classification.pours)),
        UnsureReason::Compressed => Some(
            "This recording was squeezed too hard to tell; use the original, or record it again \
             as m4a or wav."
                .into(),
        ),
        _ => None,
    }
}

/// Names the verdict of each pour, or counts them if there are many.
fn format_pours(pours: &[PourClassification]) -> String {
    const NUMBERS: [&str; 5] = ["No", "One", "Two", "Three", "Four"];
    const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];
    let listed = |parts: Vec<String>| parts.join(", ");
    match NUMBERS.get(pours.len()) {
        Some(number) => {
            let verdicts = ORDINALS
                .iter()
                .zip(pours)
                .map(|(ordinal, pour)| format!("the {ordinal} {}", pour.verdict.as_str()));
            format!("{number} pours: {}.", listed(verdicts.collect()))
        }
        None => {
            let count = |verdict: Verdict| {
                let count = pours.iter().filter(|pour| pour.verdict == verdict).count();
                (count > 0).then(|| format!("{count} {}", verdict.as_str()))
            };
            let counts = [Verdict::Cold, Verdict::Hot, Verdict::Unsure].into_iter();
            format!("{} pours: {}.", pours.len(), listed(counts.filter_map(count).collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn catch_panic_returns_a_sentence() {
        let failed = catch_panic::<()>(|| panic!("a fault"));
        assert!(failed.unwrap_err().to_string().starts_with("This program failed on this file"));
        assert_eq!(catch_panic(|| Ok(1)).unwrap(), 1);
    }

    #[test]
    fn limits_of_decoder_and_core_agree() {
        assert_eq!(hot_or_cold_decoder::MAX_HOURS, hot_or_cold::MAX_HOURS);
    }

    #[test]
    fn invalid_reference_keeps_its_source() {
        let silent = CliError::from(hot_or_cold::Error::Silent);
        let error = CliError::invalid_reference(Path::new("cold.wav"), silent);
        assert_eq!(
            error.to_string(),
            "The reference cold.wav cannot be used: \
             this recording is silent; check that the microphone was on and not muted."
        );
        assert_eq!(error.source().unwrap().to_string(), hot_or_cold::Error::Silent.to_string());
    }

    #[test]
    fn format_pours_names_a_few_and_counts_many() {
        let pour =
            |verdict| PourClassification { start: 0.0, end: 1.0, verdict, probability_hot: 0.5 };
        let pours = [Verdict::Cold, Verdict::Hot, Verdict::Unsure, Verdict::Cold, Verdict::Hot];
        let pours = pours.map(pour);
        assert_eq!(format_pours(&pours[..2]), "Two pours: the first cold, the second hot.");
        assert_eq!(
            format_pours(&pours[..4]),
            "Four pours: the first cold, the second hot, the third unsure, the fourth cold."
        );
        assert_eq!(format_pours(&pours), "5 pours: 2 cold, 2 hot, 1 unsure.");
    }

    #[test]
    fn format_temperature_includes_the_interval() {
        assert_eq!(format_temperature(None), "");
        let temperature = TemperatureEstimate { fahrenheit: 203.4, low: 192.4, high: 212.0 };
        assert_eq!(format_temperature(Some(temperature)), ", about 203 °F (192 to 212)");
    }
}
