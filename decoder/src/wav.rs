//! Repairs WAV headers: many programs write sizes that are wrong, and symphonia believes them.

use crate::DecodeError;
use crate::bytes::{MAX_CHUNKS, array, saturated, u16_le, u32_le, u64_le};
use crate::codecs::{MAX_POSITIONS, wave_name};
use crate::source::Source;

/// Largest number of channels, as in Chromium.
const MAX_CHANNELS: u16 = 32;
/// Stray bytes after the sound and its chunks, which are no sound.
const MAX_STRAY_BYTES: u64 = 7;
/// From this number on, zeros to the file's end are space that a recorder reserved.
const MIN_RESERVED: u64 = 1 << 16;

/// Identifiers of chunks that programs write.
const KNOWN: &[&[u8; 4]] = &[
    b"data", b"fmt ", b"LIST", b"list", b"fact", b"bext", b"JUNK", b"junk", b"Junk", b"FLLR",
    b"PAD ", b"ds64", b"id3 ", b"ID3 ", b"iXML", b"cue ", b"smpl", b"inst", b"PEAK", b"minf",
    b"elm1", b"regn", b"umid", b"cart", b"_PMX", b"afsp", b"DISP", b"acid", b"strc", b"levl",
    b"axml", b"chna", b"note", b"labl", b"plst", b"LGWV", b"olym", b"SNDM", b"DGDA", b"ovwf",
    b"AFAn", b"Cr8r", b"wavl", b"slnt", b"aXML", b"clm ", b"SMED", b"MD5 ", b"r64m",
];

pub fn is_wav(head: &[u8]) -> bool {
    let is_riff = [b"RIFF", b"RF64", b"BW64"].iter().any(|id| head.starts_with(*id));
    is_riff && array(head, 8) == Some(*b"WAVE")
}

/// A file that symphonia reads.
pub struct Wav {
    /// The file with a header whose sizes are those of the bytes that are there. Compressed sound
    /// other than ADPCM has no header.
    pub source: Source,
    /// The number of channels, where the header claims one channel of as many samples: symphonia
    /// refuses more than 26.
    pub channels: Option<usize>,
}

/// Repairs a file.
///
/// # Errors
/// [`DecodeError::TooManyChannels`], [`DecodeError::UnsupportedCodec`], and
/// [`DecodeError::CutOff`] or [`DecodeError::Damaged`] where format or sound are missing.
pub fn repair(file: &Source) -> Result<Wav, DecodeError> {
    let (mut format, mut long_size, mut is_empty) = (None, None, false);
    let mut at: u64 = 12;
    let mut is_searched = false;
    for _ in 0..MAX_CHUNKS {
        let header = file.read_at(at, 8)?;
        let (Some(id), Some(size)) = (array::<4>(&header, 0), u32_le(&header, 4)) else {
            // A chunk size before the sound is wrong: search for `data`.
            match find_data(file, 36)? {
                Some(data) if !is_searched && format.is_some() => at = data,
                _ => break,
            }
            is_searched = true;
            continue;
        };
        let start = at + 8;
        match &id {
            b"fmt " => format = Some(file.read_at(start, size.min(4_096) as usize)?),
            b"ds64" => long_size = u64_le(&file.read_at(start, 16)?, 8),
            b"data" => {
                let format = format.as_ref().ok_or(DecodeError::Damaged { source: None })?;
                let size = match (size, long_size) {
                    (u32::MAX, Some(size)) => size,
                    (size, _) => size.into(),
                };
                let end = data_end(file, start, size)?;
                if end > start {
                    return with_header(format, file.slice(start..end));
                }
                is_empty = true;
            }
            _ => {}
        }
        at = next_chunk(file, start, size.into())?;
    }
    match format {
        Some(format) if is_empty => with_header(&format, file.slice(0..0)),
        _ => Err(DecodeError::CutOff { source: None }),
    }
}

/// Where the chunk after one of `size` bytes begins. Odd chunks have a pad byte, which some
/// programs forget.
fn next_chunk(file: &Source, start: u64, size: u64) -> Result<u64, DecodeError> {
    let end = start.saturating_add(size);
    let padded = end.saturating_add(size % 2);
    if padded != end {
        let id = |at: u64| Ok::<_, DecodeError>(array::<4>(&file.read_at(at, 4)?, 0));
        let is_known = |id: Option<[u8; 4]>| id.is_some_and(|id| KNOWN.contains(&&id));
        if !is_known(id(padded)?) && is_known(id(end)?) {
            return Ok(end);
        }
    }
    Ok(padded)
}

/// Searches the first megabyte for the sound.
fn find_data(file: &Source, start: u64) -> Result<Option<u64>, DecodeError> {
    let head = file.read_at(start, 1 << 20)?;
    let found = head.windows(4).position(|id| id == b"data");
    Ok(found.map(|offset| start + offset as u64))
}

