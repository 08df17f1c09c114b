//! First bytes of files: formats without a decoder, and files without sound.

use crate::bytes::{array, u16_be, u32_be};
use crate::{DecodeError, FileKind};

/// Formats of sound, by the bytes at an offset.
pub const UNSUPPORTED: &[(usize, &[u8], &str)] = &[
    (0, b"#!AMR", "AMR"),
    (0, b"#!SILK", "SILK"),
    (1, b"#!SILK", "SILK"),
    (0, b"\x30\x26\xB2\x75\x8E\x66\xCF\x11", "Windows Media"),
    (0, b".RMF", "RealAudio"),
    (0, b".ra\xFD", "RealAudio"),
    (0, b"MAC ", "Monkey's Audio"),
    (0, b"wvpk", "WavPack"),
    (0, b"DSD ", "DSD"),
    (0, b"FRM8", "DSD"),
    (0, b"TTA1", "True Audio"),
    (0, b"TTA2", "True Audio"),
    (0, b"MPCK", "Musepack"),
    (0, b"MP+", "Musepack"),
    (0, b"OFR ", "OptimFROG"),
    (0, b"#!iLBC", "iLBC"),
    (0, b"\x7F\xFE\x80\x01", "DTS"),
    (0, b"\xFE\x7F\x01\x80", "DTS"),
    (0, b"\x1F\xFF\xE8\x00", "DTS"),
    (0, b"\xFF\x1F\x00\xE8", "DTS"),
    (0, b"\x64\x58\x20\x25", "DTS"),
    (0, b"DTSHDHDR", "DTS"),
    (0, b"\x72\xF8\x1F\x4E", "S/PDIF"),
    (0, b"\xF8\x72\x4E\x1F", "S/PDIF"),
    (4, b"\xF8\x72\x6F\xBA", "Dolby TrueHD"),
    (4, b"\xF8\x72\x6F\xBB", "MLP"),
    (0, b"\xAC\x40", "AC-4"),
    (0, b"\xAC\x41", "AC-4"),
    (0, b"ADIF", "AAC ADIF"),
    (0, b"\xC0\xDE\xC2", "Codec 2"),
    (0, b"LA0", "Lossless Audio"),
    (0, b"ajkg", "Shorten"),
    (0, b"TWIN97", "TwinVQ"),
    (0, b"ea3\x03", "Sony OpenMG"),
    (0, b"EA3\x01", "Sony OpenMG"),
    (4, b"ftypaax", "Audible"),
    (4, b"\x57\x90\x75\x36", "Audible"),
    (8, b"QLCM", "QCELP"),
    (8, b"CDXA", "MPEG"),
    (1, b"dss", "DSS"),
    (1, b"ds2", "DSS"),
    (0, b"MMMD", "SMAF"),
    (0, b".SoX", "SoX"),
    (0, b"XoS.", "SoX"),
    (0, b"\x64\xA3\x01\0", "IRCAM"),
    (0, b"\0\x01\xA3\x64", "IRCAM"),
    (0, b"nut/multimedia container", "NUT"),
    (0, b"\xB7\xD8\0\x20\x37\x49\xDA\x11", "Windows TV"),
    (0, b"\x06\x0E\x2B\x34\x02\x05", "MXF"),
    (0, b"\0\0\0\0\x01\xBC", "GXF"),
    (0, b"FWS", "Flash"),
    (0, b"CWS", "Flash"),
    (0, b"ZWS", "Flash"),
    (8, b"8SVX", "8SVX"),
    (0, b"Extended Module: ", "XM"),
    (0, b"IMPM", "IT"),
    (0, b".snd", "AU"),
    (0, b"riff\x2E\x91\xCF\x11", "Wave64"),
    (0, b"RIFX", "RIFX"),
    (0, b"FLV\x01", "Flash Video"),
    (8, b"AVI ", "AVI"),
    (0, b"\0\0\x01\xBA", "MPEG"),
    (0, b"\0\0\x01\xB3", "MPEG"),
    (0, b"Creative Voice File", "Creative Voice"),
    (0, b"MThd", "MIDI"),
    (8, b"RMID", "MIDI"),
    (0, b"NIST_1A", "NIST Sphere"),
];

/// Files that hold no sound, by the bytes at an offset.
pub const NOT_AUDIO: &[(usize, &[u8], FileKind)] = &[
    (0, b"\x89PNG", FileKind::Picture),
    (0, b"\xFF\xD8\xFF", FileKind::Picture),
    (0, b"GIF8", FileKind::Picture),
    (0, b"II*\0", FileKind::Picture),
    (0, b"MM\0*", FileKind::Picture),
    (0, b"8BPS", FileKind::Picture),
    (8, b"WEBP", FileKind::Picture),
    (4, b"ftypheic", FileKind::Picture),
    (4, b"ftypheix", FileKind::Picture),
    (4, b"ftypmif1", FileKind::Picture),
    (4, b"ftypavif", FileKind::Picture),
    (0, b"%PDF", FileKind::Document),
    (0, b"{\\rtf", FileKind::Document),
    (0, b"\xD0\xCF\x11\xE0", FileKind::Document),
    (0, b"PK\x03\x04", FileKind::Archive),
    (0, b"PK\x05\x06", FileKind::Archive),
    (0, b"\x1F\x8B", FileKind::Archive),
    (0, b"7z\xBC\xAF", FileKind::Archive),
    (0, b"Rar!", FileKind::Archive),
    (0, b"\xFD7zXZ", FileKind::Archive),
    (0, b"BZh", FileKind::Archive),
    (0, b"\x28\xB5\x2F\xFD", FileKind::Archive),
    (0, b"\x7FELF", FileKind::Program),
    (0, b"MZ\x90", FileKind::Program),
    (0, b"\0asm", FileKind::Program),
];

