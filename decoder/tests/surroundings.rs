//! Sound that is intact is read, whatever precedes it, follows it or describes it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::mutations::{encode_seed, encode_with};
use common::print::print_uncaptured;
use common::{RATE, Track, assert_close, decode, floats, mov, mp4_box, ramp};

/// Encodes some of the seeds; without ffmpeg none.
fn encode<'a>(names: &[&'a str]) -> Vec<(&'a str, Vec<u8>)> {
    let seeds: Vec<_> = names.iter().filter_map(|name| Some((*name, encode_seed(name)?))).collect();
    if seeds.is_empty() {
        print_uncaptured("skipped: ffmpeg is not installed, which encoded files need");
    }
    seeds
}

/// Bytes that are no sound: zeros, text, and others.
fn junk(length: usize) -> [Vec<u8>; 3] {
    let text = b"garbage, and more of it.\n".iter().copied().cycle();
    let other = (0..length as u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8 & 0x7F);
    [vec![0; length], text.take(length).collect(), other.collect()]
}

#[track_caller]
fn assert_same(bytes: Vec<u8>, expected: &[f32], name: &str) {
    let (_, _, found) = decode(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_close(&found, expected, name);
}

#[test]
fn ogg_is_read_whatever_follows_it() {
    for (name, bytes) in encode(&["a.ogg", "flac.ogg"]) {
        for count in [1, 2] {
            let bytes = bytes.repeat(count);
            let expected = decode(bytes.clone()).unwrap().2;
            for length in [1, 27, 5_000, 70_000, 1_000_000] {
                for tail in junk(length) {
                    let file = [&bytes[..], &tail].concat();
                    assert_same(file, &expected, &format!("{name} × {count}, {length}"));
                }
            }
        }
    }
}

#[test]
fn caf_is_read_whatever_follows_it() {
    for (name, bytes) in encode(&["alac.caf", "ima.caf"]) {
        let expected = decode(bytes.clone()).unwrap().2;
        for length in [1, 8, 11, 12, 13, 300, 70_000] {
            // Other bytes may be sound, after a size that is too small.
            let [zeros, text, _] = junk(length);
            for tail in [zeros, text] {
                let file = [&bytes[..], &tail].concat();
                assert_same(file, &expected, &format!("{name}, {length}"));
            }
        }
    }
}

#[test]
fn wav_ends_at_its_stated_size_before_zeros() {
    let samples = ramp(20_000);
    let sound: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    let format = b"\x10\0\0\0\x01\0\x01\0\x40\x1F\0\0\x80\x3E\0\0\x02\0\x10\0data";
    let size = (sound.len() as u32).to_le_bytes();
    let bytes = [b"RIFF\0\0\0\0WAVEfmt ", &format[..], &size, &sound].concat();
    for length in [1, 70_000, 3_000_000] {
        let file = [&bytes[..], &vec![0; length]].concat();
        assert_same(file, &floats(&samples), &format!("{length}"));
    }
}

#[test]
fn mp4_is_read_whatever_box_is_first() {
    // Offsets in its fragments count from the fragment, so that the file can be moved.
    let options = "-c:a aac -movflags frag_keyframe+empty_moov+default_base_moof+dash";
    let Some(bytes) = encode_with("a.mp4", options) else {
        return print_uncaptured("skipped: ffmpeg is not installed, which fragments need");
    };
    let expected = decode(bytes.clone()).unwrap().2;
    for kind in [
        b"uuid", b"styp", b"sidx", b"emsg", b"prft", b"pdin", b"meta", b"free", b"skip", b"wide",
        b"mfra",
    ] {
        for length in [0, 4, 16, 5_000] {
            for content in junk(length) {
                let file = [mp4_box(kind, &content), bytes.clone()].concat();
                let name = format!("{}, {length}", String::from_utf8_lossy(kind));
                assert_same(file, &expected, &name);
            }
        }
    }
    // Edits are followed too: here the first half second.
    let edits = vec![(500, 0)];
    let edited = mov(&[Track { edits, ..Track::new(ramp(RATE as usize)) }]);
    let offset = edited.windows(4).position(|kind| kind == b"stco").unwrap() + 12;
    let stated = u32::from_be_bytes(edited[offset..offset + 4].try_into().unwrap());
    for kind in [b"uuid", b"styp", b"free"] {
        let first = mp4_box(kind, &[7; 16]);
        let mut file = [&first[..], &edited].concat();
        let moved = (stated + first.len() as u32).to_be_bytes();
        file[first.len() + offset..][..4].copy_from_slice(&moved);
        assert_same(file, &floats(&ramp(RATE as usize / 2)), &String::from_utf8_lossy(kind));
    }
    // A segment of a stream, without the description that came before it.
    let moof = bytes.windows(4).position(|kind| kind == b"moof").unwrap() - 4;
    for first in [&b""[..], b"\0\0\0\x10styp....\0\0\0\0"] {
        let segment = [first, &bytes[moof..]].concat();
        assert_eq!(decode(segment).unwrap_err().code(), "cut-off");
    }
}

#[test]
fn flac_is_read_whatever_its_metadata_hold() {
    /// Length of the mark, and of the block that describes the stream.
    const INFO: usize = 4 + 4 + 34;
    for (_, bytes) in encode(&["a.flac"]) {
        let expected = decode(bytes.clone()).unwrap().2;
        let mut frames = INFO;
        while bytes[frames] != 0xFF {
            let length = u32::from_be_bytes(bytes[frames..frames + 4].try_into().unwrap());
            frames += 4 + (length & 0xFF_FFFF) as usize;
        }
        for kind in 0..=127_u8 {
            for (length, stated) in [(0, 0), (7, 7), (500, 500), (500, 2), (9, 0xFF_FFFF)] {
                for content in junk(length) {
                    let stated = (u32::from(0x80 | kind) << 24 | stated).to_be_bytes();
                    let info = [b"fLaC\0", &bytes[5..INFO]].concat();
                    let file = [&info, &stated[..], &content, &bytes[frames..]].concat();
                    assert_same(file, &expected, &format!("{kind}, {length}, {stated:?}"));
                }
            }
        }
    }
}

#[test]
fn sound_after_zeros_is_read() {
    for (name, bytes) in encode(&["a.mp3", "a.aac", "a.flac", "a.ogg", "pcm.wav"]) {
        let expected = decode(bytes.clone()).unwrap().2;
        for length in [70_000, 300_000, 2_000_000] {
            let file = [&vec![0; length], &bytes[..]].concat();
            assert_same(file, &expected, &format!("{name}, {length}"));
        }
    }
    assert_eq!(decode(vec![0; 300_000]).unwrap_err().code(), "damaged");
}

#[test]
fn tag_that_is_longer_than_the_file_is_no_obstacle() {
    for (name, bytes) in encode(&["a.mp3", "a.aac"]) {
        let expected = decode(bytes.clone()).unwrap().2;
        for text in [&b""[..], b"TIT2\0\0\0\x05\0\0\0Pour", b"TIT2\0\0\x7F\x7F\0\0\0Pour"] {
            for tag in [&b"ID3\x03\0\0\x7F\x7F\x7F\x7F"[..], b"ID3\x04\0\0\x01\0\0\0"] {
                let file = [tag, text, &bytes].concat();
                assert_same(file, &expected, &format!("{name}, {tag:?}"));
            }
        }
    }
    // A tag alone is one whose end is missing.
    for length in [0, 1, 5_000, 100_000] {
        for rest in junk(length) {
            let file = [&b"ID3\x03\0\0\x7F\x7F\x7F\x7F"[..], &rest].concat();
            assert_eq!(decode(file).unwrap_err().code(), "cut-off", "{length}");
        }
    }
}
