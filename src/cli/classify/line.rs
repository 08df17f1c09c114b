//! One line of output: the result of one recording, as text or JSON.

use std::path::Path;

use hot_or_cold::{Classification, PourClassification, TemperatureEstimate, UnsureReason, Verdict};
use serde::Serialize;

use crate::error::{CliError, Result};
use crate::file_name::{TextName, escape_json, json_bytes, json_name};

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

/// Formats the result of a recording, with a line break at its end.
///
/// # Errors
/// [`CliError::WriteFailed`] if the result cannot be written as JSON.
pub fn format_line(
    json: bool,
    file: &Path,
    result: std::result::Result<&Classification, &CliError>,
) -> Result<String> {
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
    Ok(text + "\n")
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
    use super::*;

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
