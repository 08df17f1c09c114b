//! Audio files → [`Clip`], for the command-line program; the page decodes with Web Audio instead.
//!
//! symphonia reads m4a and mp4 (AAC-LC), mp3, flac, ogg (Vorbis) and wav. It knows neither Opus nor
//! HE-AAC, and it plays an MP4's encoder delay (some 44 ms of near-silence) that browsers cut off.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;

use symphonia::core::codecs::audio::AudioDecoder;
use symphonia::core::errors::Error as SymphoniaError;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatReader, TrackType};
use symphonia::core::io::MediaSourceStream;

use crate::audio::clip::{Clip, ClipBuilder};
use crate::error::{Error, Result};

/// Decodes the first sound track of a file and resamples it to `model_rate` Hz.
///
/// # Errors
/// [`Error::ReadFailed`] and [`Error::EmptyFile`] for the file itself, [`Error::DecodeFailed`] for
/// what it holds, and as [`ClipBuilder`] for the samples.
pub fn file(path: &Path, model_rate: u32) -> Result<Clip> {
    let unreadable = |error: std::io::Error| Error::ReadFailed { reason: error.to_string() };
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(Error::Folder);
    }
    if metadata.len() == 0 {
        return Err(Error::EmptyFile);
    }
    // A hint speeds up probing; a wrong extension does not mislead it.
    let mut hint = Hint::new();
    if let Some(extension) = path.extension().and_then(|extension| extension.to_str()) {
        hint.with_extension(extension);
    }
    let stream = MediaSourceStream::new(Box::new(file), Default::default());
    let mut format = symphonia::default::get_probe()
        .probe(&hint, stream, Default::default(), Default::default())
        .map_err(|error| undecodable(&error))?;
    let track =
        format.default_track(TrackType::Audio).ok_or_else(|| no("it has no sound track"))?;
    let parameters = track.codec_params.as_ref().and_then(|parameters| parameters.audio());
    let parameters = parameters.ok_or_else(|| no("its sound track is of an unknown kind"))?;
    if let Some(rate) = parameters.sample_rate {
        // Some decoders cannot be made at a rate of 0; the sentence should still name the rate.
        ClipBuilder::new(rate, 1, model_rate)?;
    }
    let track_id = track.id;
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(parameters, &Default::default())
        .map_err(|error| undecodable(&error))?;
    samples(format.as_mut(), decoder.as_mut(), track_id, model_rate)
}

fn samples(
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
            // A file cut off in its last packet: what came before is sound.
            Err(SymphoniaError::IoError(error)) if error.kind() == ErrorKind::UnexpectedEof => {
                break;
            }
            Err(error) => return Err(undecodable(&error)),
        };
        if packet.track_id != track_id {
            continue;
        }
        let buffer = match decoder.decode(&packet) {
            Ok(buffer) => buffer,
            // One damaged packet is a gap of some milliseconds, not the end of the recording; symphonia
            // says of both kinds that decoding may go on.
            Err(error @ (SymphoniaError::DecodeError(_) | SymphoniaError::IoError(_))) => {
                damaged = Some(error);
                continue;
            }
            Err(error) => return Err(undecodable(&error)),
        };
        let spec = (buffer.spec().rate(), buffer.spec().channels().count());
        let (builder, rate, channels) = match &mut builder {
            Some(builder) => builder,
            none => none.insert((ClipBuilder::new(spec.0, spec.1, model_rate)?, spec.0, spec.1)),
        };
        if spec != (*rate, *channels) {
            return Err(no("its sample rate or channels change on the way"));
        }
        buffer.copy_to_vec_interleaved(&mut interleaved);
        builder.push_interleaved(&interleaved)?;
    }
    match (builder, damaged) {
        (Some((builder, ..)), _) => builder.finish(),
        (None, Some(error)) => Err(undecodable(&error)),
        (None, None) => Err(Error::NoSamples),
    }
}

fn no(reason: &str) -> Error {
    Error::DecodeFailed { reason: reason.into() }
}

fn undecodable(error: &SymphoniaError) -> Error {
    match error {
        SymphoniaError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => {
            no("it ends too early")
        }
        SymphoniaError::Unsupported(_) => no("its format is not one of those understood"),
        error => no(&error.to_string()),
    }
}
