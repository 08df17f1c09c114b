//! Formats that ffmpeg writes, and what becomes of damaged ones.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::fs;
use std::process::Command;

use common::print::print_uncaptured;
use common::{decode, floats, ramp};
use hot_or_cold_decoder::Recording;

/// Words that only developers understand.
const JARGON: [&str; 9] =
    ["isomp4", "atom", "malformed", "ogg:", "wav:", "riff", "probe", "symphonia", "reset"];

/// Two seconds of a rising tone at 48 kHz, encoded by ffmpeg with each file's options. Prints which
/// files are skipped; without ffmpeg all are.
fn encode<'a>(files: &[(&'a str, &str)]) -> Vec<(&'a str, Vec<u8>)> {
    if Command::new("ffmpeg").arg("-version").output().is_err() {
        print_uncaptured("skipped: ffmpeg is not installed, which tests of formats need");
        return Vec::new();
    }
    let folder = temp_dir::TempDir::new().unwrap();
    let source = "aevalsrc=0.3*sin(500*t*t+2000*t):d=2:s=48000";
    let mut encoded = Vec::new();
    for &(name, options) in files {
        let file = folder.path().join(name);
        let mut command = Command::new("ffmpeg");
        command.args(["-v", "error", "-y", "-f", "lavfi", "-i", source]);
        command.args(options.split_whitespace()).arg(&file);
        if command.output().unwrap().status.success() {
            encoded.push((name, fs::read(file).unwrap()));
        } else {
            print_uncaptured(&format!("skipped: ffmpeg has no encoder for {name}"));
        }
    }
    assert!(!encoded.is_empty(), "ffmpeg encodes none of {files:?}");
    encoded
}

#[test]
fn formats_with_a_decoder_are_read() {
    let cases = [
        ("a.aiff", ""),
        ("a24.aiff", "-c:a pcm_s24be"),
        ("a.caf", ""),
        ("alac.caf", "-c:a alac"),
        ("a.flac", ""),
        ("flac.ogg", "-c:a flac"),
        ("a.ogg", "-c:a libvorbis"),
        ("a.webm", "-c:a libvorbis"),
        ("flac.mka", "-c:a flac"),
        ("aac.mkv", "-c:a aac"),
        ("a.m4a", "-c:a aac"),
        ("fast.m4a", "-c:a aac -movflags +faststart"),
        ("fragments.mp4", "-c:a aac -movflags frag_keyframe+empty_moov"),
        ("a.aac", "-c:a aac -f adts"),
        ("alac.m4a", "-c:a alac"),
        ("alac.mov", "-c:a alac"),
        ("aac.mov", "-c:a aac"),
        ("pcm.mov", "-c:a pcm_s16be"),
        ("a.mp3", "-c:a libmp3lame"),
        ("mp3.wav", "-c:a libmp3lame"),
        ("mp3.mp4", "-c:a libmp3lame"),
        ("a.mp2", "-c:a mp2 -b:a 128k"),
        ("mp2.wav", "-c:a mp2 -b:a 128k"),
        ("mp2.mkv", "-c:a mp2 -b:a 128k"),
        ("mp2.mov", "-c:a mp2 -b:a 128k"),
        ("ima.wav", "-c:a adpcm_ima_wav"),
        ("ms.wav", "-c:a adpcm_ms"),
        ("rf64.wav", "-rf64 always"),
        ("ima.caf", "-c:a adpcm_ima_qt"),
    ];
    for (name, bytes) in encode(&cases) {
        let (rate, channels, samples) = decode(bytes.clone()).unwrap_or_else(|error| {
            panic!("{name}: {error} {:?}", std::error::Error::source(&error))
        });
        assert_eq!((rate, channels), (48_000, 1), "{name}");
        // Encoders pad to whole frames.
        assert!((96_000..100_000).contains(&samples.len()), "{name}: {}", samples.len());
        common::assert_failed_read_is_an_error(&bytes, name);
        let power = samples.iter().map(|x| x * x).sum::<f32>() / 96_000.0;
        assert!((0.03..0.06).contains(&power), "{name}: {power}");
    }
}

