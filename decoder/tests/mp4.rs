//! MP4 and QuickTime files: edit lists, several tracks, and ends that are cut off.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{RATE, Track, assert_close, decode, floats, mov, ramp};

const SECOND: usize = RATE as usize;

/// Duration in milliseconds and first sample of each edit.
type Edits = [(u32, i32)];

fn edited(edits: &Edits) -> Vec<f32> {
    let track = Track { edits: edits.to_vec(), ..Track::new(ramp(4 * SECOND)) };
    decode(mov(&[track])).unwrap().2
}

#[test]
fn edit_lists_are_followed() {
    let all = floats(&ramp(4 * SECOND));
    let at = |start: usize, end: usize| all[start..end].to_vec();
    let cases: [(&Edits, Vec<f32>); 10] = [
        (&[], all.clone()),
        (&[(4_000, 0)], all.clone()),
        (&[(1_000, 8_000)], at(SECOND, 2 * SECOND)),
        (&[(1_500, 12_345)], at(12_345, 12_345 + 3 * SECOND / 2)),
        (&[(9_000, 8_000)], at(SECOND, 4 * SECOND)),
        // A duration of 0 is that of the rest.
        (&[(0, 8_000)], at(SECOND, 4 * SECOND)),
        // An empty edit is a pause before the sound.
        (&[(500, -1), (1_000, 8_000)], at(SECOND, 2 * SECOND)),
        (&[(1_000, 0), (1_000, 24_000)], [at(0, SECOND), at(3 * SECOND, 4 * SECOND)].concat()),
        (&[(1_000, 24_000), (1_000, 0)], [at(3 * SECOND, 4 * SECOND), at(0, SECOND)].concat()),
        (&[(1_000, 8_000), (1_000, 8_000)], at(SECOND, 2 * SECOND).repeat(2)),
    ];
    for (edits, expected) in cases {
        assert_close(&edited(edits), &expected, &format!("{edits:?}"));
    }
}

#[test]
fn edit_lists_without_any_part_are_ignored() {
    let all = floats(&ramp(4 * SECOND));
    let mut cases: Vec<Vec<(u32, i32)>> = vec![vec![(1_000, -1)], vec![(0, 0), (0, 8_000)]];
    // The end of the sound, beyond it, and several parts beyond it in any order.
    for start in [32_000, 1_000_000, i32::MAX] {
        for duration in [1, u32::MAX] {
            cases.push(vec![(duration, start)]);
            cases.push(vec![(500, -1), (duration, start)]);
            cases.push(vec![(duration, start), (duration, 40_000)]);
        }
    }
    for edits in cases {
        assert_close(&edited(&edits), &all, &format!("{edits:?}"));
    }
    assert_eq!(edited(&[(1_000, 1_000_000), (1_000, 8_000)]).len(), SECOND);
}

#[test]
fn edit_lists_that_go_back_too_often_are_ignored() {
    let all = floats(&ramp(4 * SECOND));
    for count in 1..=40 {
        let starts = (0..count).rev().map(|index| 700 * index);
        let edits: Vec<(u32, i32)> = starts.map(|start| (100, start)).collect();
        let parts = edits.iter().flat_map(|&(_, start)| &all[start as usize..][..SECOND / 10]);
        let expected = if count <= 16 { parts.copied().collect() } else { all.clone() };
        assert_close(&edited(&edits), &expected, &format!("{count}"));
    }
    // Any number that goes forward needs one pass.
    let edits: Vec<(u32, i32)> = (0..40).map(|index| (50, 800 * index)).collect();
    assert_eq!(edited(&edits).len(), SECOND * 40 / 20);
}

#[test]
fn first_track_with_sound_is_chosen() {
    let silent = || Track::new(vec![0; SECOND]);
    let low = || Track::new(vec![1; SECOND]);
    let loud = |seed: i16| Track::new(ramp(SECOND).iter().map(|x| x.wrapping_add(seed)).collect());
    let hidden = |track: Track| Track { is_enabled: false, ..track };
    let unknown = || Track { codec: *b"ac-3", ..loud(9) };
    let video = || Track { handler: *b"vide", codec: *b"avc1", ..loud(9) };
    let cases = [
        (vec![silent(), loud(1)], loud(1)),
        (vec![low(), silent(), loud(1), loud(2)], loud(1)),
        (vec![loud(1), loud(2)], loud(1)),
        (vec![hidden(loud(1)), loud(2)], loud(2)),
        (vec![hidden(loud(1)), silent()], loud(1)),
        (vec![unknown(), loud(2)], loud(2)),
        (vec![video(), loud(2)], loud(2)),
        (vec![silent(), silent()], silent()),
    ];
    for (index, (tracks, expected)) in cases.into_iter().enumerate() {
        let found = decode(mov(&tracks)).unwrap().2;
        assert_close(&found, &floats(&expected.samples), &format!("case {index}"));
    }
}

