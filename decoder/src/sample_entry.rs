//! Reads sample entries of MP4 and QuickTime files that symphonia refuses or misreads. They are
//! those of uncompressed sound in all of its forms, and of MPEG audio under other names.

use symphonia::core::codecs::audio::well_known::{CODEC_ID_MP1, CODEC_ID_MP2, CODEC_ID_MP3};
use symphonia::core::codecs::audio::{AudioCodecId, AudioCodecParameters};

use crate::bytes::{array, u16_be, u32_be, u64_be};
use crate::codecs::{Sample, object_type_name, parameters, pcm_codec};

/// The codec's four-character code.
pub fn code(entry: &[u8]) -> Option<[u8; 4]> {
    array(entry, 4)
}

/// Parameters of an entry that symphonia must not read; `None` for all others.
pub fn read(entry: &[u8]) -> Option<AudioCodecParameters> {
    let code = code(entry)?;
    let version = u16_be(entry, 16)?;
    let (rate, channels) = match version {
        2 => (f64::from_bits(u64_be(entry, 40)?) as u32, u32_be(entry, 48)?),
        // A fixed-point number: the upper half is whole.
        _ => (u32_be(entry, 32)? >> 16, u16_be(entry, 24)?.into()),
    };
    let channels = u16::try_from(channels).ok().filter(|&channels| channels > 0)?;
    let mpeg = match &code {
        b".mp1" => Some(CODEC_ID_MP1),
        b".mp2" | b"ms\0\x50" => Some(CODEC_ID_MP2),
        b"ms\0\x55" => Some(CODEC_ID_MP3),
        _ => None,
    };
    let codec = match mpeg {
        Some(codec) => codec,
        None => read_pcm(entry, code, version)?,
    };
    Some(parameters(codec, rate, channels))
}

fn read_pcm(entry: &[u8], code: [u8; 4], version: u16) -> Option<AudioCodecId> {
    let stated_bits = u32::from(u16_be(entry, 26)?);
    // Version 1 also states the bytes of a sample, and its bits may be 16 for all larger ones.
    let bits = match version {
        1 => {
            u32_be(entry, 40).filter(|bytes| (1..=8).contains(bytes)).map_or(stated_bits, |n| 8 * n)
        }
        _ => stated_bits,
    };
    let after = |name: &[u8; 4]| {
        let at = entry.windows(4).position(|found| found == name)?;
        entry.get(at + 4..)
    };
    // QuickTime's `enda` box tells that samples are little-endian.
    let is_little_endian = after(b"enda").and_then(|content| u16_be(content, 0)) == Some(1);
    match &code {
        b"raw " | b"NONE" if bits == 8 => pcm_codec(Sample::Unsigned, 8, false),
        b"raw " | b"NONE" | b"twos" => pcm_codec(Sample::Signed, bits, false),
        b"sowt" => pcm_codec(Sample::Signed, bits, true),
        b"in24" => pcm_codec(Sample::Signed, 24, is_little_endian),
        b"in32" => pcm_codec(Sample::Signed, 32, is_little_endian),
        b"fl32" => pcm_codec(Sample::Float, 32, is_little_endian),
        b"fl64" => pcm_codec(Sample::Float, 64, is_little_endian),
        b"alaw" => pcm_codec(Sample::ALaw, 8, false),
        b"ulaw" => pcm_codec(Sample::MuLaw, 8, false),
        b"lpcm" if version == 2 => {
            let (bits, flags) = (u32_be(entry, 56)?, u32_be(entry, 60)?);
            let sample = match flags & 0b101 {
                0 => Sample::Unsigned,
                0b100 => Sample::Signed,
                _ => Sample::Float,
            };
            pcm_codec(sample, bits, flags & 0b10 == 0)
        }
        // ISO/IEC 23003-5: version and flags, whether samples are little-endian, and their bits.
        b"ipcm" | b"fpcm" => {
            let [.., flags, bits] = array::<6>(after(b"pcmC")?, 0)?;
            let sample = if &code == b"fpcm" { Sample::Float } else { Sample::Signed };
            pcm_codec(sample, bits.into(), flags & 1 == 1)
        }
        _ => None,
    }
}

/// Name of a codec without a decoder that an `esds` box states.
pub fn object_type(entry: &[u8]) -> Option<&'static str> {
    const CONFIG: u8 = 4;
    let at = entry.windows(4).position(|found| found == b"esds")?;
    // After version and flags: a descriptor's tag and length, its identifier and flags.
    let content = entry.get(at + 8..)?;
    let content = skip_tag(content)?.get(3..)?;
    if content.first() != Some(&CONFIG) {
        return None;
    }
    object_type_name(*skip_tag(content)?.first()?)
}

/// The content of a descriptor, after its tag and its length of up to four bytes.
fn skip_tag(descriptor: &[u8]) -> Option<&[u8]> {
    let length = descriptor.get(1..5)?;
    let more = length.iter().take_while(|&byte| byte & 0x80 != 0).count();
    descriptor.get(2 + more..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use symphonia::core::codecs::audio::well_known::{
        CODEC_ID_PCM_F32LE, CODEC_ID_PCM_S16LE, CODEC_ID_PCM_S24BE,
    };

    /// An entry of version 0 at 8 kHz, with boxes after it.
    fn entry(code: &[u8; 4], channels: u8, boxes: &[u8]) -> Vec<u8> {
        let mut entry = vec![0; 36];
        entry[4..8].copy_from_slice(code);
        entry[25] = channels;
        entry[27] = 16;
        entry[32..34].copy_from_slice(&8_000_u16.to_be_bytes());
        [&entry, boxes].concat()
    }

    #[test]
    fn read_follows_the_box_of_mp4s_uncompressed_sound() {
        // ffmpeg writes these since 6.1.
        let config =
            |flags: u8, bits: u8| [&b"\0\0\0\x0EpcmC\0\0\0\0"[..], &[flags, bits]].concat();
        for (code, flags, bits, codec) in [
            (b"ipcm", 1, 16, CODEC_ID_PCM_S16LE),
            (b"ipcm", 0, 24, CODEC_ID_PCM_S24BE),
            (b"fpcm", 1, 32, CODEC_ID_PCM_F32LE),
        ] {
            let found = read(&entry(code, 6, &config(flags, bits))).unwrap();
            assert_eq!((found.codec, found.sample_rate), (codec, Some(8_000)));
            assert_eq!(found.channels.unwrap().count(), 6);
        }
        assert!(read(&entry(b"ipcm", 6, b"")).is_none());
        assert!(read(&entry(b"mp4a", 2, b"")).is_none());
        assert!(read(b"mp4a").is_none());
    }
}