/// The forms of uncompressed sound that ffmpeg writes into a container.
const UNCOMPRESSED: [(&str, &str); 6] = [
    ("wav", "u8 s16le s24le s32le f32le f64le alaw mulaw"),
    ("mov", "u8 s8 s16le s16be s24le s24be s32le s32be f32le f32be f64le f64be alaw mulaw"),
    ("mp4", "s16le s16be s24le s24be s32le s32be f32le f32be f64le f64be"),
    ("mkv", "u8 s16le s16be s24le s24be s32le s32be f32le f64le alaw mulaw"),
    ("caf", "s16le s16be s24le s24be s32le s32be f32le f32be f64le f64be alaw mulaw"),
    ("aiff", "s8 s16le s16be s24be s32be f32be f64be alaw mulaw"),
];

/// Encodes half a second of each form in one run of ffmpeg; empty without a suitable ffmpeg.
fn encode_uncompressed(container: &str, forms: &str, channels: usize) -> Vec<(String, Vec<u8>)> {
    let folder = temp_dir::TempDir::new().unwrap();
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-f", "lavfi", "-i", "aevalsrc=0.3*sin(500*t+9000*t*t):d=0.5"]);
    let names: Vec<String> = forms.split(' ').map(|form| format!("{form}.{container}")).collect();
    for (name, form) in names.iter().zip(forms.split(' ')) {
        command.args(["-ac", &channels.to_string(), "-c:a", &format!("pcm_{form}")]);
        command.arg(folder.path().join(name));
    }
    if !command.output().is_ok_and(|output| output.status.success()) {
        print_uncaptured(&format!("skipped: ffmpeg writes no {container} of uncompressed sound"));
        return Vec::new();
    }
    let read = |name: String| (name.clone(), fs::read(folder.path().join(name)).unwrap());
    names.into_iter().map(read).collect()
}

#[test]
fn every_form_of_uncompressed_sound_is_read_alike() {
    for channels in [1, 2, 4] {
        let mut expected: Option<Vec<f32>> = None;
        for (container, forms) in UNCOMPRESSED {
            for (name, bytes) in encode_uncompressed(container, forms, channels) {
                let (rate, found, samples) =
                    decode(bytes).unwrap_or_else(|error| panic!("{name}, {channels}: {error}"));
                assert_eq!((rate, found), (44_100, channels), "{name}");
                let expected = expected.get_or_insert_with(|| samples.clone());
                assert_eq!(samples.len(), expected.len(), "{name}");
                let differences = samples.iter().zip(expected).map(|(a, b)| (a - *b).abs());
                // A step of 8 bits, or of A-law.
                assert!(differences.fold(0.0, f32::max) < 0.02, "{name}, {channels}");
            }
        }
    }
}

