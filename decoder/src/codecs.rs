//! Names of codecs without a decoder, and parameters of uncompressed sound.

use symphonia::core::audio::Channels;
use symphonia::core::codecs::audio::well_known::{
    CODEC_ID_PCM_ALAW, CODEC_ID_PCM_F32BE, CODEC_ID_PCM_F32LE, CODEC_ID_PCM_F64BE,
    CODEC_ID_PCM_F64LE, CODEC_ID_PCM_MULAW, CODEC_ID_PCM_S8, CODEC_ID_PCM_S16BE,
    CODEC_ID_PCM_S16LE, CODEC_ID_PCM_S24BE, CODEC_ID_PCM_S24LE, CODEC_ID_PCM_S32BE,
    CODEC_ID_PCM_S32LE, CODEC_ID_PCM_U8,
};
use symphonia::core::codecs::audio::{AudioCodecId, AudioCodecParameters};

/// Largest number of channels that symphonia has positions for.
pub const MAX_POSITIONS: u16 = 26;

/// How a sample of uncompressed sound is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sample {
    Signed,
    Unsigned,
    Float,
    ALaw,
    MuLaw,
}

/// The codec of samples; `None` without a decoder.
pub fn pcm_codec(sample: Sample, bits: u32, is_little_endian: bool) -> Option<AudioCodecId> {
    let (big, little) = match (sample, bits) {
        (Sample::ALaw, _) => (CODEC_ID_PCM_ALAW, CODEC_ID_PCM_ALAW),
        (Sample::MuLaw, _) => (CODEC_ID_PCM_MULAW, CODEC_ID_PCM_MULAW),
        (Sample::Unsigned, 8) => (CODEC_ID_PCM_U8, CODEC_ID_PCM_U8),
        (Sample::Signed, 8) => (CODEC_ID_PCM_S8, CODEC_ID_PCM_S8),
        (Sample::Signed, 16) => (CODEC_ID_PCM_S16BE, CODEC_ID_PCM_S16LE),
        (Sample::Signed, 24) => (CODEC_ID_PCM_S24BE, CODEC_ID_PCM_S24LE),
        (Sample::Signed, 32) => (CODEC_ID_PCM_S32BE, CODEC_ID_PCM_S32LE),
        (Sample::Float, 32) => (CODEC_ID_PCM_F32BE, CODEC_ID_PCM_F32LE),
        (Sample::Float, 64) => (CODEC_ID_PCM_F64BE, CODEC_ID_PCM_F64LE),
        _ => return None,
    };
    Some(if is_little_endian { little } else { big })
}

/// Parameters of a codec whose packets describe themselves, or of uncompressed sound.
pub fn parameters(codec: AudioCodecId, rate: u32, channels: u16) -> AudioCodecParameters {
    let mut parameters = AudioCodecParameters::new();
    parameters.for_codec(codec).with_sample_rate(rate);
    parameters.with_channels(Channels::Discrete(channels));
    parameters
}

/// Name of a codec by its tag in WAV and AVI files (RFC 2361).
pub fn wave_name(tag: u16) -> Option<&'static str> {
    Some(match tag {
        0x02 => "MS ADPCM",
        0x11 => "IMA ADPCM",
        0x20 => "Yamaha ADPCM",
        0x10 | 0x17 | 0x61 | 0x62 | 0x69 | 0x200 | 0x4147 => "ADPCM",
        0x160..=0x163 => "Windows Media Audio",
        0x31 | 0x32 | 0x1500 => "GSM",
        0x38 | 0x39 | 0x57 | 0x58 | 0x4201 | 0x4243 => "AMR",
        0x40 | 0x45 | 0x64 | 0x85 | 0xA107 => "G.726",
        0x41 | 0x66 => "G.728",
        0x42 | 0x14 | 0xA100 => "G.723.1",
        0x65 | 0x28F => "G.722",
        0x83 | 0xA106 => "G.729",
        0x22 => "TrueSpeech",
        0x50 => "MP2",
        0x55 => "MP3",
        0x92 | 0x2000 => "AC-3",
        0x2001 => "DTS",
        0x130 => "Sipro",
        0x180 => "Sony ATRAC",
        0x270 => "ATRAC3",
        0x402 => "Intel Music Coder",
        0x674F..=0x6771 | 0x566F => "Vorbis",
        0xF1AC => "FLAC",
        0xA109 => "Speex",
        0x704F => "Opus",
        0x5756 => "WavPack",
        0xFF | 0x1600 | 0x1601 | 0x1602 | 0x1610 | 0x706D => "AAC",
        _ => return None,
    })
}

