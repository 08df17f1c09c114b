//! `classify`: prints one verdict per recording.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use hot_or_cold::{Classification, Classifier, Clip, ColdReference, TemperatureEstimate};
use serde::Serialize;

use crate::decode::decode_file;
use crate::error::{CliError, Result};
use crate::output::{create_progress_bar, write_out};

/// One line of `classify --json`.
#[derive(Serialize)]
struct JsonLine<'a> {
    file: String,
    verdict: Option<&'a str>,
    probability_hot: Option<f64>,
    probability_pouring: Option<f64>,
    seconds: Option<f64>,
    error: Option<String>,
}

pub fn run(json: bool, references: &[PathBuf], files: &[PathBuf]) -> Result<ExitCode> {
    let classifier = crate::shipped_classifier()?;
    let decode = |file: &Path| decode_file(file, classifier.sidecar().front_end.sample_rate);
    let reference = match mean_reference(&classifier, references, decode) {
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
        let result =
            decode(file).and_then(|clip| Ok(classifier.classify(&clip, reference.as_ref())?));
        if result.is_err() {
            code = ExitCode::FAILURE;
        }
        bar.suspend(|| print_result(json, file, result.as_ref()))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(code)
}

/// The mean of the reference pours; `None` without any.
fn mean_reference(
    classifier: &Classifier,
    files: &[PathBuf],
    decode: impl Fn(&Path) -> Result<Clip>,
) -> Result<Option<ColdReference>> {
    if files.is_empty() {
        return Ok(None);
    }
    let one = |file: &PathBuf| {
        let reference = decode(file)
            .and_then(|clip| Ok(classifier.reference(&clip)?))
            .map_err(|error| CliError::invalid_reference(file, error))?;
        warn_of_unlikely_reference(classifier, file, &reference);
        Ok(reference)
    };
    let references = files.iter().map(one).collect::<Result<Vec<_>>>()?;
    Ok(Some(ColdReference::mean(&references)?))
}

fn warn_of_unlikely_reference(classifier: &Classifier, file: &Path, reference: &ColdReference) {
    let (pouring, hot) = (reference.probability_pouring(), reference.probability_hot());
    let thresholds = &classifier.sidecar().thresholds;
    if pouring < thresholds.pouring {
        eprintln!(
            "The reference {} doesn't sound much like a pour (chance {:.0} %), so verdicts may be \
             wrong; record cold water being poured into the cup, closer to the microphone.",
            file.display(),
            100.0 * pouring
        );
    } else if hot >= thresholds.confidence {
        eprintln!(
            "The reference {} sounds like hot water (chance {:.0} %), and verdicts are wrong if it \
             was; leave it out unless the water was cold.",
            file.display(),
            100.0 * hot
        );
    }
}

fn print_result(
    json: bool,
    file: &Path,
    result: std::result::Result<&Classification, &CliError>,
) -> Result<()> {
    let file = file.display().to_string();
    let text = if json {
        let classification = result.ok();
        let line = JsonLine {
            file,
            verdict: classification.map(|classification| classification.verdict.as_str()),
            probability_hot: classification.map(|classification| classification.probability_hot),
            probability_pouring: classification
                .map(|classification| classification.probability_pouring),
            seconds: classification.map(|classification| classification.seconds),
            error: result.err().map(CliError::to_string),
        };
        serde_json::to_string(&line).map_err(CliError::write_failed)?
    } else {
        match result {
            Ok(classification) => format!(
                "{file}: {}{} (chance of hot {:.0} %, of a pour {:.0} %, {:.1} s){}",
                classification.verdict.as_str(),
                format_temperature(classification.temperature),
                100.0 * classification.probability_hot,
                100.0 * classification.probability_pouring,
                classification.seconds,
                format_references(classification.references)
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

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

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
    fn format_temperature_includes_the_interval() {
        assert_eq!(format_temperature(None), "");
        let temperature = TemperatureEstimate { fahrenheit: 203.4, low: 192.4, high: 212.0 };
        assert_eq!(format_temperature(Some(temperature)), ", about 203 °F (192 to 212)");
    }
}