/// Formats without a signature, by the extension of the file's name.
const BY_EXTENSION: &[(&str, &str)] = &[
    ("g722", "G.722"),
    ("g726", "G.726"),
    ("g726le", "G.726"),
    ("g723", "G.723.1"),
    ("g723_1", "G.723.1"),
    ("g729", "G.729"),
    ("gsm", "GSM"),
    ("al", "A-law"),
    ("alaw", "A-law"),
    ("ul", "µ-law"),
    ("ulaw", "µ-law"),
    ("aptx", "aptX"),
    ("aptxhd", "aptX"),
    ("dfpwm", "DFPWM"),
    ("adx", "ADX"),
    ("rso", "RSO"),
    ("vox", "Dialogic ADPCM"),
    ("sln", "SLN"),
    ("pcm", "PCM"),
    ("raw", "PCM"),
    ("sbc", "SBC"),
    ("msbc", "SBC"),
    ("latm", "AAC LATM"),
    ("loas", "AAC LATM"),
    ("ac3", "AC-3"),
    ("eac3", "E-AC-3"),
    ("ec3", "E-AC-3"),
    ("dts", "DTS"),
];

/// The format that the extension of a file's name tells.
pub fn format_of_name(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    BY_EXTENSION.iter().find(|(known, _)| *known == extension).map(|(_, format)| *format)
}

/// Recognises formats without a decoder by several frames in a row: one short sync word is often
/// there by chance.
pub fn frames(head: &[u8]) -> Option<DecodeError> {
    let format = if is_in_row(head, 4, sbc_frame) {
        "SBC"
    } else if is_in_row(head, 3, loas_frame) {
        "AAC LATM"
    } else if is_in_row(head, 8, gsm_frame) {
        "GSM"
    } else if head.starts_with(b"\x0B\x77") {
        // Streams of E-AC-3 have identifiers above 10 (ATSC A/52, E.2.3.1.6).
        if head.get(5).is_some_and(|byte| byte >> 3 > 10) { "E-AC-3" } else { "AC-3" }
    } else if [(0, 188), (4, 192)].iter().any(|&(at, packet)| {
        [0, 1, 2].iter().all(|index| head.get(at + index * packet) == Some(&0x47))
    }) {
        "MPEG"
    } else {
        return refused_mp2(head);
    };
    Some(DecodeError::UnsupportedFormat { format })
}

/// Whether a number of frames follow each other; fewer, if the file ends with the last.
fn is_in_row(head: &[u8], count: usize, length: fn(&[u8]) -> Option<usize>) -> bool {
    let mut rest = head;
    for index in 0..count {
        if rest.is_empty() && index > 1 {
            return true;
        }
        let Some(next) = length(rest).and_then(|length| rest.get(length..)) else { return false };
        rest = next;
    }
    true
}

/// Length of an SBC frame (A2DP 12.9), or of mSBC (HFP 5.7.4).
fn sbc_frame(bytes: &[u8]) -> Option<usize> {
    let [sync, form, pool] = array::<3>(bytes, 0)?;
    if sync == 0xAD && form == 0 && pool == 0 {
        return Some(57);
    }
    if sync != 0x9C || pool < 2 {
        return None;
    }
    let blocks = 4 * (usize::from(form >> 4 & 3) + 1);
    let subbands = if form & 1 == 0 { 4 } else { 8 };
    let mode = form >> 2 & 3;
    let channels = if mode == 0 { 1 } else { 2 };
    let pool = usize::from(pool);
    let bits = match mode {
        0 | 1 => blocks * channels * pool,
        2 => blocks * pool,
        _ => subbands + blocks * pool,
    };
    Some(4 + subbands * channels / 2 + bits.div_ceil(8))
}

/// Length of a LOAS frame (ISO/IEC 14496-3, 1.7.2).
fn loas_frame(bytes: &[u8]) -> Option<usize> {
    let mark = u32_be(bytes, 0)? >> 8;
    (mark >> 13 == 0x2B7).then_some(3 + (mark & 0x1FFF) as usize)
}

/// Length of a GSM 06.10 frame as files have it, with a mark of four bits.
fn gsm_frame(bytes: &[u8]) -> Option<usize> {
    (bytes.first()? >> 4 == 0xD).then_some(33)
}

/// MP2 in mono above 192 kbit/s, which ffmpeg writes, and symphonia refuses as the standard does.
fn refused_mp2(head: &[u8]) -> Option<DecodeError> {
    const RATES: [u32; 4] = [224, 256, 320, 384];
    let (mark, form) = (u16_be(head, 0)?, u16_be(head, 2)?);
    let is_mono = form >> 6 & 3 == 3;
    let rate = usize::from(form >> 12).checked_sub(11).and_then(|index| RATES.get(index))?;
    (mark | 1 == 0xFFFD && is_mono)
        .then(|| DecodeError::UnsupportedCodec { codec: format!("MP2, mono, {rate} kbit/s") })
}
