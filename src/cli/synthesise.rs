//! `synthesise`: writes a synthesised pour as a WAV file.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use hot_or_cold::synth::{self, Pour, PourStream, Statistics, Vessel};

use crate::error::{CliError, Result};
use crate::file_name::TextName;

/// Largest statistics file that is read, in bytes.
const MAX_STATISTICS_BYTES: u64 = 1 << 22;

#[derive(Args)]
pub struct SynthesiseArguments {
    /// Temperature of the water in °F, 32 to 212; values outside are clamped.
    #[arg(long, default_value_t = Pour::default().fahrenheit, allow_hyphen_values = true)]
    fahrenheit: f64,
    /// Length in whole seconds, 1 to 600.
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=600))]
    seconds: u32,
    /// Sample rate in Hz, 8,000 to 384,000.
    #[arg(long, default_value_t = Pour::default().sample_rate,
          value_parser = clap::value_parser!(u32).range(8_000..=384_000))]
    sample_rate: u32,
    /// Seed of the random numbers; the same seed gives the same pour.
    #[arg(long, default_value_t = Pour::default().seed)]
    seed: u64,
    /// Inner height of the vessel in cm, 1 to 100, with --vessel-diameter. By default the seed
    /// picks a cup.
    #[arg(long, requires = "vessel_diameter", value_parser = parse_vessel_cm)]
    vessel_height: Option<f64>,
    /// Inner diameter of the vessel in cm, 1 to 100, with --vessel-height.
    #[arg(long, requires = "vessel_height", value_parser = parse_vessel_cm)]
    vessel_diameter: Option<f64>,
    /// Flow in millilitres per second; it sets how fast the pitch rises. By default the vessel is
    /// full at the end of the pour; a faster flow ends the pour early.
    #[arg(long, allow_hyphen_values = true, value_parser = parse_flow)]
    flow: Option<f64>,
    /// Statistics to use instead of the built-in ones, from `python -m model.data.textures`.
    #[arg(long, value_name = "STATISTICS.json")]
    statistics: Option<PathBuf>,
    /// The file to write; an existing file is replaced.
    #[arg(value_name = "OUT.wav")]
    out: PathBuf,
}

pub fn run(arguments: SynthesiseArguments) -> Result<ExitCode> {
    let SynthesiseArguments { fahrenheit, seconds, sample_rate, seed, .. } = arguments;
    let vessel = arguments
        .vessel_height
        .zip(arguments.vessel_diameter)
        .map(|(height_cm, diameter_cm)| Vessel { height_cm, diameter_cm });
    let (seconds, flow_ml_s) = (seconds.into(), arguments.flow);
    let pour = Pour { fahrenheit, seconds, sample_rate, seed, vessel, flow_ml_s };
    match arguments.statistics {
        Some(path) => write_wav(&arguments.out, &read_statistics(&path)?, &pour),
        None => write_wav(&arguments.out, Statistics::shipped(), &pour),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn parse_vessel_cm(text: &str) -> std::result::Result<f64, String> {
    let (low, high) = (synth::VESSEL_CM.start(), synth::VESSEL_CM.end());
    match text.parse() {
        Ok(cm) if synth::VESSEL_CM.contains(&cm) => Ok(cm),
        _ => Err(format!("a number from {low} to {high} is needed")),
    }
}

fn parse_flow(text: &str) -> std::result::Result<f64, String> {
    match text.parse::<f64>() {
        Ok(flow) if flow.is_finite() && flow > 0.0 => Ok(flow),
        _ => Err("a number above 0 is needed".into()),
    }
}

fn read_statistics(path: &Path) -> Result<Statistics> {
    let invalid = |error: std::io::Error| CliError::invalid_statistics(path, error);
    let file = File::open(path).map_err(invalid)?;
    let mut json = String::new();
    file.take(MAX_STATISTICS_BYTES).read_to_string(&mut json).map_err(invalid)?;
    Statistics::parse(&json).map_err(|error| match error {
        // Its own sentence is about the model.
        hot_or_cold::Error::Model { ref reason, .. } => CliError::InvalidStatistics {
            path: TextName(path).to_string(),
            reason: reason.clone(),
            source: error.into(),
        },
        error => error.into(),
    })
}

/// Synthesises the pour twice, for its peak and to write it, so that memory stays constant.
fn write_wav(out: &Path, statistics: &Statistics, pour: &Pour) -> Result<()> {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: pour.sample_rate,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(out, spec).map_err(CliError::write_failed)?;
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
            let sample = (sample * gain).round() as i16;
            writer.write_sample(sample).map_err(CliError::write_failed)?;
        }
    }
    writer.finalize().map_err(CliError::write_failed)
}
