//! Repairs Matroska and WebM files that end too early, as after an interrupted recording. Reads the
//! codecs that symphonia leaves out.

use symphonia::core::codecs::audio::AudioCodecParameters;

use crate::DecodeError;
use crate::bytes::{u16_le, u32_be, u64_be};
use crate::codecs::{Sample, matroska_name, parameters, pcm_codec, wave_name};
use crate::source::Source;

/// More elements than this before the sound are damage.
const MAX_ELEMENTS: usize = 1_000;
/// Largest description of tracks that is read into memory.
const MAX_TRACKS_BYTES: u64 = 16 << 20;

const HEADER: u32 = 0x1A45_DFA3;
const SEGMENT: u32 = 0x1853_8067;
const SEEK_HEAD: u32 = 0x114D_9B74;
const CLUSTER: u32 = 0x1F43_B675;
const TRACKS: u32 = 0x1654_AE6B;
const TRACK_ENTRY: u32 = 0xAE;
const TRACK_NUMBER: u32 = 0xD7;
const TRACK_TYPE: u32 = 0x83;
const CODEC_ID: u32 = 0x86;
const CODEC_PRIVATE: u32 = 0x63A2;
const AUDIO: u32 = 0xE1;
const SAMPLING_FREQUENCY: u32 = 0xB5;
const CHANNELS: u32 = 0x9F;
const BIT_DEPTH: u32 = 0x6264;
/// Identifier of elements that are skipped.
const VOID: u8 = 0xEC;

pub fn is_mkv(head: &[u8]) -> bool {
    head.starts_with(&HEADER.to_be_bytes())
}

/// An element: its identifier, the length of its header, and its size if that is known.
struct Element {
    id: u32,
    id_length: usize,
    head: u64,
    size: Option<u64>,
}

/// Reads the header of an element.
fn element(bytes: &[u8]) -> Option<Element> {
    let id_length = bytes.first()?.leading_zeros() as usize + 1;
    let id = bytes.get(..id_length).filter(|id| id.len() <= 4)?;
    let id = id.iter().fold(0, |id, &byte| id << 8 | u32::from(byte));
    let size_length = bytes.get(id_length)?.leading_zeros() as usize + 1;
    let size = bytes.get(id_length..id_length + size_length).filter(|size| size.len() <= 8)?;
    // The leading bits tell the length; a size of ones alone is unknown.
    let mask = (1_u64 << (7 * size_length)) - 1;
    let size = size.iter().fold(0, |size, &byte| size << 8 | u64::from(byte)) & mask;
    Some(Element {
        id,
        id_length,
        head: (id_length + size_length) as u64,
        size: (size != mask).then_some(size),
    })
}

/// Returns the file unchanged, or with an unknown segment size if it ends early. The seek head,
/// which points past the end, becomes a void element.
///
/// # Errors
/// [`DecodeError::CutOff`] without any sound.
pub fn repair(file: &Source) -> Result<Source, DecodeError> {
    let element_at = |at: u64| Ok::<_, DecodeError>(element(&file.read_at(at, 16)?));
    let cut_off = || DecodeError::CutOff { source: None };
    let header = element_at(0)?.ok_or_else(cut_off)?;
    let segment_at = header.head + header.size.ok_or_else(cut_off)?;
    let segment =
        element_at(segment_at)?.filter(|found| found.id == SEGMENT).ok_or_else(cut_off)?;
    let start = segment_at + segment.head;
    let is_whole = segment.size.is_none_or(|size| start.saturating_add(size) <= file.len());
    if is_whole {
        return Ok(file.clone());
    }
    let mut unknown = vec![0xFF; segment.head as usize - segment.id_length];
    if let Some(first) = unknown.first_mut() {
        *first = unknown_size_byte(segment.head as usize - segment.id_length);
    }
    let mut parts =
        vec![file.slice(0..segment_at + segment.id_length as u64), Source::from_bytes(unknown)];
    let mut at = start;
    for _ in 0..MAX_ELEMENTS {
        let Some(found) = element_at(at)? else { break };
        let Some(size) = found.size.filter(|_| found.id != CLUSTER) else { break };
        let end = at.saturating_add(found.head).saturating_add(size);
        if found.id == SEEK_HEAD && end - at > 9 {
            // A size of eight bytes, after an identifier of one.
            let size = (1 << 56 | (end - at - 9)).to_be_bytes();
            parts.push(Source::from_bytes([&[VOID][..], &size].concat()));
            parts.push(file.slice(at + 9..end));
        } else {
            parts.push(file.slice(at..end));
        }
        at = end;
    }
    parts.push(file.skip(at));
    Ok(Source::join(parts))
}