#[test]
fn formats_without_a_decoder_are_named() {
    let cases = [
        ("a.ac3", "-c:a ac3", "AC-3"),
        ("ac3.mp4", "-c:a ac3", "AC-3"),
        ("ac3.mkv", "-c:a ac3", "AC-3"),
        ("eac3.mp4", "-c:a eac3", "E-AC-3"),
        ("dts.mkv", "-c:a dca -strict -2", "DTS"),
        ("opus.ogg", "-c:a libopus", "Opus"),
        ("opus.webm", "-c:a libopus", "Opus"),
        ("opus.mp4", "-c:a libopus", "Opus"),
        ("speex.ogg", "-c:a libspeex -ar 16000", "Speex"),
        ("a.wma", "-c:a wmav2", "Windows Media"),
        ("a.avi", "-c:a pcm_s16le", "AVI"),
        ("a.ts", "-c:a aac -f mpegts", "MPEG"),
        ("ima.mov", "-c:a adpcm_ima_qt", "IMA ADPCM"),
        ("ima.aiff", "-c:a adpcm_ima_qt", "IMA ADPCM"),
        ("flac.caf", "-c:a flac", "FLAC"),
        ("s8.caf", "-c:a pcm_s8", "8-bit PCM"),
        ("surround.m4a", "-ac 6 -c:a aac", "6 channels of AAC"),
        ("surround.aac", "-ac 6 -c:a aac -f adts", "6 channels of AAC"),
        ("own-layout.m4a", "-ac 3 -c:a aac", "3 channels of AAC"),
        ("a.eac3", "-c:a eac3", "E-AC-3"),
        ("a.dts", "-c:a dca -strict -2", "DTS"),
        ("a.thd", "-c:a truehd -strict -2", "Dolby TrueHD"),
        ("a.tta", "-c:a tta", "True Audio"),
        ("a.wv", "-c:a wavpack", "WavPack"),
        ("a.sbc", "-c:a sbc", "SBC"),
        ("a.latm", "-c:a aac -f latm", "AAC LATM"),
        ("a.gsm", "-ar 8000 -c:a libgsm -f gsm", "GSM"),
        ("gsm.wav", "-ar 8000 -c:a libgsm_ms", "GSM"),
        ("a.c2", "-ar 8000 -c:a libcodec2 -f codec2", "Codec 2"),
        ("a.spdif", "-c:a ac3 -f spdif", "S/PDIF"),
        ("lpcm.m2ts", "-ac 2 -c:a pcm_bluray", "MPEG"),
        ("a.rm", "-c:a ac3", "RealAudio"),
        ("opus.caf", "-c:a libopus", "Opus"),
        ("ms.caf", "-c:a adpcm_ms", "MS ADPCM"),
        ("g722.wav", "-ar 16000 -c:a g722", "G.722"),
        ("g722.mka", "-ar 16000 -c:a g722", "G.722"),
        ("g722.mov", "-ar 16000 -c:a g722", "G.722"),
        ("g726.wav", "-ar 8000 -c:a g726", "G.726"),
        ("g726.mkv", "-ar 8000 -c:a g726", "G.726"),
        ("g726.mov", "-ar 8000 -c:a g726", "G.726"),
        ("aac.wav", "-c:a aac", "AAC"),
        ("wma.wav", "-c:a wmav2", "Windows Media Audio"),
        ("wma.mkv", "-c:a wmav2", "Windows Media Audio"),
        ("wma.mov", "-c:a wmav2", "Windows Media Audio"),
        ("speex.mkv", "-c:a libspeex -ar 16000", "Speex"),
        ("vorbis.mp4", "-c:a libvorbis", "Vorbis"),
        ("real.mkv", "-ar 8000 -c:a real_144", "RealAudio"),
        ("yamaha.mkv", "-c:a adpcm_yamaha", "Yamaha ADPCM"),
        // ffmpeg's own choice of the bit rate, which the standard forbids.
        ("mono.mp2", "-c:a mp2 -b:a 384k", "MP2, mono, 384 kbit/s"),
        ("mono.mp2.wav", "-c:a mp2 -b:a 384k", "MP2, mono, 384 kbit/s"),
        ("mono.mp2.mkv", "-c:a mp2 -b:a 384k", "MP2, mono, > 192 kbit/s"),
    ];
    let files = cases.map(|(name, options, _)| (name, options));
    for (name, bytes) in encode(&files) {
        let (_, _, named) = cases.into_iter().find(|case| case.0 == name).unwrap();
        let sentence = decode(bytes).unwrap_err().to_string();
        let is_named = sentence.contains(&format!("({named})")) || sentence.contains(" of AAC");
        assert!(is_named && sentence.contains(named), "{name}: {sentence}");
    }
}

