//! Decodes the packets of one sound track.

use std::ops::Range;

use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder};
use symphonia::core::errors::Error as SymphoniaError;
use symphonia::core::formats::well_known::{
    FORMAT_ID_AIFF, FORMAT_ID_CAF, FORMAT_ID_FLAC, FORMAT_ID_ISOMP4, FORMAT_ID_MKV, FORMAT_ID_WAVE,
};
use symphonia::core::formats::{FormatReader, Track};
use symphonia::core::packet::Packet;
use symphonia::core::units::{Duration, TimeBase};

use crate::guard::guard;
use crate::tracks::{is_decodable, make_decoder};
use crate::{Chunk, DecodeError, MAX_HOURS};

/// Shortest sound before damage that is returned instead of the error.
const MIN_SECONDS: u64 = 1;

/// Longest sound that is decoded for the selected parts, in hours, in all passes together. Most of
/// it is dropped.
const MAX_SKIPPED_HOURS: u64 = 24;
/// Most samples that are decoded for the selected parts: 12 hours in stereo at 48 kHz. A few bytes
/// of silence are hours at high rates.
const MAX_SKIPPED_SAMPLES: u64 = 1 << 32;
/// More packets without sound than this in a row are damage: a day of video has fewer.
const MAX_SOUNDLESS_PACKETS: u32 = 10_000_000;

/// This many packets in a row of another rate or number of channels are no damage.
const MIN_OTHERS: u32 = 8;

