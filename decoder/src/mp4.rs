//! Reads what symphonia leaves out of MP4 files: edit lists, encryption, codecs without a decoder.
//! Repairs files that end too early.

use std::ops::Range;

use symphonia::core::codecs::audio::AudioCodecParameters;

use crate::bytes::{array, u16_be, u32_be, u64_be};
use crate::codecs::four_cc_name;
use crate::source::Source;
use crate::{DecodeError, sample_entry};

/// Largest description (`moov`) that is read into memory: that of some days of sound.
const MAX_MOOV: u64 = 64 << 20;
/// More boxes than this are damage.
const MAX_BOXES: usize = 100_000;
/// More edits than this are ignored.
const MAX_EDITS: usize = 4_096;
/// Edits that need more passes over the track are ignored, since each costs a decoding.
const MAX_PASSES: usize = 16;

/// Where a track describes its codec.
const DESCRIPTION: &[&[u8; 4]] = &[b"mdia", b"minf", b"stbl", b"stsd"];

/// A sound track, as its boxes describe it.
#[derive(Debug, Default, Clone)]
pub struct SoundTrack {
    pub id: u32,
    pub is_enabled: bool,
    /// Type of the sample entry, such as `mp4a`.
    pub codec: [u8; 4],
    pub channels: u16,
    /// Parameters of a codec whose description is hidden from symphonia, which misreads it.
    pub parameters: Option<AudioCodecParameters>,
    /// Name of the codec in the `esds` box, if it has no decoder.
    pub object_type: Option<&'static str>,
    /// Parts of the track to present, in its own time scale; `None` for all of it.
    pub edits: Option<EditList>,
}

/// Parts of a track, in the order of presentation. Pauses between parts are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct EditList {
    /// Units per second.
    pub timescale: u32,
    /// The parts, in these units.
    pub parts: Vec<Range<u64>>,
}

/// A file that symphonia reads, and its sound tracks.
pub struct Mp4 {
    pub source: Source,
    pub tracks: Vec<SoundTrack>,
    /// Whether the description of the tracks is incomplete.
    pub is_cut_off: bool,
    /// Another file that follows.
    pub next: Option<Source>,
}

pub fn is_mp4(head: &[u8]) -> bool {
    let kinds = [
        b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot", b"uuid", b"styp", b"sidx",
        b"moof", b"mfra", b"emsg", b"prft", b"pdin", b"meta",
    ];
    array::<4>(head, 4).is_some_and(|kind| kinds.contains(&&kind))
        && u32_be(head, 0).is_some_and(|size| size == 0 || size == 1 || size >= 8)
}

