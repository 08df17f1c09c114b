//! Media files that ffmpeg encodes, and damage to them that depends on a number alone.

// Each test program uses some of it.
#![allow(dead_code)]

use std::fs;
use std::process::Command;

/// Names, and ffmpeg's options.
const FILES: [(&str, &str); 25] = [
    ("pcm.wav", ""),
    ("float.wav", "-c:a pcm_f32le -ac 2"),
    ("ima.wav", "-c:a adpcm_ima_wav"),
    ("ms.wav", "-c:a adpcm_ms -ac 2"),
    ("alaw.wav", "-c:a pcm_alaw"),
    ("a.mp3", "-c:a libmp3lame"),
    ("a.mp2", "-c:a mp2 -b:a 64k"),
    ("a.aac", "-c:a aac -f adts"),
    ("a.m4a", "-c:a aac"),
    ("fast.m4a", "-c:a aac -movflags +faststart"),
    ("fragments.mp4", "-c:a aac -movflags frag_keyframe+empty_moov -frag_duration 200000"),
    ("alac.m4a", "-c:a alac"),
    ("pcm.mov", "-c:a pcm_s24be -ac 2"),
    ("alac.mov", "-c:a alac"),
    ("a.flac", "-c:a flac"),
    ("flac.ogg", "-c:a flac"),
    ("a.ogg", "-c:a libvorbis"),
    ("opus.ogg", "-c:a libopus"),
    ("vorbis.webm", "-c:a libvorbis"),
    ("flac.mkv", "-c:a flac"),
    ("aac.mkv", "-c:a aac"),
    ("pcm.mkv", "-c:a pcm_s16le"),
    ("pcm.aiff", ""),
    ("alac.caf", "-c:a alac"),
    ("ima.caf", "-c:a adpcm_ima_qt"),
];

/// A file before and after damage.
pub type NamedFile = (&'static str, Vec<u8>);

/// Encodes 1.3 s of noise as each file; without ffmpeg none.
pub fn encode_seeds() -> Vec<NamedFile> {
    encode_some(|_| true)
}

/// Encodes one of the files; `None` without ffmpeg.
pub fn encode_seed(name: &str) -> Option<Vec<u8>> {
    encode_some(|found| found == name).pop().map(|(_, bytes)| bytes)
}

fn encode_some(is_wanted: impl Fn(&str) -> bool) -> Vec<NamedFile> {
    let wanted = FILES.into_iter().filter(|(name, _)| is_wanted(name));
    wanted.filter_map(|(name, options)| Some((name, encode_with(name, options)?))).collect()
}

/// Encodes a file with these options of ffmpeg; `None` without ffmpeg or its encoder.
pub fn encode_with(name: &str, options: &str) -> Option<Vec<u8>> {
    let folder = temp_dir::TempDir::new().unwrap();
    let path = folder.path().join(name);
    let mut command = Command::new("ffmpeg");
    let source = "anoisesrc=d=1.3:c=pink:a=0.4:r=16000:s=1";
    command.args(["-v", "error", "-y", "-f", "lavfi", "-i", source, "-bitexact"]);
    command.args(options.split_whitespace()).arg(&path);
    let is_encoded = command.output().is_ok_and(|output| output.status.success());
    is_encoded.then(|| fs::read(path).unwrap())
}

/// Pseudo-random numbers (xorshift64*).
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    /// A number below `end`, or 0.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// A range of a file. Most are short, and half of them are in the header.
    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let space = if self.below(2) == 0 { length.min(2_000) } else { length };
        let start = self.below(space);
        let longest = 1 << self.below(14);
        start..(start + 1 + self.below(longest)).min(length)
    }
}

/// Damages a file; `index` alone decides which one and how.
pub fn mutate(seeds: &[NamedFile], index: u64) -> NamedFile {
    let mut random = Random::new(index + 1);
    let (name, mut bytes) = seeds[random.below(seeds.len())].clone();
    for _ in 0..=random.below(3) {
        damage(&mut bytes, seeds, &mut random);
        if bytes.is_empty() {
            break;
        }
    }
    (name, bytes)
}

fn damage(bytes: &mut Vec<u8>, seeds: &[NamedFile], random: &mut Random) {
    let range = random.range(bytes.len());
    match random.below(9) {
        0 => bytes[range.start] ^= 1 << random.below(8),
        1 => {
            for _ in 0..=random.below(16) {
                let at = random.range(bytes.len()).start;
                bytes[at] = random.next() as u8;
            }
        }
        2 => bytes.truncate(random.range(bytes.len()).start),
        3 | 4 => overwrite_length(bytes, random),
        5 => {
            // A part of another file, or of the same.
            let (_, other) = &seeds[random.below(seeds.len())];
            let part = other[random.range(other.len())].to_vec();
            bytes.splice(range.start..range.start, part);
        }
        6 => duplicate_box(bytes, random),
        7 => drop(bytes.drain(range)),
        _ => {
            let value = [0, 0xFF, 0x7F, random.next() as u8][random.below(4)];
            bytes[range].fill(value);
        }
    }
}

/// Returns the offsets of names of boxes and chunks: four letters.
fn names(bytes: &[u8]) -> Vec<usize> {
    let is_name =
        |name: &[u8]| name.iter().all(|&byte| byte.is_ascii_alphanumeric() || byte == b' ');
    let found = bytes.windows(4).enumerate().filter(|(_, name)| is_name(name));
    found.map(|(at, _)| at).take(400).collect()
}

/// Overwrites the number before or after a name, which often is a length.
fn overwrite_length(bytes: &mut [u8], random: &mut Random) {
    let names = names(bytes);
    let Some(&name) = names.get(random.below(names.len())) else { return };
    let offset = random.below(5);
    let at = if random.below(2) == 0 { name.saturating_sub(4) } else { name + 4 * (1 + offset) };
    let length = bytes.len() as u64;
    let values =
        [0, 1, 7, 8, 16, length, length / 2, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, u64::MAX];
    let value = match random.below(values.len() + 1) {
        index if index < values.len() => values[index],
        _ => random.next(),
    };
    let number = match random.below(4) {
        0 => (value as u32).to_le_bytes().to_vec(),
        1 => value.to_be_bytes().to_vec(),
        2 => (value as u16).to_be_bytes().to_vec(),
        _ => (value as u32).to_be_bytes().to_vec(),
    };
    if let Some(field) = bytes.get_mut(at..at + number.len()) {
        field.copy_from_slice(&number);
    }
}

/// Repeats the bytes between two names.
fn duplicate_box(bytes: &mut Vec<u8>, random: &mut Random) {
    let names = names(bytes);
    let at = |index: usize| names.get(index).map_or(0, |name| name.saturating_sub(4));
    let first = random.below(names.len());
    let (start, end) = (at(first), at(first + 1 + random.below(6)));
    if start < end {
        let part = bytes[start..end].to_vec();
        let count = [1, 2, 50][random.below(3)];
        bytes.splice(end..end, part.repeat(count));
    }
}