/// First byte of a size field of `length` bytes that means unknown.
fn unknown_size_byte(length: usize) -> u8 {
    0xFF_u8.checked_shr(length as u32 - 1).unwrap_or(1)
}

/// A sound track whose codec symphonia leaves out, by its number.
pub struct SoundTrack {
    pub number: u32,
    /// Parameters, if there is a decoder.
    pub parameters: Option<AudioCodecParameters>,
    /// Name of the codec without a decoder; `None` if it is unknown.
    pub name: Option<&'static str>,
}

/// Reads the sound tracks of a repaired file whose codec symphonia leaves out.
pub fn sound_tracks(file: &Source) -> Result<Vec<SoundTrack>, DecodeError> {
    let Some(tracks) = find_tracks(file)? else { return Ok(Vec::new()) };
    Ok(children(&tracks)
        .filter(|(id, _)| *id == TRACK_ENTRY)
        .filter_map(|(_, entry)| sound_track(entry))
        .collect())
}

/// Reads the element that describes the tracks.
fn find_tracks(file: &Source) -> Result<Option<Vec<u8>>, DecodeError> {
    let mut at = 0;
    for _ in 0..MAX_ELEMENTS {
        let Some(found) = element(&file.read_at(at, 16)?) else { break };
        let start = at.saturating_add(found.head);
        at = match (found.id, found.size) {
            (SEGMENT, _) => start,
            (TRACKS, Some(size)) if size <= MAX_TRACKS_BYTES => {
                return Ok(Some(file.read_at(start, size as usize)?));
            }
            (CLUSTER, _) | (_, None) => break,
            (_, Some(size)) => start.saturating_add(size),
        };
    }
    Ok(None)
}

/// Identifiers and contents of the elements in an element. Ends at the first that is not whole.
fn children(bytes: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let found = element(rest)?;
        let content = rest.get(found.head as usize..)?;
        let (content, next) = content.split_at_checked(usize::try_from(found.size?).ok()?)?;
        rest = next;
        Some((found.id, content))
    })
}

fn sound_track(entry: &[u8]) -> Option<SoundTrack> {
    const SOUND: u64 = 2;
    let find = |wanted: u32| children(entry).find(|(id, _)| *id == wanted).map(|(_, found)| found);
    if unsigned(find(TRACK_TYPE)?) != SOUND {
        return None;
    }
    let audio = |wanted: u32| {
        children(find(AUDIO)?).find(|(id, _)| *id == wanted).map(|(_, content)| content)
    };
    let id = std::str::from_utf8(find(CODEC_ID)?).ok()?.trim_end_matches('\0');
    let rate = audio(SAMPLING_FREQUENCY).map_or(8_000.0, float);
    let channels = audio(CHANNELS).map_or(1, unsigned);
    let bits = audio(BIT_DEPTH).map_or(0, unsigned);
    // A Windows header names the codec.
    let header = find(CODEC_PRIVATE).filter(|_| id == "A_MS/ACM");
    let tag = header.and_then(|bytes| match u16_le(bytes, 0)? {
        // The first two bytes of the sub-format's GUID.
        0xFFFE => u16_le(bytes, 24),
        tag => Some(tag),
    });
    let codec = match (id, tag, bits) {
        ("A_MS/ACM", Some(6), _) => pcm_codec(Sample::ALaw, 8, true),
        ("A_MS/ACM", Some(7), _) => pcm_codec(Sample::MuLaw, 8, true),
        ("A_PCM/INT/LIT" | "A_PCM/INT/BIG", _, 8) => pcm_codec(Sample::Unsigned, 8, true),
        _ => None,
    };
    let name = tag.map_or_else(|| matroska_name(id), wave_name);
    let channels = u16::try_from(channels).ok().filter(|&channels| channels > 0)?;
    let parameters = codec.map(|codec| parameters(codec, rate.round() as u32, channels));
    Some(SoundTrack { number: unsigned(find(TRACK_NUMBER)?) as u32, parameters, name })
}

fn unsigned(content: &[u8]) -> u64 {
    content.iter().fold(0, |value, &byte| value << 8 | u64::from(byte))
}

fn float(content: &[u8]) -> f64 {
    match content.len() {
        4 => f64::from(f32::from_bits(u32_be(content, 0).unwrap_or(0))),
        _ => f64::from_bits(u64_be(content, 0).unwrap_or(0)),
    }
}