/// Receives decoded sound.
pub type Sink<'a, E> = &'a mut dyn FnMut(Chunk<'_>) -> Result<(), E>;

/// What to decode of a file.
pub struct Selection<'a> {
    /// The track.
    pub id: u32,
    /// Parameters that replace the track's.
    pub parameters: Option<&'a AudioCodecParameters>,
    /// The number of channels, where the track claims one channel of as many samples.
    pub channels: Option<usize>,
    /// Units per second, and ranges of the track's time in these units, in ascending order.
    pub parts: Option<(u32, &'a [Range<u64>])>,
}

/// Decodes a track to its end, or to the end of the selected parts. Adds to `decoded` the
/// samples that were decoded, which share one limit.
pub fn decode_track<E: From<DecodeError>>(
    mut format: Box<dyn FormatReader>,
    selection: Selection<'_>,
    decoded: &mut u64,
    sink: Sink<'_, E>,
) -> Result<(), E> {
    let Selection { id: mut track_id, parameters, channels: joined, parts } = selection;
    let Some(track) = find_track(format.as_ref(), track_id) else { return Ok(()) };
    let (mut time_base, mut length) = (track.time_base, track.num_frames);
    let max_hours = if parts.is_some() { MAX_SKIPPED_HOURS } else { MAX_HOURS };
    let too_long = DecodeError::TooLong { max_hours: MAX_HOURS };
    if stated_seconds(format.as_ref(), track).is_some_and(|seconds| seconds > 3_600 * max_hours) {
        return Err(too_long.into());
    }
    let mut decoder = make_decoder(track, parameters)?;
    let mut rest: Vec<f32> = Vec::new();
    let mut spec: Option<(u32, usize)> = None;
    let mut interleaved: Vec<f32> = Vec::new();
    let mut frames: u64 = 0;
    let mut damage = None;
    let (mut soundless, mut others) = (0, 0);
    loop {
        soundless += 1;
        if soundless > MAX_SOUNDLESS_PACKETS {
            return Err(DecodeError::Damaged { source: None }.into());
        }
        let mut packet = match guard(|| format.next_packet())? {
            Ok(Some(packet)) => packet,
            Ok(None) => break,
            Err(SymphoniaError::ResetRequired) => {
                // The next of several streams in a row, as in chained Ogg.
                let Some(track) = format.tracks().iter().find(|track| is_decodable(track)) else {
                    break;
                };
                (track_id, time_base, length) = (track.id, track.time_base, track.num_frames);
                decoder = make_decoder(track, None)?;
                continue;
            }
            Err(error) if DecodeError::is_read_failure(&error) => {
                return Err(DecodeError::from(error).into());
            }
            Err(error) => {
                // The packets before the damage are intact. Most often it is the file's end.
                damage = Some(error);
                break;
            }
        };
        if packet.track_id != track_id {
            continue;
        }
        keep_beyond_stated_end(&mut packet, length);
        match decode_packet(decoder.as_mut(), &packet, &mut interleaved)? {
            Ok(found) if *spec.get_or_insert(found) != found => {
                return Err(DecodeError::FormatChanges.into());
            }
            Ok(_) => others = 0,
            Err(SymphoniaError::DecodeError(words)) if words.contains("signal spec") => {
                // symphonia refuses MPEG audio that changes. A single frame is damage.
                others += 1;
                if others == MIN_OTHERS {
                    return Err(DecodeError::FormatChanges.into());
                }
                continue;
            }
            // A damaged packet is a gap of some milliseconds. symphonia documents that decoding can
            // continue after both errors.
            Err(error @ (SymphoniaError::DecodeError(_) | SymphoniaError::IoError(_))) => {
                damage = Some(error);
                continue;
            }
            Err(error) => return Err(DecodeError::from(error).into()),
        }
        let Some((sample_rate, channels)) = spec else { continue };
        let channels = joined.unwrap_or(channels);
        if joined.is_some() {
            // A frame may span two packets.
            rest.append(&mut interleaved);
            let whole = rest.len() - rest.len() % channels;
            interleaved.extend(rest.drain(..whole));
        }
        let mut emit = |samples: &[f32]| sink(Chunk { sample_rate, channels, samples });
        let count = interleaved.len() / channels.max(1);
        frames += count as u64;
        *decoded += interleaved.len() as u64;
        let mut max_samples = 3_600 * max_hours * u64::from(sample_rate) * channels as u64;
        if parts.is_some() {
            max_samples = max_samples.min(MAX_SKIPPED_SAMPLES);
        }
        if *decoded > max_samples {
            return Err(too_long.into());
        }
        if count > 0 {
            soundless = 0;
        }
        match parts {
            None => emit(&interleaved)?,
            Some((timescale, parts)) => {
                let start = first_frame(&packet, time_base, sample_rate)
                    .unwrap_or(frames.saturating_sub(count as u64));
                let mut is_past_end = true;
                for part in parts {
                    let at = |time: u64| rescale(time, timescale, sample_rate);
                    let inside =
                        |time: u64| at(time).saturating_sub(start).min(count as u64) as usize;
                    let range = inside(part.start) * channels..inside(part.end) * channels;
                    is_past_end &= at(part.end) <= start;
                    if let Some(samples) = interleaved.get(range).filter(|part| !part.is_empty()) {
                        emit(samples)?;
                    }
                }
                if is_past_end {
                    break;
                }
            }
        }
    }
    let min_frames = spec.map_or(0, |(rate, _)| MIN_SECONDS * u64::from(rate));
    match damage {
        Some(error) if spec.is_none() || (frames < min_frames && !DecodeError::is_end(&error)) => {
            Err(DecodeError::from(error).into())
        }
        _ => Ok(()),
    }
}

/// Length that the file states, in seconds; `None` if it states none. symphonia estimates that of
/// MP3 and ADTS by the first frames, and Ogg streams may start anywhere.
fn stated_seconds(format: &dyn FormatReader, track: &Track) -> Option<u64> {
    let stating = [
        FORMAT_ID_FLAC,
        FORMAT_ID_WAVE,
        FORMAT_ID_AIFF,
        FORMAT_ID_CAF,
        FORMAT_ID_ISOMP4,
        FORMAT_ID_MKV,
    ];
    if !stating.contains(&format.format_info().format) {
        return None;
    }
    let media = format.media_info();
    let duration = |duration: Option<Duration>, time_base: Option<TimeBase>| {
        // Recorders set all bits of a duration that they do not know.
        let (ticks, base) = (duration?.get(), time_base?);
        let is_known = ticks != u64::MAX && ticks != u64::from(u32::MAX);
        let scaled = u128::from(ticks) * u128::from(base.numer.get());
        is_known.then(|| (scaled / u128::from(base.denom.get())).min(u64::MAX.into()) as u64)
    };
    duration(track.duration, track.time_base).or_else(|| duration(media.duration, media.time_base))
}

/// Decodes a packet. Returns sample rate and channels.
fn decode_packet(
    decoder: &mut dyn AudioDecoder,
    packet: &Packet,
    interleaved: &mut Vec<f32>,
) -> Result<Result<(u32, usize), SymphoniaError>, DecodeError> {
    guard(|| {
        let buffer = decoder.decode(packet)?;
        buffer.copy_to_vec_interleaved(interleaved);
        Ok((buffer.spec().rate(), buffer.spec().channels().count()))
    })
}

pub fn find_track(format: &dyn FormatReader, id: u32) -> Option<&Track> {
    format.tracks().iter().find(|track| track.id == id)
}

/// Keeps packets after the end that a header states, as in joined MP3 files. Encoders pad by up to
/// four packets, which are cut.
fn keep_beyond_stated_end(packet: &mut Packet, stated_frames: Option<u64>) {
    const MAX_PADDING: u64 = 4 * 1_152;
    let start = u64::try_from(packet.pts.get()).unwrap_or(0);
    if stated_frames.is_some_and(|frames| start > frames.saturating_add(MAX_PADDING)) {
        packet.dur = packet.dur.saturating_add(packet.trim_end);
        packet.trim_end = Duration::ZERO;
    }
}

/// The packet's first frame, by its time stamp.
fn first_frame(packet: &Packet, time_base: Option<TimeBase>, rate: u32) -> Option<u64> {
    let time_base = time_base?;
    let start = u128::try_from(packet.pts.get()).ok()?;
    let scaled = start * u128::from(time_base.numer.get()) * u128::from(rate);
    u64::try_from(scaled / u128::from(time_base.denom.get())).ok()
}

fn rescale(time: u64, timescale: u32, rate: u32) -> u64 {
    let scaled = u128::from(time) * u128::from(rate) / u128::from(timescale.max(1));
    u64::try_from(scaled).unwrap_or(u64::MAX)
}