/// Reads the boxes of a file, and repairs its end.
///
/// # Errors
/// [`DecodeError::CutOff`] without a description of the tracks, [`DecodeError::NoSoundTrack`], and
/// [`DecodeError::Damaged`].
pub fn read(file: &Source) -> Result<Mp4, DecodeError> {
    let mut parts = Vec::new();
    let mut moov = None;
    let mut is_cut_off = false;
    let mut has_type = false;
    let (mut has_sound, mut next) = (false, None);
    let mut samples = 0;
    let length = file.len();
    let mut at: u64 = 0;
    for _ in 0..MAX_BOXES {
        if at.saturating_add(8) > length {
            break;
        }
        let header = file.read_at(at, 16)?;
        let (kind, head, size) =
            box_header(&header).ok_or(DecodeError::Damaged { source: None })?;
        let end = if size == 0 { length } else { at.saturating_add(size) };
        if end < at + head {
            break;
        }
        let is_whole = end <= length;
        if kind == *b"ftyp" && has_sound && moov.is_some() {
            next = Some(file.skip(at));
            break;
        }
        has_sound |= kind == *b"mdat";
        match &kind {
            b"moov" if moov.is_none() && end - at <= MAX_MOOV => {
                let mut bytes = file.read_at(at, (end - at) as usize)?;
                if !is_whole {
                    complete_moov(&mut bytes, head as usize, (end - at) as usize);
                }
                let tracks = read_moov(&mut bytes, head as usize, is_whole);
                parts.push(Source::from_bytes(bytes));
                moov = Some(tracks?);
                is_cut_off = !is_whole;
            }
            b"mdat" if !is_whole => {
                // symphonia refuses a box that is longer than the file: a size of 0 means the rest.
                parts.push(Source::from_bytes(b"\0\0\0\0mdat".to_vec()));
                parts.push(file.slice(at + 8..end));
            }
            _ if !is_whole => break,
            b"moof" if end - at <= MAX_MOOV => {
                let bytes = file.read_at(at, (end - at) as usize)?;
                samples += count_samples(&bytes, head as usize..bytes.len());
                // symphonia goes through all of them at once. The sound before them is intact.
                if samples > length && has_sound {
                    break;
                }
                if samples > length {
                    return Err(DecodeError::Damaged { source: None });
                }
                parts.push(Source::from_bytes(bytes));
            }
            b"sidx" | b"meta" => {
                // Not needed, and damage in it would be an error.
                let size = header.get(..4).unwrap_or_default();
                parts.push(Source::from_bytes([size, b"free"].concat()));
                parts.push(file.slice(at + 8..end));
            }
            kind => {
                has_type |= kind == b"ftyp";
                parts.push(file.slice(at..end));
            }
        }
        at = end;
    }
    let tracks = moov.ok_or(DecodeError::CutOff { source: None })?;
    if tracks.is_empty() {
        return Err(DecodeError::NoSoundTrack);
    }
    if !has_type {
        // QuickTime files of the 1990s have none. At the end it moves no offset.
        parts.push(Source::from_bytes(b"\0\0\0\x14ftypqt  \0\0\0\0qt  ".to_vec()));
    }
    Ok(Mp4 { source: Source::join(parts), tracks, is_cut_off, next })
}

/// Number of samples that the runs of a fragment state.
fn count_samples(moof: &[u8], content: Range<usize>) -> u64 {
    let fragments = boxes(moof, content).filter(|found| found.kind == *b"traf");
    let runs = fragments.flat_map(|fragment| boxes(moof, fragment.content));
    let counts = runs
        .filter(|run| run.kind == *b"trun")
        .filter_map(|run| u32_be(moof, run.content.start.checked_add(4)?));
    counts.map(u64::from).sum()
}

/// Kind, length of the header, and size of a box; a size of 0 is the rest.
fn box_header(bytes: &[u8]) -> Option<([u8; 4], u64, u64)> {
    let kind = array(bytes, 4)?;
    match u32_be(bytes, 0)? {
        1 => Some((kind, 16, u64_be(bytes, 8)?)),
        size => Some((kind, 8, size.into())),
    }
}

/// A box in memory: its kind, where it begins, and where its contents are.
struct BoxAt {
    kind: [u8; 4],
    at: usize,
    content: Range<usize>,
}

/// The boxes in a range. Ends at the first that is not whole.
fn boxes(bytes: &[u8], range: Range<usize>) -> impl Iterator<Item = BoxAt> {
    let mut next = range.start;
    std::iter::from_fn(move || {
        let at = next;
        let (kind, head, size) = box_header(bytes.get(at..range.end)?)?;
        let end = if size == 0 { range.end } else { at.checked_add(usize::try_from(size).ok()?)? };
        let start = at.checked_add(head as usize)?;
        if start > end || end > range.end {
            return None;
        }
        next = end;
        Some(BoxAt { kind, at, content: start..end })
    })
}

fn find(bytes: &[u8], range: Range<usize>, path: &[&[u8; 4]]) -> Option<Range<usize>> {
    path.iter().try_fold(range, |range, wanted| {
        boxes(bytes, range).find(|found| found.kind == **wanted).map(|found| found.content)
    })
}