#[test]
fn formats_without_a_signature_are_named_by_the_extension() {
    let cases = [
        ("a.g722", "-ar 16000 -c:a g722", "G.722"),
        ("a.g726", "-ar 8000 -c:a g726 -f g726", "G.726"),
        ("a.g723_1", "-ar 8000 -b:a 6300 -c:a g723_1 -f g723_1", "G.723.1"),
        ("a.ul", "-ar 8000 -c:a pcm_mulaw -f mulaw", "µ-law"),
    ];
    let files = cases.map(|(name, options, _)| (name, options));
    for (name, bytes) in encode(&files) {
        let (_, _, named) = cases.into_iter().find(|case| case.0 == name).unwrap();
        let sentence = |name: &str| {
            let recording = Recording::from_bytes(bytes.clone()).named(name);
            common::decode_recording(&recording).unwrap_err().to_string()
        };
        for name in [name.to_owned(), name.to_uppercase(), format!("/tmp/my.pours/{name}")] {
            assert!(sentence(&name).contains(&format!("({named})")), "{name}: {}", sentence(&name));
        }
        for name in ["", "a", "a.wav", "g722"] {
            assert!(!sentence(name).contains("isn't supported"), "{name}: {}", sentence(name));
        }
    }
    // The bytes tell more than the name.
    let recording = Recording::from_bytes(b"#!AMR\n<\x91\x17".to_vec()).named("a.g722");
    assert!(common::decode_recording(&recording).unwrap_err().to_string().contains("(AMR)"));
}

#[test]
fn damaged_files_end_as_a_sentence_without_jargon() {
    let files = ["a.m4a", "a.mp3", "a.ogg", "a.flac", "a.wav", "a.aiff", "a.caf", "a.mkv", "a.aac"];
    std::panic::set_hook(Box::new(|panic| {
        if !hot_or_cold_decoder::is_guarded() {
            eprintln!("{panic}");
        }
    }));
    let mut failed = 0;
    let encoded = encode(&files.map(|name| (name, "-ar 16000")));
    for (name, bytes) in &encoded {
        for step in 0_usize..60 {
            let mut broken = bytes.clone();
            match step % 3 {
                0 => broken.truncate(bytes.len() * step / 60),
                1 => broken[bytes.len() * step / 120] ^= 0xFF,
                _ => broken[step * 9 % bytes.len()..][..8].fill(0xFF),
            }
            let Err(error) = decode(broken) else { continue };
            failed += 1;
            let sentence = error.to_string().to_lowercase();
            let is_plain = !JARGON.iter().any(|word| sentence.contains(word));
            assert!(is_plain && sentence.ends_with('.'), "{name}, {step}: {sentence}");
        }
    }
    // The default hook again, for other tests.
    drop(std::panic::take_hook());
    assert!(encoded.is_empty() || failed > 10, "{failed} damaged files have an error");
}

#[test]
fn files_that_are_cut_off_are_read_as_far_as_they_go() {
    let files = [
        ("a.mp3", "-c:a libmp3lame"),
        ("a.aac", "-c:a aac -f adts"),
        ("a.ogg", "-c:a libvorbis"),
        ("a.webm", "-c:a libvorbis"),
        ("live.webm", "-c:a libvorbis -live 1"),
        ("flac.mka", "-c:a flac"),
        ("a.flac", ""),
        ("a.wav", ""),
        ("a.aiff", ""),
        ("a.caf", ""),
        ("fast.m4a", "-c:a aac -movflags +faststart"),
        ("a.m4a", "-c:a alac -movflags +faststart"),
    ];
    for (name, bytes) in encode(&files) {
        let whole = decode(bytes.clone()).unwrap().2.len();
        for missing in [1, 2, 3, bytes.len() / 4] {
            let part = bytes[..bytes.len() - missing].to_vec();
            let found = decode(part).unwrap_or_else(|error| panic!("{name}, {missing}: {error}"));
            // A page of Ogg is up to a second long.
            let expected = (bytes.len() - missing) * whole / bytes.len();
            assert!(found.2.len() + 60_000 > expected, "{name}, {missing}: {}", found.2.len());
        }
    }
}

