//! Recordings that are too long, by what they state or by what they hold.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::time::{Duration, Instant};

use common::mutations::encode_seed;
use common::print::print_uncaptured;
use common::{Track, mov, ramp};
use hot_or_cold_decoder::{Chunk, DecodeError, MAX_HOURS, Recording};

/// A rate at which a few samples last hours.
const RATE: u32 = 2;
const MAX_FRAMES: usize = (3_600 * MAX_HOURS * RATE as u64) as usize;

/// Decodes; returns the number of samples that came, and the error's code.
fn decode(bytes: Vec<u8>) -> (usize, Option<&'static str>) {
    let mut count = 0;
    let result = Recording::from_bytes(bytes).decode(&mut |chunk: Chunk<'_>| {
        count += chunk.samples.len();
        Ok::<(), DecodeError>(())
    });
    (count, result.err().map(|error| error.code()))
}

fn wav(frames: usize) -> Vec<u8> {
    let size = (2 * frames as u32).to_le_bytes();
    let mut bytes = [&b"RIFF"[..], &size, b"WAVEfmt \x10\0\0\0\x01\0\x01\0"].concat();
    bytes.extend(RATE.to_le_bytes());
    bytes.extend((2 * RATE).to_le_bytes());
    bytes.extend(b"\x02\0\x10\0data");
    bytes.extend(size);
    bytes.resize(bytes.len() + 2 * frames, 1);
    bytes
}

/// Replaces the bytes after a mark.
fn replace(bytes: &[u8], mark: &[u8], offset: usize, with: &[u8]) -> Vec<u8> {
    let at = bytes.windows(mark.len()).position(|found| found == mark).unwrap();
    let at = at + mark.len() + offset;
    [&bytes[..at], with, &bytes[at + with.len()..]].concat()
}

#[test]
fn recordings_that_state_too_long_a_time_are_refused_at_once() {
    assert_eq!(decode(wav(MAX_FRAMES)), (MAX_FRAMES, None));
    assert_eq!(decode(wav(MAX_FRAMES + RATE as usize)), (0, Some("too-long")));
    let (Some(flac), Some(m4a)) = (encode_seed("a.flac"), encode_seed("a.m4a")) else {
        return print_uncaptured("skipped: ffmpeg is not installed, which long recordings need");
    };
    // Ten hours at 16 kHz, as the stream info states them in the lower half of 64 bits.
    let ten_hours = (10 * 3_600 * 16_000_u32).to_be_bytes();
    let long = replace(&flac, b"fLaC\0\0\0\x22", 14, &ten_hours);
    assert_eq!(decode(long), (0, Some("too-long")));
    // The duration of each packet.
    let long = replace(&m4a, b"stts", 12, &0x0FFF_FFFF_u32.to_be_bytes());
    assert_eq!(decode(long), (0, Some("too-long")));
}

#[test]
fn recordings_that_hold_more_than_they_state_end_at_the_limit() {
    let Some(mkv) = encode_seed("pcm.mkv") else {
        return print_uncaptured("skipped: ffmpeg is not installed, which long recordings need");
    };
    // The file states 1.3 s, and its samples last hours.
    let slow = replace(&mkv, b"\xB5\x88", 0, &f64::from(RATE).to_be_bytes());
    let (count, code) = decode(slow);
    assert_eq!(code, Some("too-long"));
    assert!((1..=MAX_FRAMES).contains(&count), "{count}");
}

#[test]
fn packets_beyond_the_limit_are_refused() {
    let Some(caf) = encode_seed("ima.caf") else {
        return print_uncaptured("skipped: ffmpeg is not installed, which long packets need");
    };
    for frames in [1 << 20, 1 << 30, i32::MAX] {
        let large = replace(&caf, b"ima4", 8, &frames.to_be_bytes());
        assert_eq!(decode(large), (0, Some("damaged")), "{frames}");
    }
}

/// Fills the fields of all boxes of a kind, from `offset` after their names on.
fn fill(bytes: &mut [u8], kind: &[u8; 4], offset: usize, with: &[u8]) {
    for at in 0..bytes.len() - 4 - offset - with.len() {
        if bytes[at..at + 4] == *kind {
            bytes[at + 4 + offset..][..with.len()].copy_from_slice(with);
        }
    }
}

#[test]
fn fragments_that_state_more_samples_than_bytes_are_refused_at_once() {
    let Some(fragments) = encode_seed("fragments.mp4") else {
        return print_uncaptured("skipped: ffmpeg is not installed, which fragments need");
    };
    for count in [100_000_000, 0x7FFF_FFFF, u32::MAX] {
        // No field of each sample; a size, a duration, or all of them.
        for flags in [0_u32, 1, 0x201, 0x100, 0xF01] {
            let mut file = fragments.clone();
            fill(&mut file, b"trun", 0, &[flags, count].map(u32::to_be_bytes).concat());
            let start = Instant::now();
            let (_, code) = decode(file);
            assert!(code.is_some(), "{count}, {flags:x}");
            assert!(start.elapsed() < Duration::from_secs(1), "{count}, {flags:x}: {code:?}");
        }
    }
    // The fragments before the damage are read.
    let (whole, _) = decode(fragments.clone());
    let last = fragments.windows(4).rposition(|kind| kind == b"trun").unwrap();
    let mut file = fragments;
    fill(&mut file[last..], b"trun", 4, &u32::MAX.to_be_bytes());
    let (count, code) = decode(file);
    assert!(code.is_none() && (whole / 2..whole).contains(&count), "{count} of {whole}: {code:?}");
}

/// A QuickTime file of so many hours at [`RATE`]. Each edit is a minute from some hour on.
fn hours(count: u32, edits: &[u32]) -> Vec<u8> {
    let samples = ramp((count * 3_600 * RATE) as usize);
    let edits = edits.iter().map(|hour| (60_000, (hour * 3_600 * RATE) as i32)).collect();
    let mut file = mov(&[Track { edits, ..Track::new(samples) }]);
    fill(&mut file, b"mdhd", 12, &RATE.to_be_bytes());
    fill(&mut file, b"sowt", 24, &(RATE << 16).to_be_bytes());
    file
}

#[test]
fn edits_share_one_limit_of_skipped_sound() {
    let minute = 60 * RATE as usize;
    // Each edit that goes back decodes from the beginning.
    for (length, edits, expected) in [
        (20, &[19][..], (minute, None)),
        (20, &[1, 5, 19], (3 * minute, None)),
        (10, &[9, 8], (2 * minute, None)),
        (20, &[3, 2, 1, 0], (4 * minute, None)),
        (20, &[19, 18], (minute, Some("too-long"))),
        (10, &[9, 8, 7, 6, 5, 4, 3, 2, 1], (2 * minute, Some("too-long"))),
    ] {
        assert_eq!(decode(hours(length, edits)), expected, "{length}, {edits:?}");
    }
}