/// Reads the sound tracks. Hides boxes from symphonia that it does not need: metadata, which may be
/// cut off, and other tracks, whose codecs it may refuse.
fn read_moov(moov: &mut [u8], head: usize, is_whole: bool) -> Result<Vec<SoundTrack>, DecodeError> {
    let content = head..moov.len();
    let movie_timescale = find(moov, content.clone(), &[b"mvhd"])
        .and_then(|range| timescale(moov, range))
        .unwrap_or(1_000);
    let is_fragmented = find(moov, content.clone(), &[b"mvex"]).is_some();
    let is_metadata = |found: &BoxAt| [b"udta", b"meta", b"uuid", b"iods"].contains(&&found.kind);
    let mut tracks = Vec::new();
    let mut hidden = Vec::new();
    let mut alac_entries = Vec::new();
    let mut misread = Vec::new();
    for found in boxes(moov, content) {
        if found.kind != *b"trak" {
            hidden.extend(is_metadata(&found).then_some(found.at));
            continue;
        }
        match read_track(moov, found.content.clone(), movie_timescale, is_fragmented) {
            Some(track) => {
                if track.codec == *b"alac" {
                    alac_entries.push(found.content.clone());
                }
                if track.parameters.is_some() {
                    misread.extend(find(moov, found.content.clone(), DESCRIPTION));
                }
                tracks.push(track);
                let nested = boxes(moov, found.content).filter(is_metadata);
                hidden.extend(nested.map(|found| found.at));
            }
            // Fragments name tracks by their order, so all are needed.
            None if is_fragmented => {}
            None => hidden.push(found.at),
        }
    }
    for at in hidden {
        if let Some(kind) = moov.get_mut(at + 4..at + 8) {
            kind.copy_from_slice(b"free");
        }
    }
    for description in misread {
        if let Some(code) = moov.get_mut(description.start + 12..description.start + 16) {
            code.copy_from_slice(b"free");
        }
    }
    for track in alac_entries {
        unwrap_alac(moov, track);
    }
    if tracks.is_empty() && !is_whole {
        return Err(DecodeError::CutOff { source: None });
    }
    Ok(tracks)
}

/// Makes the sizes in a description right whose end is missing: boxes after the tracks are dropped,
/// and a track is filled up with zeros.
fn complete_moov(moov: &mut Vec<u8>, head: usize, size: usize) {
    let end = boxes(moov, head..moov.len()).last().map_or(head, |last| last.content.end);
    if array(moov, end + 4) == Some(*b"trak") {
        moov.resize(size, 0);
        return;
    }
    moov.truncate(end);
    let size = (end as u64).to_be_bytes();
    let (at, size) = if head == 16 { (8, &size[..]) } else { (0, size.get(4..).unwrap_or(&[])) };
    if let Some(field) = moov.get_mut(at..at + size.len()) {
        field.copy_from_slice(size);
    }
}

/// Moves ALAC's parameters to where MP4 has them. QuickTime puts them into a `wave` box: its header
/// becomes a box of its own, which hides what precedes them.
fn unwrap_alac(moov: &mut [u8], track: Range<usize>) -> Option<()> {
    let description = find(moov, track, DESCRIPTION)?;
    // After the count of entries, the entry's header, and its fields of version 1.
    let children = description.start.checked_add(8 + 8 + 28 + 16)?..description.end;
    let wave = boxes(moov, children).find(|found| found.kind == *b"wave")?;
    let alac = boxes(moov, wave.content).find(|found| found.kind == *b"alac")?;
    let size = u32::try_from(alac.at.checked_sub(wave.at)?).ok()?;
    let header = moov.get_mut(wave.at..wave.at.checked_add(8)?)?;
    header.copy_from_slice(&[size.to_be_bytes(), *b"free"].concat());
    Some(())
}