#[test]
fn recordings_in_a_row_are_read_to_the_end() {
    for (name, bytes) in encode(&[("a.mp3", ""), ("a.ogg", ""), ("a.aac", "")]) {
        let one = decode(bytes.clone()).unwrap().2.len();
        let three = decode(bytes.repeat(3)).unwrap().2.len();
        assert!(three.abs_diff(3 * one) < 15_000, "{name}: {one}, {three}");
    }
}

#[test]
fn change_of_channels_partway_through_has_an_error() {
    let mono = encode(&[("mono.ogg", "-c:a libvorbis")]);
    let stereo = encode(&[("stereo.ogg", "-c:a libvorbis -ac 2")]);
    if let (Some((_, mono)), Some((_, stereo))) = (mono.first(), stereo.first()) {
        let joined = [&mono[..], stereo].concat();
        assert_eq!(decode(joined).unwrap_err().code(), "format-changes");
    }
}

#[test]
fn caf_with_wrong_sizes_is_read_as_far_as_it_goes() {
    for (_, bytes) in encode(&[("a.caf", "")]) {
        let at = bytes.windows(4).position(|kind| kind == b"data").unwrap() + 4;
        let expected = decode(bytes.clone()).unwrap().2;
        for size in [-1_i64, 0, 4, 1_000, i64::MAX] {
            let mut broken = bytes.clone();
            broken[at..at + 8].copy_from_slice(&size.to_be_bytes());
            common::assert_close(&decode(broken).unwrap().2, &expected, &format!("{size}"));
        }
    }
}

#[test]
fn tags_before_the_sound_are_skipped() {
    // Larger than the part that the library searches for sound.
    let tag = |size: usize| {
        let digits = [size >> 21, size >> 14, size >> 7, size].map(|digit| (digit & 0x7F) as u8);
        [&b"ID3\x03\0\0"[..], &digits, &vec![0xFF; size]].concat()
    };
    let files = ["a.mp3", "a.flac", "a.aac", "a.wav", "a.m4a"];
    for (name, bytes) in encode(&files.map(|name| (name, "-id3v2_version 0"))) {
        let expected = decode(bytes.clone()).unwrap().2.len();
        for size in [0, 1, 5_000, 2_500_000] {
            let tagged = [tag(size), tag(7), bytes.clone()].concat();
            assert_eq!(decode(tagged).unwrap().2.len(), expected, "{name}, {size}");
        }
    }
}

#[test]
fn aiff_with_wrong_sizes_is_read_as_far_as_it_goes() {
    let samples = ramp(20_000);
    let sound: Vec<u8> = samples.iter().flat_map(|sample| sample.to_be_bytes()).collect();
    let chunk =
        |id: &[u8; 4], size: u32, content: &[u8]| [id, &size.to_be_bytes()[..], content].concat();
    for frames in [0_u32, 10, 20_000, u32::MAX] {
        for size in [0_u32, 8, 40_008, 50_000, u32::MAX] {
            // 16,000 Hz as an 80-bit float.
            let rate = b"\x40\x0C\xFA\0\0\0\0\0\0\0";
            let common = [&b"\0\x01"[..], &frames.to_be_bytes(), b"\0\x10", rate].concat();
            let sound = [&[0; 8][..], &sound].concat();
            // Some programs write the name of a compression even if there is none.
            let named = [&common[..], b"NONE\x03abc"].concat();
            let odd = [&common[..], b"NONE\x02ab"].concat();
            for (kind, common, pad) in
                [(b"AIFF", &common, &b""[..]), (b"AIFC", &named, b""), (b"AIFC", &odd, b"\0")]
            {
                let description = chunk(b"COMM", common.len() as u32, common);
                let chunks = [&description[..], pad, &chunk(b"SSND", size, &sound)].concat();
                let file = chunk(b"FORM", 0, &[&kind[..], &chunks].concat());
                let (rate, _, found) = decode(file).unwrap();
                assert_eq!(rate, 16_000);
                common::assert_close(&found, &floats(&samples), &format!("{frames}, {size}"));
            }
        }
    }
}