/// Where the sound ends: at its stated size if chunks or nothing follow, else at the file's end.
/// Junk that is read as sound does little harm, but a size that is too small would lose the pour.
fn data_end(file: &Source, start: u64, size: u64) -> Result<u64, DecodeError> {
    let end = start.saturating_add(size);
    let length = file.len();
    if size == 0 && array::<4>(&file.read_at(start, 4)?, 0).is_some_and(|id| KNOWN.contains(&&id)) {
        return Ok(start);
    }
    if size == 0 || size == u64::from(u32::MAX) || end > length {
        return Ok(length);
    }
    if length - end >= MIN_RESERVED && file.is_zero_from(end)? {
        return Ok(end);
    }
    let mut next = next_chunk(file, start, size)?;
    for _ in 0..MAX_CHUNKS {
        if next.saturating_add(MAX_STRAY_BYTES) >= length {
            return Ok(end);
        }
        let header = file.read_at(next, 8)?;
        let (Some(id), Some(size)) = (array::<4>(&header, 0), u32_le(&header, 4)) else { break };
        if KNOWN.contains(&&id) {
            return Ok(end);
        }
        // A chunk of an unknown program: sound rarely looks like one that ends with the file.
        if !id.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ') {
            break;
        }
        next = next_chunk(file, next + 8, size.into())?;
        if next > length + 1 {
            break;
        }
    }
    Ok(length)
}

fn with_header(format: &[u8], data: Source) -> Result<Wav, DecodeError> {
    const PCM: u16 = 1;
    const MS_ADPCM: u16 = 2;
    const FLOAT: u16 = 3;
    const A_LAW: u16 = 6;
    const MU_LAW: u16 = 7;
    const IMA_ADPCM: u16 = 0x11;
    const EXTENSIBLE: u16 = 0xFFFE;
    let damaged = || DecodeError::Damaged { source: None };
    let at = |at| u16_le(format, at).ok_or_else(damaged);
    let rate = u32_le(format, 4).ok_or_else(damaged)?;
    let (mut tag, channels, block, bits) = (at(0)?, at(2)?, at(12)?, at(14)?);
    if tag == EXTENSIBLE {
        // The first two bytes of the sub-format's GUID.
        tag = at(24)?;
    }
    if channels == 0 {
        return Err(damaged());
    }
    if channels > MAX_CHANNELS {
        let (channels, max) = (channels.into(), MAX_CHANNELS.into());
        return Err(DecodeError::TooManyChannels { channels, codec: "WAV", max });
    }
    let mut joined = None;
    let header = match tag {
        PCM | FLOAT | A_LAW | MU_LAW => {
            // Samples of 12 or 20 bits lie in the upper bits of whole bytes.
            let bits = match block / channels {
                bytes if bytes <= 8 && block % channels == 0 && 8 * bytes >= bits => 8 * bytes,
                _ => bits.checked_next_multiple_of(8).ok_or_else(damaged)?,
            };
            let is_decodable = match tag {
                PCM => [8, 16, 24, 32].contains(&bits),
                FLOAT => [32, 64].contains(&bits),
                _ => bits == 8,
            };
            if !is_decodable {
                let name = match tag {
                    PCM => "PCM",
                    FLOAT => "float",
                    A_LAW => "A-law",
                    _ => "µ-law",
                };
                return Err(DecodeError::UnsupportedCodec { codec: format!("{bits}-bit {name}") });
            }
            let header_channels = if channels > MAX_POSITIONS { 1 } else { channels };
            joined = (header_channels < channels).then_some(channels.into());
            let mut header =
                pcm_format(tag, header_channels, rate, header_channels * (bits / 8), bits);
            if tag == A_LAW || tag == MU_LAW {
                // No extension follows, and its length of 0 is required.
                header.extend([0, 0]);
            }
            header
        }
        MS_ADPCM | IMA_ADPCM if channels > 2 => {
            let (channels, codec) = (channels.into(), "ADPCM");
            return Err(DecodeError::TooManyChannels { channels, codec, max: 2 });
        }
        MS_ADPCM | IMA_ADPCM => format.to_vec(),
        // MP2, MP3, and AAC with ADTS. AAC without it does not tell where its frames begin.
        0x50 | 0x55 => return Ok(Wav { source: data, channels: None }),
        0xFF | 0x1600..=0x1602 if is_adts(&data)? => {
            return Ok(Wav { source: data, channels: None });
        }
        tag => {
            return Err(wave_name(tag).map_or(DecodeError::UnknownCodec, |codec| {
                DecodeError::UnsupportedCodec { codec: codec.into() }
            }));
        }
    };
    let size = |length: u64| saturated(length).to_le_bytes();
    let riff_size = size(4 + 8 + header.len() as u64 + 8 + data.len());
    let mut bytes = [&b"RIFF"[..], &riff_size, b"WAVEfmt ", &size(header.len() as u64)].concat();
    bytes.extend(header);
    bytes.extend(b"data");
    bytes.extend(size(data.len()));
    Ok(Wav { source: Source::join([Source::from_bytes(bytes), data]), channels: joined })
}

fn is_adts(data: &Source) -> Result<bool, DecodeError> {
    Ok(matches!(data.read_at(0, 2)?.as_slice(), [0xFF, second] if second & 0xF6 == 0xF0))
}

fn pcm_format(tag: u16, channels: u16, rate: u32, block: u16, bits: u16) -> Vec<u8> {
    let mut bytes = [tag.to_le_bytes(), channels.to_le_bytes()].concat();
    bytes.extend(rate.to_le_bytes());
    bytes.extend(rate.saturating_mul(block.into()).to_le_bytes());
    bytes.extend(block.to_le_bytes());
    bytes.extend(bits.to_le_bytes());
    bytes
}
