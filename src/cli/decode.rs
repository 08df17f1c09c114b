//! Decodes recordings for the program; the page uses Web Audio instead.
//!
//! An AAC encoder's delay, about 44 ms of near-silence, stays unless an edit list cuts it.

use std::path::Path;

use hot_or_cold::{Clip, ClipBuilder, Error};
use hot_or_cold_decoder::{Chunk, Recording};

use super::error::{CliError, Result};
use super::input::Inputs;

/// Decodes the sound track of a file and resamples it to `model_rate` Hz.
///
/// # Errors
/// As [`Inputs::open`] and [`decode`].
pub fn decode_file(path: &Path, model_rate: u32) -> Result<Clip> {
    decode(&Inputs::new([path]).open(path)?, model_rate)
}

/// Decodes a recording and resamples it to `model_rate` Hz. Channels that cancel each other are
/// decoded again, to use the loudest one.
///
/// # Errors
/// [`CliError::DecodeFailed`] for the content, and the errors of [`ClipBuilder`] for the samples.
pub fn decode(recording: &Recording, model_rate: u32) -> Result<Clip> {
    let mut builder = build(recording, None, model_rate)?;
    if let Some(channel) = builder.cancelled_channel() {
        builder = build(recording, Some(channel), model_rate)?;
    }
    Ok(builder.finish()?)
}

/// Decodes one channel, or the mean of all.
fn build(recording: &Recording, channel: Option<usize>, model_rate: u32) -> Result<ClipBuilder> {
    let mut builder: Option<ClipBuilder> = None;
    let mut mono = Vec::new();
    recording.decode(&mut |chunk: Chunk<'_>| {
        let channels = if channel.is_some() { 1 } else { chunk.channels };
        let builder = match &mut builder {
            Some(builder) => builder,
            empty => empty.insert(ClipBuilder::new(chunk.sample_rate, channels, model_rate)?),
        };
        let samples = match channel {
            None => chunk.samples,
            Some(channel) => {
                mono.clear();
                mono.extend(chunk.samples.iter().skip(channel).step_by(chunk.channels));
                &mono
            }
        };
        Ok::<_, CliError>(builder.push_interleaved(samples)?)
    })?;
    Ok(builder.ok_or(Error::NoSamples)?)
}
