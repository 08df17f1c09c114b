//! The command-line program.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use hot_or_cold::synth::{self, Pour, PourStream, Statistics, Vessel};
use hot_or_cold::{
    Classification, Classifier, Clip, ColdReference, Error, Result, Sidecar, TemperatureEstimate,
    decode, evaluate,
};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

/// Hear whether poured water is hot or cold.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Say of each recording whether the water is hot or cold.
    Classify {
        /// Print one JSON object a line instead of text.
        #[arg(long)]
        json: bool,
        /// A recording of cold water being poured into the same cup: verdicts are relative to it, and
        /// to the mean of several.
        #[arg(long, value_name = "COLD_CLIP")]
        reference: Vec<PathBuf>,
        /// m4a (AAC-LC), mp3, flac, ogg (Vorbis) or wav files.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Print the held-out figures: each clip judged by a model that never heard its session or vessel.
    Evaluate {
        /// The list of recordings; paths in it are relative to it.
        #[arg(value_name = "CLIPS.csv")]
        clips: PathBuf,
        /// The models to judge with.
        #[arg(long, default_value = "model/held-out/held-out.json")]
        held_out: PathBuf,
        /// Print instead what changes to the recordings cost: a folder a change, with the paths of the
        /// list in it, as .wav.
        #[arg(long, value_name = "FOLDER")]
        changed: Option<PathBuf>,
        /// Print instead how soon and how rightly is spoken while it pours: a list of the second at which each
        /// pour begins, in columns path and seconds.
        #[arg(long, value_name = "ONSETS.csv", conflicts_with = "changed")]
        live: Option<PathBuf>,
    },
    /// Write a recording as the model hears it: mono 32-bit floats at the model's sample rate.
    ///
    /// Little-endian, without a header, to standard output; for training and parity tests.
    Decode {
        /// The recording.
        file: PathBuf,
    },
    /// Write a recording's log-mel spectrogram: 32-bit floats in dB, frame after frame.
    ///
    /// Little-endian, without a header, to standard output; for parity tests.
    LogMel {
        /// The recording.
        file: PathBuf,
    },
    /// Print the model's two logits, pouring and hot, for each window of features.
    ///
    /// The file holds little-endian 32-bit floats, mel bands × frames a window, band-major; for
    /// parity tests.
    Logits {
        /// The features.
        file: PathBuf,
    },
    /// Synthesise a pour and write it as a 16-bit wav file.
    Synthesise {
        /// Temperature of the water in °F, 32 to 212; values outside count as the nearest of these.
        #[arg(long, default_value_t = Pour::default().fahrenheit, allow_hyphen_values = true)]
        fahrenheit: f64,
        /// Length in whole seconds, 1 to 600.
        #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=600))]
        seconds: u32,
        /// Samples a second, 8,000 to 384,000.
        #[arg(long, default_value_t = Pour::default().sample_rate,
              value_parser = clap::value_parser!(u32).range(8_000..=384_000))]
        sample_rate: u32,
        /// Equal seeds give equal pours.
        #[arg(long, default_value_t = Pour::default().seed)]
        seed: u64,
        /// Inner height of the vessel in cm, 1 to 100, with --vessel-diameter; by default the seed
        /// draws a cup.
        #[arg(long, requires = "vessel_diameter", value_parser = vessel_cm)]
        vessel_height: Option<f64>,
        /// Inner diameter of the vessel in cm, 1 to 100, with --vessel-height.
        #[arg(long, requires = "vessel_height", value_parser = vessel_cm)]
        vessel_diameter: Option<f64>,
        /// Flow in millilitres a second: how fast the pitch rises. By default the vessel is full at the
        /// end of the pour; a faster flow ends the pour early.
        #[arg(long, allow_hyphen_values = true, value_parser = flow_ml_s)]
        flow: Option<f64>,
        /// Other statistics than the shipped ones, as `python -m model.textures` writes them.
        #[arg(long, value_name = "STATISTICS.json")]
        statistics: Option<PathBuf>,
        /// The file to write; an existing one is replaced.
        #[arg(value_name = "OUT.wav")]
        out: PathBuf,
    },
}

