//! Several recordings in one file are read to the end, or refused: no part is lost in silence.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::mutations::encode_with;
use common::print::print_uncaptured;
use common::{RATE, Track, assert_close, decode, mov, ramp};

/// Encodes files of one format with different options; `None` without ffmpeg.
fn encode(name: &str, options: &[&str]) -> Option<Vec<Vec<u8>>> {
    let files: Option<Vec<_>> = options.iter().map(|it| encode_with(name, it)).collect();
    if files.is_none() {
        print_uncaptured(&format!("skipped: ffmpeg does not encode {name}"));
    }
    files
}

#[test]
fn recordings_in_a_row_are_all_read() {
    let formats = [
        ("a.flac", ""),
        ("tagged.flac", "-metadata title=fLaC"),
        ("a.m4a", "-c:a aac"),
        ("fast.m4a", "-c:a aac -movflags +faststart"),
        ("fragments.mp4", "-c:a aac -movflags frag_keyframe+empty_moov+default_base_moof"),
        ("absolute.mp4", "-c:a aac -movflags frag_keyframe+empty_moov"),
    ];
    for (name, options) in formats {
        let Some(files) = encode(name, &[options]) else { continue };
        let one = decode(files[0].clone()).unwrap().2;
        for count in [2, 3, 7] {
            let found = decode(files[0].repeat(count)).unwrap().2;
            assert_close(&found, &one.repeat(count), &format!("{name} × {count}"));
        }
    }
}

#[test]
fn second_recording_keeps_its_edits() {
    let track = |edits: &[(u32, i32)]| Track {
        edits: edits.to_vec(),
        ..Track::new(ramp(2 * RATE as usize))
    };
    let (whole, half) = (mov(&[track(&[])]), mov(&[track(&[(1_000, 0)])]));
    for (files, seconds) in
        [([&whole, &half], 3), ([&half, &whole], 3), ([&half, &half], 2), ([&whole, &whole], 4)]
    {
        let found = decode([&files[0][..], files[1]].concat()).unwrap().2;
        assert_eq!(found.len(), seconds * RATE as usize);
    }
}

#[test]
fn row_that_changes_its_rate_or_channels_is_refused() {
    let formats = [
        ("a.mp3", "-c:a libmp3lame -write_xing 0"),
        ("tagged.mp3", "-c:a libmp3lame"),
        ("a.mp2", "-c:a mp2 -b:a 160k"),
        ("a.aac", "-c:a aac -f adts"),
        ("a.flac", ""),
        ("a.ogg", "-c:a libvorbis"),
        ("flac.ogg", "-c:a flac"),
        ("a.m4a", "-c:a aac"),
        ("fragments.mp4", "-c:a aac -movflags frag_keyframe+empty_moov+default_base_moof"),
    ];
    let forms = ["-ar 48000", "-ar 24000", "-ar 44100", "-ar 48000 -ac 2"];
    for (name, options) in formats {
        let options = forms.map(|form| format!("{options} {form}"));
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let Some(files) = encode(name, &options) else { continue };
        for (first, form) in files.iter().zip(forms) {
            for (second, other) in files.iter().zip(forms).filter(|(_, other)| *other != form) {
                let result = decode([&first[..], second].concat());
                let code = result.map_or_else(|error| error.code(), |_| "none");
                assert_eq!(code, "format-changes", "{name}, {form} then {other}");
            }
        }
    }
}

#[test]
fn row_with_a_codec_without_a_decoder_is_refused() {
    let vorbis = encode_with("a.ogg", "-c:a libvorbis");
    for (name, options) in [("opus.ogg", "-c:a libopus"), ("speex.ogg", "-c:a libspeex")] {
        let (Some(vorbis), Some(other)) = (&vorbis, encode_with(name, options)) else {
            print_uncaptured(&format!("skipped: ffmpeg does not encode {name}"));
            continue;
        };
        for files in [vec![vorbis, &other], vec![vorbis, vorbis, &other, vorbis]] {
            let file = files.into_iter().flatten().copied().collect();
            assert_eq!(decode(file).unwrap_err().code(), "format-changes", "{name}");
        }
    }
}
