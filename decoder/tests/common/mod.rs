//! Helpers of the decoder's tests.

// Each test program uses some of them.
#![allow(dead_code)]

#[path = "../../../tests/common/print.rs"]
pub mod print;

pub mod mutations;

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use hot_or_cold_decoder::{Chunk, DecodeError, MediaSource, Recording};

/// Sample rate, channels and interleaved samples.
pub type Decoded = (u32, usize, Vec<f32>);

/// A file of which the bytes from `limit` on cannot be read.
struct FailingFile {
    bytes: Cursor<Vec<u8>>,
    limit: u64,
}

impl Read for FailingFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let rest = self.limit.saturating_sub(self.bytes.position());
        if rest == 0 && !buffer.is_empty() {
            return Err(io::Error::other("the disk is gone"));
        }
        self.bytes.by_ref().take(rest).read(buffer)
    }
}

impl Seek for FailingFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

impl MediaSource for FailingFile {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        self.bytes.byte_len()
    }
}

/// Asserts that a file whose end cannot be read has an error, and no part of the recording.
pub fn assert_failed_read_is_an_error(bytes: &[u8], name: &str) {
    let whole = decode(bytes.to_vec()).unwrap();
    let mut failed = 0;
    for step in 0..20 {
        let limit = (bytes.len() * step / 20) as u64;
        let bytes = Cursor::new(bytes.to_vec());
        match decode_recording(&Recording::new(Box::new(FailingFile { bytes, limit }))) {
            // The end may be unused.
            Ok(decoded) => assert!(decoded == whole, "{name}, {limit}: {}", decoded.2.len()),
            Err(error) => {
                assert_eq!(error.code(), "read-failed", "{name}, {limit}: {error:?}");
                assert!(error.to_string().contains("the disk is gone"), "{name}, {limit}: {error}");
                failed += 1;
            }
        }
    }
    assert!(failed > 10, "{name}: {failed}");
}

/// Decodes bytes; a recording without sound has a rate of 0.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    decode_recording(&Recording::from_bytes(bytes))
}

pub fn decode_recording(recording: &Recording) -> Result<Decoded, DecodeError> {
    let mut decoded = (0, 0, Vec::new());
    recording.decode(&mut |chunk: Chunk<'_>| {
        (decoded.0, decoded.1) = (chunk.sample_rate, chunk.channels);
        decoded.2.extend_from_slice(chunk.samples);
        Ok::<(), DecodeError>(())
    })?;
    Ok(decoded)
}

/// Different values in a row, as 16-bit samples.
pub fn ramp(count: usize) -> Vec<i16> {
    (0..count).map(|n| ((n * 7_919) % 60_000) as i16).collect()
}

/// 16-bit samples as floats.
pub fn floats(samples: &[i16]) -> Vec<f32> {
    samples.iter().map(|&sample| f32::from(sample) / 32_768.0).collect()
}

/// Asserts that samples are equal up to rounding.
pub fn assert_close(found: &[f32], expected: &[f32], name: &str) {
    assert_eq!(found.len(), expected.len(), "{name}");
    let is_close = |(a, b): (&f32, &f32)| (a - b).abs() < 1e-4;
    assert!(found.iter().zip(expected).all(is_close), "{name}");
}

/// A box or chunk with a big-endian size that includes its header.
pub fn mp4_box(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&(8 + content.len() as u32).to_be_bytes()[..], kind, content].concat()
}

/// A sound track of a QuickTime file: mono samples of 16 bits at 8 kHz.
pub struct Track {
    pub samples: Vec<i16>,
    /// Duration in units of the movie, and the start in units of the track.
    pub edits: Vec<(u32, i32)>,
    pub is_enabled: bool,
    pub codec: [u8; 4],
    pub handler: [u8; 4],
    pub channels: u16,
}

impl Track {
    pub fn new(samples: Vec<i16>) -> Self {
        let (codec, handler) = (*b"sowt", *b"soun");
        Self { samples, edits: Vec::new(), is_enabled: true, codec, handler, channels: 1 }
    }
}

pub const MOVIE_TIMESCALE: u32 = 1_000;
pub const RATE: u32 = 8_000;

/// A QuickTime file: `ftyp`, `mdat`, `moov`.
pub fn mov(tracks: &[Track]) -> Vec<u8> {
    let ftyp = mp4_box(b"ftyp", b"qt  \0\0\0\0qt  ");
    let mut data = Vec::new();
    let mut moov = mp4_box(b"mvhd", &full_header(MOVIE_TIMESCALE, 0, 80));
    for (index, track) in tracks.iter().enumerate() {
        let offset = (ftyp.len() + 8 + data.len()) as u32;
        moov.extend(trak(index as u32 + 1, track, offset));
        data.extend(track.samples.iter().flat_map(|sample| sample.to_le_bytes()));
    }
    moov.extend(mp4_box(b"udta", &mp4_box(b"name", b"a recording")));
    [ftyp, mp4_box(b"mdat", &data), mp4_box(b"moov", &moov)].concat()
}

/// Version and flags, two dates, time scale, duration, and zeros.
fn full_header(timescale: u32, duration: u32, rest: usize) -> Vec<u8> {
    let mut header = vec![0; 12];
    header.extend(timescale.to_be_bytes());
    header.extend(duration.to_be_bytes());
    header.resize(header.len() + rest, 0);
    header
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

fn trak(id: u32, track: &Track, offset: u32) -> Vec<u8> {
    let count = track.samples.len() as u32;
    let mut tkhd = numbers(&[u32::from(track.is_enabled), 0, 0, id]);
    tkhd.resize(84, 0);
    let mut content = mp4_box(b"tkhd", &tkhd);
    if !track.edits.is_empty() {
        let mut list = numbers(&[0, track.edits.len() as u32]);
        for &(duration, start) in &track.edits {
            list.extend(numbers(&[duration, start as u32, 1 << 16]));
        }
        content.extend(mp4_box(b"edts", &mp4_box(b"elst", &list)));
    }
    let mut entry = vec![0; 6];
    entry.extend([0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    entry.extend(track.channels.to_be_bytes());
    entry.extend([0, 16, 0, 0, 0, 0]);
    entry.extend((RATE << 16).to_be_bytes());
    let stsd = [numbers(&[0, 1]), mp4_box(&track.codec, &entry)].concat();
    let stbl = [
        mp4_box(b"stsd", &stsd),
        mp4_box(b"stts", &numbers(&[0, 1, count, 1])),
        mp4_box(b"stsc", &numbers(&[0, 1, 1, count, 1])),
        mp4_box(b"stsz", &numbers(&[0, 2, count])),
        mp4_box(b"stco", &numbers(&[0, 1, offset])),
    ];
    let handler = [&[0; 8][..], &track.handler, &[0; 13]].concat();
    let minf = [mp4_box(b"smhd", &[0; 8]), mp4_box(b"stbl", &stbl.concat())].concat();
    let mdia = [
        mp4_box(b"mdhd", &full_header(RATE, count, 4)),
        mp4_box(b"hdlr", &handler),
        mp4_box(b"minf", &minf),
    ];
    content.extend(mp4_box(b"mdia", &mdia.concat()));
    mp4_box(b"trak", &content)
}