/// Units per second of `mvhd` or `mdhd`.
fn timescale(bytes: &[u8], range: Range<usize>) -> Option<u32> {
    let content = bytes.get(range)?;
    let at = if content.first()? == &1 { 20 } else { 12 };
    u32_be(content, at).filter(|&scale| scale > 0)
}

/// Reads a track; `None` if it is not sound.
fn read_track(
    moov: &[u8],
    track: Range<usize>,
    movie_timescale: u32,
    is_fragmented: bool,
) -> Option<SoundTrack> {
    let media = find(moov, track.clone(), &[b"mdia"])?;
    let handler = find(moov, media.clone(), &[b"hdlr"])?;
    if array::<4>(moov.get(handler)?, 8)? != *b"soun" {
        return None;
    }
    let header = moov.get(find(moov, track.clone(), &[b"tkhd"])?)?;
    let id_at = if header.first()? == &1 { 20 } else { 12 };
    let description = find(moov, track.clone(), DESCRIPTION);
    let description = description.and_then(|range| moov.get(range)).unwrap_or_default();
    let edits = find(moov, track, &[b"edts", b"elst"]).and_then(|range| {
        let timescale = timescale(moov, find(moov, media, &[b"mdhd"])?)?;
        read_edits(moov.get(range)?, movie_timescale, timescale, is_fragmented)
    });
    Some(SoundTrack {
        id: u32_be(header, id_at)?,
        is_enabled: header.get(3)? & 1 == 1,
        codec: array(description, 12).unwrap_or_default(),
        channels: u16_be(description, 32).unwrap_or_default(),
        parameters: description.get(8..).and_then(sample_entry::read),
        object_type: description.get(8..).and_then(sample_entry::object_type),
        edits,
    })
}

/// Reads an edit list. Empty edits are pauses; browsers leave them out, and so does this.
fn read_edits(
    list: &[u8],
    movie_timescale: u32,
    timescale: u32,
    is_fragmented: bool,
) -> Option<EditList> {
    let is_long = list.first()? == &1;
    let count = u32_be(list, 4)? as usize;
    if count > MAX_EDITS {
        return None;
    }
    let mut parts = Vec::new();
    for index in 0..count {
        let (duration, start) = if is_long {
            let at = 8 + 20 * index;
            (u64_be(list, at)?, u64_be(list, at + 8)? as i64)
        } else {
            let at = 8 + 12 * index;
            (u64::from(u32_be(list, at)?), i64::from(u32_be(list, at + 4)? as i32))
        };
        let Ok(start) = u64::try_from(start) else { continue };
        // Fragments come after the list, so it may leave the duration open.
        let end = if duration == 0 && (is_fragmented || count == 1) {
            u64::MAX
        } else {
            let scaled = u128::from(duration) * u128::from(timescale);
            // Rounded up, as the movie's units are often coarse.
            let scaled = scaled.div_ceil(u128::from(movie_timescale));
            start.saturating_add(u64::try_from(scaled).unwrap_or(u64::MAX))
        };
        if start < end {
            parts.push(start..end);
        }
    }
    let list = EditList { timescale, parts };
    (1..=MAX_PASSES).contains(&list.passes().count()).then_some(list)
}

impl SoundTrack {
    /// The reason why nothing here decodes the track, if its codec is known.
    pub fn unusable(&self) -> Option<DecodeError> {
        if [b"enca", b"drms", b"drmi", b"p608"].contains(&&self.codec) {
            return Some(DecodeError::Encrypted);
        }
        let codec = self.object_type.or_else(|| four_cc_name(self.codec))?;
        Some(DecodeError::UnsupportedCodec { codec: codec.into() })
    }
}

impl EditList {
    /// The parts in groups that each go forward, so that one pass over the track covers a group.
    pub fn passes(&self) -> impl Iterator<Item = &[Range<u64>]> {
        self.parts.chunk_by(|first, second| first.end <= second.start)
    }
}