/// One line of `classify --json`.
#[derive(Serialize)]
struct Line<'a> {
    file: String,
    verdict: Option<&'a str>,
    probability_hot: Option<f64>,
    probability_pouring: Option<f64>,
    seconds: Option<f64>,
    error: Option<String>,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Classify { json, reference, files } => classify(json, &reference, &files),
        Command::Evaluate { clips, held_out, changed, live } => {
            print_report(&clips, &held_out, changed.as_deref(), live.as_deref())
        }
        Command::Decode { file } => {
            let rate = Sidecar::parse(hot_or_cold::SIDECAR)?.front_end.sample_rate;
            write_floats(decode::file(&file, rate)?.samples())
        }
        Command::LogMel { file } => {
            let classifier = shipped()?;
            let clip = decode::file(&file, classifier.sidecar().front_end.sample_rate)?;
            write_floats(classifier.front_end().log_mel(clip.samples()).values())
        }
        Command::Logits { file } => print_logits(&file),
        Command::Synthesise {
            fahrenheit,
            seconds,
            sample_rate,
            seed,
            vessel_height,
            vessel_diameter,
            flow,
            statistics,
            out,
        } => {
            let vessel = vessel_height
                .zip(vessel_diameter)
                .map(|(height_cm, diameter_cm)| Vessel { height_cm, diameter_cm });
            let seconds = seconds.into();
            let pour = Pour { fahrenheit, seconds, sample_rate, seed, vessel, flow_ml_s: flow };
            match statistics {
                Some(path) => write_wav(&out, &read_statistics(&path)?, &pour),
                None => write_wav(&out, Statistics::shipped(), &pour),
            }
        }
    }
}

fn shipped() -> Result<Classifier> {
    Classifier::new(hot_or_cold::ONNX, hot_or_cold::SIDECAR)
}

