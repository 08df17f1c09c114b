//! Cuts off what follows an Ogg file, and looks at all streams of one.

use crate::source::Source;
use crate::{DecodeError, sniff};

const MARK: &[u8] = b"OggS";
/// Length of a page's header without its table of segments.
const HEADER: usize = 27;
const MAX_TABLE: usize = 255;
/// More marks than this that are no page are left to the decoder.
const MAX_FALSE_MARKS: usize = 10_000;

pub fn is_ogg(head: &[u8]) -> bool {
    head.starts_with(MARK)
}

/// Returns the file up to its last whole page. Recorders reserve space after it, which symphonia
/// takes for an end that is missing.
///
/// # Errors
/// [`DecodeError::FormatChanges`] if a stream that follows another has no decoder.
pub fn repair(file: &Source) -> Result<Source, DecodeError> {
    let (mut at, mut end) = (0, 0);
    let mut was_first_page = true;
    let mut false_marks = 0;
    while false_marks < MAX_FALSE_MARKS {
        let mut header = file.read_at(at, HEADER + MAX_TABLE)?;
        if !header.starts_with(MARK) {
            let Some(found) = file.find(at, MARK.len(), |bytes| bytes == MARK)? else { break };
            at = found;
            header = file.read_at(at, HEADER + MAX_TABLE)?;
        }
        let Some(page) = page(&header).filter(|page| at + page.length <= file.len()) else {
            at += 1;
            false_marks += 1;
            continue;
        };
        if page.is_first && !was_first_page {
            let unusable = sniff::unusable_ogg(&file.read_at(at, sniff::HEAD)?);
            if let Some(DecodeError::UnsupportedCodec { .. }) = unusable {
                return Err(DecodeError::FormatChanges);
            }
        }
        was_first_page = page.is_first;
        at += page.length;
        end = at;
    }
    Ok(if end == 0 || false_marks == MAX_FALSE_MARKS { file.clone() } else { file.slice(0..end) })
}

struct Page {
    length: u64,
    /// Whether it is the first of its stream.
    is_first: bool,
}

/// Reads the header of a page (RFC 3533, 6).
fn page(bytes: &[u8]) -> Option<Page> {
    const IS_FIRST_PAGE: u8 = 2;
    const FLAGS: u8 = 7;
    let [version, flags] = crate::bytes::array(bytes, MARK.len())?;
    let segments = usize::from(*bytes.get(HEADER - 1)?);
    let table = bytes.get(HEADER..HEADER + segments)?;
    let content: u64 = table.iter().map(|&size| u64::from(size)).sum();
    (bytes.starts_with(MARK) && version == 0 && flags <= FLAGS).then(|| Page {
        length: (HEADER + segments) as u64 + content,
        is_first: flags & IS_FIRST_PAGE != 0,
    })
}
