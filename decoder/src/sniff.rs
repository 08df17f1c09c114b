//! Recognises files by first bytes: tags in front of the sound, and formats without a decoder.

use crate::bytes::{array, u32_le};
use crate::signatures::{NOT_AUDIO, UNSUPPORTED, frames};
use crate::{DecodeError, FileKind};

/// Bytes that [`unusable`] looks at.
pub const HEAD: usize = 1 << 16;

/// Length of a tag at the start (ID3v2, APEv2), or 0. A cover picture there can be megabytes long,
/// and symphonia searches the first megabyte only.
pub fn tag_length(head: &[u8]) -> u64 {
    if head.starts_with(b"ID3") {
        let Some([flags, size @ ..]) = array::<5>(head, 5) else { return 0 };
        // Seven bits a byte, so that no part of the size looks like an MP3 frame.
        let size = size.iter().fold(0, |sum, byte| sum << 7 | u64::from(byte & 0x7F));
        let footer = if flags & 0x10 == 0 { 0 } else { 10 };
        return 10 + size + footer;
    }
    if head.starts_with(b"APETAGEX") {
        return u32_le(head, 12).map_or(0, |size| 32 + u64::from(size));
    }
    0
}

/// Returns why a file can't be decoded, if its first bytes show it. `None` does not mean that it
/// can.
pub fn unusable(head: &[u8]) -> Option<DecodeError> {
    if let Some(error) = unsupported(head) {
        return Some(error);
    }
    let is_found = |(at, magic, _): &&(usize, &[u8], FileKind)| has(head, *at, magic);
    if let Some(&(_, _, kind)) = NOT_AUDIO.iter().find(is_found) {
        return Some(DecodeError::NotAudio { kind });
    }
    if is_zero(head) {
        return Some(DecodeError::Damaged { source: None });
    }
    if head.starts_with(b"OggS") {
        return unusable_ogg(head);
    }
    is_text(head).then_some(DecodeError::NotAudio { kind: FileKind::Document })
}

/// Returns why sound can't be decoded, if its first bytes show it.
pub fn unsupported(head: &[u8]) -> Option<DecodeError> {
    let is_found = |(at, magic, _): &&(usize, &[u8], &str)| has(head, *at, magic);
    if let Some(&(_, _, format)) = UNSUPPORTED.iter().find(is_found) {
        return Some(DecodeError::UnsupportedFormat { format });
    }
    frames(head)
}

pub fn is_zero(head: &[u8]) -> bool {
    head.iter().all(|&byte| byte == 0)
}

fn has(head: &[u8], at: usize, magic: &[u8]) -> bool {
    head.get(at..).is_some_and(|rest| rest.starts_with(magic))
}

fn is_text(head: &[u8]) -> bool {
    let start = head.get(..1024).unwrap_or(head);
    let whole = match std::str::from_utf8(start) {
        Ok(text) => Some(text),
        // The last character may be cut off.
        Err(error) => start
            .get(..error.valid_up_to())
            .filter(|whole| start.len() == 1024 && whole.len() > 1020)
            .and_then(|whole| std::str::from_utf8(whole).ok()),
    };
    whole.is_some_and(|text| !text.chars().any(|c| c.is_control() && !c.is_whitespace()))
}

/// The reason why an Ogg file cannot be decoded: the codecs named by its first pages.
pub fn unusable_ogg(head: &[u8]) -> Option<DecodeError> {
    const IS_FIRST_PAGE: u8 = 2;
    let mut rest = head;
    let mut unsupported = None;
    let mut has_first_page = false;
    while let Some([b'O', b'g', b'g', b'S', _, flags]) = array::<6>(rest, 0) {
        if flags & IS_FIRST_PAGE == 0 {
            break;
        }
        has_first_page = true;
        let segments = usize::from(*rest.get(26)?);
        let table = rest.get(27..27 + segments)?;
        let length: usize = table.iter().map(|&size| usize::from(size)).sum();
        let packet = rest.get(27 + segments..)?;
        let codec = [
            (&b"OpusHead"[..], "Opus"),
            (b"Speex   ", "Speex"),
            (b"CELT    ", "CELT"),
            (b"PCM     ", "PCM"),
        ]
        .iter()
        .find(|(magic, _)| packet.starts_with(magic))
        .map(|(_, name)| *name);
        if packet.starts_with(b"\x01vorbis") || packet.starts_with(b"\x7FFLAC") {
            return None;
        }
        unsupported = unsupported.or(codec);
        rest = packet.get(length..)?;
    }
    match unsupported {
        Some(codec) => Some(DecodeError::UnsupportedCodec { codec: codec.into() }),
        None if has_first_page => Some(DecodeError::NoSoundTrack),
        None => Some(DecodeError::CutOff { source: None }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(bytes: &[u8]) -> String {
        unusable(bytes).map_or_else(String::new, |error| error.to_string())
    }

    #[test]
    fn unusable_names_kind_of_file() {
        assert!(sentence(b"#!AMR\n<\x91\x17").contains("format (AMR) isn't supported"));
        assert!(sentence(b"%PDF-1.7").starts_with("This is a document, not a recording"));
        assert!(sentence("Grüße an alle".as_bytes()).starts_with("This is a document"));
        assert!(sentence(&[0; 100]).starts_with("This file is damaged"));
        assert_eq!(sentence(b"RIFF\0\0\0\0WAVE"), "");
        assert_eq!(sentence(b"fLaC\0\0\0\x22"), "");
    }

    #[test]
    fn text_of_any_length_is_text() {
        let text = "ü".repeat(1000);
        for cut in [2, 3, 1000, 1023, 1024, 1025, 2000] {
            let is_whole = cut >= 1024 || cut % 2 == 0;
            assert_eq!(is_text(&text.as_bytes()[..cut]), is_whole, "{cut}");
        }
    }

    #[test]
    fn tag_length_covers_header_and_footer() {
        assert_eq!(tag_length(b"ID3\x04\0\0\0\0\x02\x01rest"), 10 + 257);
        assert_eq!(tag_length(b"ID3\x04\0\x10\0\0\x02\x01rest"), 20 + 257);
        assert_eq!(tag_length(b"APETAGEX\xD0\x07\0\0\x40\0\0\0"), 96);
        assert_eq!(tag_length(b"ID3"), 0);
        assert_eq!(tag_length(b"RIFF"), 0);
    }
}
