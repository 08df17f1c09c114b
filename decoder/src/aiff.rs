//! Repairs AIFF headers whose sizes are not those of the bytes that are there.

use crate::DecodeError;
use crate::bytes::{MAX_CHUNKS, array, saturated, u16_be, u32_be};
use crate::codecs::{MAX_POSITIONS, four_cc_name};
use crate::source::Source;

pub fn is_aiff(head: &[u8]) -> bool {
    head.starts_with(b"FORM")
        && matches!(array::<4>(head, 8), Some([b'A', b'I', b'F', b'F' | b'C']))
}

/// Returns the file with a header whose sizes are those of the bytes that are there.
///
/// # Errors
/// [`DecodeError::CutOff`] or [`DecodeError::Damaged`] where format or sound are missing, and the
/// reason why the sound has no decoder.
pub fn repair(file: &Source) -> Result<Source, DecodeError> {
    let form = file.read_at(0, 12)?;
    let (mut common, mut sound) = (None, None);
    let mut at: u64 = 12;
    for _ in 0..MAX_CHUNKS {
        let header = file.read_at(at, 8)?;
        let (Some(id), Some(size)) = (array::<4>(&header, 0), u32_be(&header, 4)) else { break };
        let start = at + 8;
        match &id {
            b"COMM" => common = Some(file.read_at(start, size.min(4_096) as usize)?),
            b"SSND" => {
                let end = start.saturating_add(size.into());
                // Recorders that were interrupted leave a size of 0, or that of the offsets alone.
                let end = if size <= 8 { file.len() } else { end.min(file.len()) };
                sound = Some(file.slice(start..end));
            }
            _ => {}
        }
        at = start.saturating_add(size.into()).saturating_add(u64::from(size % 2));
    }
    let sound = sound.ok_or(DecodeError::CutOff { source: None })?;
    let mut common = common.ok_or(DecodeError::Damaged { source: None })?;
    if let Some(error) = unusable(&common) {
        return Err(error);
    }
    // A chunk of odd size would need a pad byte after it.
    common.resize(common.len().next_multiple_of(2), 0);
    correct_length(&mut common, sound.len().saturating_sub(8));
    let size = |length: u64| saturated(length).to_be_bytes();
    let kind = form.get(8..12).unwrap_or(b"AIFF");
    let form_size = size(4 + 8 + common.len() as u64 + 8 + sound.len());
    let mut bytes = [&b"FORM"[..], &form_size, kind, b"COMM", &size(common.len() as u64)].concat();
    bytes.extend(&common);
    bytes.extend(b"SSND");
    bytes.extend(size(sound.len()));
    Ok(Source::join([Source::from_bytes(bytes), sound]))
}

/// Writes the number of frames that are there, for samples of whole bytes.
fn correct_length(common: &mut [u8], sound_bytes: u64) {
    let compression = array::<4>(common, 18);
    let is_pcm = matches!(
        compression.as_ref(),
        None | Some(b"NONE" | b"twos" | b"sowt" | b"in24" | b"in32" | b"raw " | b"fl32" | b"FL32")
            | Some(b"fl64" | b"FL64")
    );
    let (Some(channels), Some(bits)) = (u16_be(common, 0), u16_be(common, 6)) else { return };
    let frame = u64::from(channels) * u64::from(bits.div_ceil(8));
    if is_pcm && frame > 0 {
        let frames = saturated(sound_bytes / frame);
        if let Some(count) = common.get_mut(2..6) {
            count.copy_from_slice(&frames.to_be_bytes());
        }
    }
}

fn unusable(common: &[u8]) -> Option<DecodeError> {
    if let Some(channels) = u16_be(common, 0).filter(|&channels| channels > MAX_POSITIONS) {
        let (channels, max) = (channels.into(), MAX_POSITIONS.into());
        return Some(DecodeError::TooManyChannels { channels, codec: "AIFF", max });
    }
    let codec = four_cc_name(array(common, 18)?)?;
    Some(DecodeError::UnsupportedCodec { codec: codec.into() })
}