fn classify(json: bool, references: &[PathBuf], files: &[PathBuf]) -> Result<ExitCode> {
    let classifier = shipped()?;
    let clip = |file: &Path| decode::file(file, classifier.sidecar().front_end.sample_rate);
    let reference = match reference(&classifier, references, clip) {
        Ok(reference) => reference,
        // Without it nothing is judged: a verdict on other terms than asked for would mislead.
        Err(error) => {
            for file in files.iter().filter(|_| json) {
                print_verdict(json, file, &Err(error.clone()))?;
            }
            return Err(error);
        }
    };
    let bar = progress_bar(files.len());
    let mut code = ExitCode::SUCCESS;
    for file in files {
        let verdict = clip(file).and_then(|clip| classifier.classify(&clip, reference.as_ref()));
        if verdict.is_err() {
            code = ExitCode::FAILURE;
        }
        bar.suspend(|| print_verdict(json, file, &verdict))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(code)
}

/// None where none is asked for.
fn reference(
    classifier: &Classifier,
    files: &[PathBuf],
    clip: impl Fn(&Path) -> Result<Clip>,
) -> Result<Option<ColdReference>> {
    if files.is_empty() {
        return Ok(None);
    }
    let one = |file: &PathBuf| {
        let heard = clip(file).and_then(|clip| classifier.reference(&clip));
        let reference = heard.map_err(|error| bad_reference(file, &error))?;
        let (pouring, hot) = (reference.probability_pouring(), reference.probability_hot());
        let thresholds = &classifier.sidecar().thresholds;
        if pouring < thresholds.pouring {
            eprintln!(
                "The reference {} does not sound much like a pour (chance {:.0} %), and verdicts beside it may \
                 be wrong; better record cold water being poured into the cup, nearer the microphone.",
                file.display(),
                100.0 * pouring
            );
        } else if hot >= thresholds.confidence {
            eprintln!(
                "The reference {} sounds like hot water (chance {:.0} %), and verdicts beside it are wrong if it \
                 was; leave it out unless the water was cold.",
                file.display(),
                100.0 * hot
            );
        }
        Ok(reference)
    };
    ColdReference::mean(&files.iter().map(one).collect::<Result<Vec<_>>>()?).map(Some)
}

/// The reason, a sentence of its own, becomes a part of one that names the file.
fn bad_reference(file: &Path, error: &Error) -> Error {
    let sentence = error.to_string();
    let mut rest = sentence.trim_end_matches('.').chars();
    let first = rest.next().map(|first| first.to_ascii_lowercase());
    let reason = first.into_iter().chain(rest).collect();
    Error::InvalidReference { path: file.display().to_string(), reason }
}

fn print_verdict(json: bool, file: &Path, verdict: &Result<Classification>) -> Result<()> {
    let file = file.display().to_string();
    let text = if json {
        let known = verdict.as_ref().ok();
        let line = Line {
            file,
            verdict: known.map(|verdict| verdict.verdict.as_str()),
            probability_hot: known.map(|verdict| verdict.probability_hot),
            probability_pouring: known.map(|verdict| verdict.probability_pouring),
            seconds: known.map(|verdict| verdict.seconds),
            error: verdict.as_ref().err().map(Error::to_string),
        };
        serde_json::to_string(&line)
            .map_err(|error| Error::ReadFailed { reason: error.to_string() })?
    } else {
        match verdict {
            Ok(verdict) => format!(
                "{file}: {}{} (chance of hot {:.0} %, of a pour {:.0} %, {:.1} s){}",
                verdict.verdict.as_str(),
                about(verdict.temperature),
                100.0 * verdict.probability_hot,
                100.0 * verdict.probability_pouring,
                verdict.seconds,
                relative_to(verdict.references)
            ),
            Err(error) => format!("{file}: {error}"),
        }
    };
    write_out(format!("{text}\n").as_bytes())
}

fn about(temperature: Option<TemperatureEstimate>) -> String {
    temperature.map_or_else(String::new, |TemperatureEstimate { fahrenheit, low, high }| {
        format!(", about {fahrenheit:.0} °F ({low:.0} to {high:.0})")
    })
}

fn relative_to(references: usize) -> String {
    match references {
        0 => String::new(),
        1 => ", relative to 1 reference pour".into(),
        several => format!(", relative to {several} reference pours"),
    }
}

fn print_report(
    clips: &Path,
    held_out: &Path,
    changed: Option<&Path>,
    live: Option<&Path>,
) -> Result<ExitCode> {
    let bar = progress_bar(0);
    let sidecar = Sidecar::parse(hot_or_cold::SIDECAR)?;
    let progress = |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    };
    let report = match (changed, live) {
        (Some(changed), _) => evaluate::robustness(clips, held_out, changed, &sidecar, progress),
        (None, Some(onsets)) => evaluate::live(clips, held_out, onsets, &sidecar, progress),
        (None, None) => evaluate::report(clips, held_out, &sidecar, progress),
    }?;
    bar.finish_and_clear();
    write_out(report.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn print_logits(file: &Path) -> Result<ExitCode> {
    let classifier = shipped()?;
    let bytes =
        std::fs::read(file).map_err(|error| Error::ReadFailed { reason: error.to_string() })?;
    let values: Vec<f32> =
        bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    let size = classifier.sidecar().front_end.mel_bands * classifier.sidecar().windows.frames;
    for window in values.chunks(size) {
        let logits = classifier.model().logits(window)?;
        write_out(format!("{} {}\n", logits.pouring, logits.hot).as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn vessel_cm(text: &str) -> std::result::Result<f64, String> {
    let (low, high) = (synth::VESSEL_CM.start(), synth::VESSEL_CM.end());
    match text.parse() {
        Ok(cm) if synth::VESSEL_CM.contains(&cm) => Ok(cm),
        _ => Err(format!("a number from {low} to {high} is needed")),
    }
}

fn flow_ml_s(text: &str) -> std::result::Result<f64, String> {
    match text.parse::<f64>() {
        Ok(flow) if flow.is_finite() && flow > 0.0 => Ok(flow),
        _ => Err("a number above 0 is needed".into()),
    }
}

/// Largest file of statistics that is read, in bytes.
const MAX_STATISTICS_BYTES: u64 = 1 << 22;

fn read_statistics(path: &Path) -> Result<Statistics> {
    let bad = |error: &dyn std::fmt::Display| Error::InvalidStatistics {
        path: path.display().to_string(),
        reason: error.to_string(),
    };
    let file = std::fs::File::open(path).map_err(|error| bad(&error))?;
    let mut json = String::new();
    file.take(MAX_STATISTICS_BYTES).read_to_string(&mut json).map_err(|error| bad(&error))?;
    Statistics::parse(&json)
        .map_err(|error| if let Error::Model { reason } = &error { bad(reason) } else { error })
}

/// Synthesises twice, for the peak and to write, so that memory doesn't grow with the length.
fn write_wav(out: &Path, statistics: &Statistics, pour: &Pour) -> Result<ExitCode> {
    let unwritable = |error: hound::Error| Error::WriteFailed { reason: error.to_string() };
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: pour.sample_rate,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(out, spec).map_err(unwritable)?;
    let mut block = Vec::new();
    let mut peak = 0.0_f32;
    let mut stream = PourStream::new(statistics, pour);
    while stream.next_block(&mut block) {
        peak = peak.max(synth::peak(&block));
        block.clear();
    }
    let gain = synth::gain(peak) * f32::from(i16::MAX);
    let mut stream = PourStream::new(statistics, pour);
    while stream.next_block(&mut block) {
        for sample in block.drain(..) {
            writer.write_sample((sample * gain).round() as i16).map_err(unwritable)?;
        }
    }
    writer.finalize().map_err(unwritable)?;
    Ok(ExitCode::SUCCESS)
}

fn write_floats(values: &[f32]) -> Result<ExitCode> {
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    write_out(&bytes)?;
    Ok(ExitCode::SUCCESS)
}

/// `print!` would panic when the reader has gone (`hot-or-cold … | head`).
fn write_out(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::WriteFailed { reason: error.to_string() })
        }
        // Whoever read has seen enough.
        _ => Ok(()),
    }
}

/// Shown on a terminal only.
fn progress_bar(length: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} clips, {eta} left");
    ProgressBar::new(length as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temperature_is_said_with_its_interval() {
        assert_eq!(about(None), "");
        let temperature = TemperatureEstimate { fahrenheit: 203.4, low: 192.4, high: 212.0 };
        assert_eq!(about(Some(temperature)), ", about 203 °F (192 to 212)");
    }
}
