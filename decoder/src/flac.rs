//! Hides the metadata of FLAC files, which may be damaged, and separates recordings in a row.

use crate::DecodeError;
use crate::bytes::{MAX_CHUNKS, array, u32_be};
use crate::source::Source;

const MARK: &[u8] = b"fLaC";
/// Bit of a metadata block that is the last one.
const IS_LAST: u8 = 0x80;
/// Length of the mark, and of the first block: the properties of the stream.
const INFO: usize = 4 + 4 + 34;

pub fn is_flac(head: &[u8]) -> bool {
    head.starts_with(MARK)
}

/// Returns the file without metadata, and where the next recording in a row begins. A file whose
/// properties do not come first is unchanged.
///
/// # Errors
/// [`DecodeError::ReadFailed`]
pub fn repair(file: &Source) -> Result<(Source, Option<u64>), DecodeError> {
    let mut info = file.read_at(0, INFO)?;
    if !is_start(&info) {
        return Ok((file.clone(), None));
    }
    let frames = find_frames(file, &info)?;
    let next = file.find(frames, 8, is_start)?;
    if let Some(kind) = info.get_mut(MARK.len()) {
        *kind |= IS_LAST;
    }
    let end = next.unwrap_or(u64::MAX);
    Ok((Source::join([Source::from_bytes(info), file.slice(frames..end)]), next))
}

/// Whether bytes are the mark, and the header of the block that comes first.
fn is_start(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK)
        && matches!(array(bytes, MARK.len()), Some([kind, 0, 0, 34]) if kind & !IS_LAST == 0)
}

/// Where the sound begins. After a block of a wrong length it is where the blocks begin: symphonia
/// searches for the first frame.
fn find_frames(file: &Source, info: &[u8]) -> Result<u64, DecodeError> {
    const INVALID: u8 = 127;
    let mut at = INFO as u64;
    let mut is_last = info.get(MARK.len()).is_some_and(|kind| kind & IS_LAST != 0);
    for _ in 0..MAX_CHUNKS {
        let header = file.read_at(at, 4)?;
        if is_last {
            let is_frame = matches!(header.get(..2), Some([0xFF, 0xF8 | 0xF9]));
            return Ok(if is_frame { at } else { INFO as u64 });
        }
        let (Some(&kind), Some(word)) = (header.first(), u32_be(&header, 0)) else { break };
        if kind & !IS_LAST == INVALID {
            break;
        }
        is_last = kind & IS_LAST != 0;
        at += 4 + u64::from(word & 0xFF_FFFF);
    }
    Ok(INFO as u64)
}