#[test]
fn tracks_without_a_decoder_are_named() {
    let error = |codec: &[u8; 4]| {
        let track = Track { codec: *codec, ..Track::new(ramp(SECOND)) };
        decode(mov(&[track])).unwrap_err()
    };
    for (codec, name) in [
        (b"ac-3", "(AC-3)"),
        (b"ec-3", "(E-AC-3)"),
        (b"samr", "(AMR)"),
        (b"QDM2", "(QDesign Music)"),
        (b"ms\0\x65", "(G.722)"),
        (b"ms\0\x45", "(G.726)"),
        (b"ms\0\x02", "(MS ADPCM)"),
        (b"spex", "(Speex)"),
        (b"ima4", "(IMA ADPCM)"),
    ] {
        assert!(error(codec).to_string().contains(name), "{}", error(codec));
    }
    assert_eq!(error(b"enca").code(), "encrypted");
    assert_eq!(error(b"drms").code(), "encrypted");
    assert_eq!(error(b"abcd").code(), "unknown-codec");
    let video = Track { handler: *b"vide", codec: *b"avc1", ..Track::new(ramp(9)) };
    assert_eq!(decode(mov(&[video])).unwrap_err().code(), "no-sound-track");
}

#[test]
fn files_that_are_cut_off_say_so_or_are_read_as_far_as_they_go() {
    let bytes = mov(&[Track::new(ramp(2 * SECOND))]);
    let moov = bytes.windows(4).position(|kind| kind == b"moov").unwrap() - 4;
    let metadata = bytes.windows(4).position(|kind| kind == b"udta").unwrap() - 4;
    for length in (8..bytes.len()).step_by(7).chain(metadata..bytes.len()) {
        let result = decode(bytes[..length].to_vec());
        if length >= metadata {
            assert_eq!(result.unwrap().2.len(), 2 * SECOND, "{length}");
        } else {
            let code = result.unwrap_err().code();
            assert!(code == "cut-off" || length > moov && code == "damaged", "{length}: {code}");
        }
    }
    // The description comes first, and the end of the sound is missing.
    let (file_type, rest) = bytes.split_at(20);
    let (sound, description) = rest.split_at(moov - 20);
    let mut description = description.to_vec();
    let moved = (20 + 8 + description.len() as u32).to_be_bytes();
    let offset = description.windows(4).position(|kind| kind == b"stco").unwrap() + 12;
    description[offset..offset + 4].copy_from_slice(&moved);
    let bytes = [file_type, &description, sound].concat();
    let found = decode(bytes[..bytes.len() - 2 * SECOND].to_vec()).unwrap().2;
    assert_close(&found, &floats(&ramp(SECOND)), "the first half");
}

#[test]
fn quicktime_file_without_a_type_is_read() {
    let bytes = mov(&[Track::new(ramp(SECOND))]);
    let mut untyped = bytes.clone();
    // A box of the same size keeps the offsets.
    untyped[4..8].copy_from_slice(b"wide");
    assert_eq!(decode(untyped).unwrap().2.len(), SECOND);
}

#[test]
fn failed_read_is_an_error_in_every_track() {
    let silent = || Track::new(vec![0; 2 * SECOND]);
    let loud = || Track::new(ramp(2 * SECOND));
    for (index, tracks) in [vec![loud()], vec![silent(), loud()]].into_iter().enumerate() {
        common::assert_failed_read_is_an_error(&mov(&tracks), &format!("case {index}"));
    }
}

#[test]
fn more_channels_than_the_limit_are_refused() {
    for channels in [33, 256, u16::MAX] {
        let error = decode(mov(&[Track { channels, ..Track::new(ramp(SECOND)) }])).unwrap_err();
        assert_eq!(error.code(), "too-many-channels", "{channels}");
        assert!(error.to_string().contains(&format!("{channels} channels")), "{error}");
    }
}
