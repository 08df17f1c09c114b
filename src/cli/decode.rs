//! Decodes audio files with symphonia; the page uses Web Audio instead.
//!
//! symphonia reads m4a and mp4 (AAC-LC), mp3, flac, ogg (Vorbis) and wav, but neither Opus nor
//! HE-AAC. It keeps an MP4's encoder delay, about 44 ms of near-silence, which browsers drop.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;

use hot_or_cold::{Clip, ClipBuilder, Error};
use symphonia::core::codecs::audio::AudioDecoder;
use symphonia::core::errors::Error as SymphoniaError;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatReader, TrackType};
use symphonia::core::io::MediaSourceStream;

use super::error::{CliError, Result};

/// Decodes the first sound track of a file and resamples it to `model_rate` Hz.
///
/// # Errors
/// [`CliError::ReadFailed`], [`CliError::Folder`] and [`CliError::EmptyFile`] for the file,
/// [`CliError::DecodeFailed`] for its content, and the errors of [`ClipBuilder`] for the samples.
pub fn decode_file(path: &Path, model_rate: u32) -> Result<Clip> {
    let file = File::open(path).map_err(CliError::ReadFailed)?;
    let metadata = file.metadata().map_err(CliError::ReadFailed)?;
    if metadata.is_dir() {
        return Err(CliError::Folder);
    }
    if metadata.len() == 0 {
        return Err(CliError::EmptyFile);
    }
    // The hint only speeds up probing; a wrong extension does no harm.
    let mut hint = Hint::new();
    if let Some(extension) = path.extension().and_then(|extension| extension.to_str()) {
        hint.with_extension(extension);
    }
    let stream = MediaSourceStream::new(Box::new(file), Default::default());
    let mut format = symphonia::default::get_probe()
        .probe(&hint, stream, Default::default(), Default::default())
        .map_err(decode_failed)?;
    let track = format
        .default_track(TrackType::Audio)
        .ok_or_else(|| invalid_content("it has no sound track"))?;
    let parameters = track.codec_params.as_ref().and_then(|parameters| parameters.audio());
    let parameters =
        parameters.ok_or_else(|| invalid_content("its sound track is of an unknown kind"))?;
    if let Some(rate) = parameters.sample_rate {
        // Checks the rate here: some decoders fail at a rate of 0 without naming it.
        ClipBuilder::new(rate, 1, model_rate)?;
    }
    let track_id = track.id;
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(parameters, &Default::default())
        .map_err(decode_failed)?;
    decode_packets(format.as_mut(), decoder.as_mut(), track_id, model_rate)
}

fn decode_packets(
    format: &mut dyn FormatReader,
    decoder: &mut dyn AudioDecoder,
    track_id: u32,
    model_rate: u32,
) -> Result<Clip> {
    let mut builder: Option<(ClipBuilder, u32, usize)> = None;
    let mut interleaved: Vec<f32> = Vec::new();
    let mut damaged = None;
    loop {
        let packet = match format.next_packet() {
            Ok(Some(packet)) => packet,
            Ok(None) => break,
            // The file is cut off in its last packet; the packets before it are intact.
            Err(SymphoniaError::IoError(error)) if error.kind() == ErrorKind::UnexpectedEof => {
                break;
            }
            Err(error) => return Err(decode_failed(error)),
        };
        if packet.track_id != track_id {
            continue;
        }
        let buffer = match decoder.decode(&packet) {
            Ok(buffer) => buffer,
            // A damaged packet is a gap of some milliseconds. symphonia documents that decoding can
            // continue after both errors.
            Err(error @ (SymphoniaError::DecodeError(_) | SymphoniaError::IoError(_))) => {
                damaged = Some(error);
                continue;
            }
            Err(error) => return Err(decode_failed(error)),
        };
        let spec = (buffer.spec().rate(), buffer.spec().channels().count());
        let (builder, rate, channels) = match &mut builder {
            Some(builder) => builder,
            empty => empty.insert((ClipBuilder::new(spec.0, spec.1, model_rate)?, spec.0, spec.1)),
        };
        if spec != (*rate, *channels) {
            return Err(invalid_content("its sample rate or channels change on the way"));
        }
        buffer.copy_to_vec_interleaved(&mut interleaved);
        builder.push_interleaved(&interleaved)?;
    }
    match (builder, damaged) {
        (Some((builder, ..)), _) => Ok(builder.finish()?),
        (None, Some(error)) => Err(decode_failed(error)),
        (None, None) => Err(Error::NoSamples.into()),
    }
}

fn invalid_content(reason: &str) -> CliError {
    CliError::DecodeFailed { reason: reason.into(), source: None }
}

fn decode_failed(error: SymphoniaError) -> CliError {
    let reason = match &error {
        SymphoniaError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => {
            "it ends too early".into()
        }
        SymphoniaError::Unsupported(_) => "its format is not one of those understood".into(),
        error => error.to_string(),
    };
    CliError::DecodeFailed { reason, source: Some(error) }
}
