//! Repairs CAF files whose sound has a wrong size, as after an interrupted recording.

use crate::DecodeError;
use crate::bytes::{MAX_CHUNKS, array, u32_be, u64_be};
use crate::codecs::{MAX_POSITIONS, four_cc_name};
use crate::source::Source;

pub fn is_caf(head: &[u8]) -> bool {
    head.starts_with(b"caff")
}

/// Returns the file with the size of the sound that is there.
///
/// # Errors
/// [`DecodeError::CutOff`] without sound, and the reason why its codec has no decoder.
pub fn repair(file: &Source) -> Result<Source, DecodeError> {
    let mut at: u64 = 8;
    for _ in 0..MAX_CHUNKS {
        let header = file.read_at(at, 12)?;
        let (Some(kind), Some(size)) = (array::<4>(&header, 0), u64_be(&header, 4)) else { break };
        let start = at + 12;
        let end = start.saturating_add(size);
        if kind == *b"desc"
            && let Some(error) = unusable(&file.read_at(start, 32)?)
        {
            return Err(error);
        }
        if kind == *b"data" {
            // Before the sound is a count of edits, of four bytes. A size of −1 is the rest.
            if size > 4
                && end <= file.len()
                && let Some(end) = end_of_chunks(file, end)?
            {
                return Ok(file.slice(0..end));
            }
            let rest = file.len().saturating_sub(start).to_be_bytes();
            return Ok(Source::join([
                file.slice(0..at + 4),
                Source::from_bytes(rest.to_vec()),
                file.skip(start),
            ]));
        }
        at = end;
    }
    Err(DecodeError::CutOff { source: None })
}

/// Where the chunks from `at` on end, before text or zeros that are none; `None` if that may be
/// sound. symphonia believes the size of anything.
fn end_of_chunks(file: &Source, mut at: u64) -> Result<Option<u64>, DecodeError> {
    for index in 0..MAX_CHUNKS {
        let header = file.read_at(at, 12)?;
        let is_kind = |kind: &[u8]| kind.iter().all(|&byte| matches!(byte, b' '..=b'~'));
        if header.is_empty() || (index == 0 && file.is_zero_from(at)?) {
            return Ok(Some(at));
        }
        if !header.get(..4).is_some_and(is_kind) {
            return Ok((index > 0).then_some(at));
        }
        let next = u64_be(&header, 4).and_then(|size| at.checked_add(12)?.checked_add(size));
        let Some(next) = next.filter(|&next| next <= file.len()) else { return Ok(Some(at)) };
        at = next;
    }
    Ok(Some(at))
}

/// The reason why nothing here decodes the sound, by its description.
fn unusable(description: &[u8]) -> Option<DecodeError> {
    let code = array(description, 8)?;
    let (channels, bits) = (u32_be(description, 24)?, u32_be(description, 28)?);
    let max = u32::from(MAX_POSITIONS);
    if channels > max {
        return Some(DecodeError::TooManyChannels { channels, codec: "CAF", max });
    }
    let codec = match &code {
        b"lpcm" if ![16, 24, 32, 64].contains(&bits) => format!("{bits}-bit PCM"),
        // symphonia decodes it in this container.
        b"ima4" => return None,
        // symphonia refuses its packet table.
        b"flac" => "FLAC".into(),
        _ => four_cc_name(code)?.into(),
    };
    Some(DecodeError::UnsupportedCodec { codec })
}