/// Name of a codec by its identifier in Matroska, as far as symphonia leaves it out.
pub fn matroska_name(id: &str) -> Option<&'static str> {
    let names = [
        ("A_DTS", "DTS"),
        ("A_AAC", "AAC"),
        ("A_AC3", "AC-3"),
        ("A_EAC3", "E-AC-3"),
        ("A_AC4", "AC-4"),
        ("A_OPUS", "Opus"),
        ("A_TRUEHD", "Dolby TrueHD"),
        ("A_MLP", "MLP"),
        ("A_REAL/", "RealAudio"),
        ("A_QUICKTIME/QDM", "QDesign Music"),
        ("A_QUICKTIME", "QuickTime"),
        ("A_ATRAC", "ATRAC"),
        ("A_PCM/", "PCM"),
        ("A_SPEEX", "Speex"),
        ("A_ALAC", "ALAC"),
        ("A_MPC", "Musepack"),
        ("A_TTA", "True Audio"),
        ("A_WAVPACK", "WavPack"),
    ];
    names.iter().find(|(known, _)| id.starts_with(known)).map(|(_, name)| *name)
}

/// Name of a codec by its four-character code in MP4, QuickTime and CAF.
pub fn four_cc_name(code: [u8; 4]) -> Option<&'static str> {
    Some(match &code {
        b"samr" | b"sawb" | b"sawp" => "AMR",
        b"ac-3" | b"sac3" | b"AC-3" => "AC-3",
        b"ec-3" => "E-AC-3",
        b"ac-4" => "AC-4",
        b"Opus" | b"opus" => "Opus",
        b"dtsc" | b"dtsh" | b"dtse" | b"dtsl" | b"dtsx" | b"dtsy" => "DTS",
        b"mlpa" => "Dolby TrueHD",
        b"mha1" | b"mha2" | b"mhm1" | b"mhm2" => "MPEG-H",
        b"QDM2" | b"QDMC" => "QDesign Music",
        b"Qclp" | b"sqcp" | b"sevc" | b"ssmv" => "Qualcomm PureVoice",
        b"MAC3" | b"MAC6" => "MACE",
        b"ima4" => "IMA ADPCM",
        b"agsm" => "GSM",
        b"spex" | b"SPXN" => "Speex",
        b"nmos" => "Nellymoser",
        b"g719" => "G.719",
        b"ilbc" => "iLBC",
        b"WMA2" | b"wma " => "Windows Media Audio",
        b"msVo" | b"vrbs" => "Vorbis",
        b"aach" | b"aacp" => "HE-AAC",
        b"aacl" | b"aace" | b"aacf" => "AAC-ELD",
        b"usac" => "xHE-AAC",
        [b'm', b's', tag @ ..] => return wave_name(u16::from_be_bytes(*tag)),
        _ => return None,
    })
}

/// Name of a codec by its object type in MP4 files (mp4ra.org), as far as it is no AAC or MP3.
pub fn object_type_name(object_type: u8) -> Option<&'static str> {
    Some(match object_type {
        0xA0 => "EVRC",
        0xA1 => "SMV",
        0xA5 => "AC-3",
        0xA6 => "E-AC-3",
        0xA9..=0xAC => "DTS",
        0xAD => "Opus",
        0xAE => "AC-4",
        0xDD => "Vorbis",
        0xE1 => "QCELP",
        _ => return None,
    })
}
