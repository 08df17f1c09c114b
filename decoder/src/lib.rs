//! Decodes audio files chunk by chunk with symphonia, without threads, files or clocks.
//!
//! ```
//! use hot_or_cold_decoder::{Chunk, DecodeError, Recording};
//!
//! let recording = Recording::from_bytes(b"Dear diary".to_vec());
//! let mut samples = Vec::new();
//! let result = recording.decode(&mut |chunk: Chunk<'_>| {
//!     samples.extend_from_slice(chunk.samples);
//!     Ok::<(), DecodeError>(())
//! });
//! assert_eq!(result.unwrap_err().code(), "not-audio");
//! ```

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod aac;
mod aiff;
mod bytes;
mod caf;
mod codecs;
mod error;
mod flac;
mod guard;
mod mkv;
mod mp4;
mod ogg;
mod packets;
mod sample_entry;
mod signatures;
mod sniff;
mod source;
mod tracks;
mod vorbis;
#[cfg(target_arch = "wasm32")]
mod wasm;
mod wav;

use std::sync::Arc;

pub use error::{DecodeError, FileKind};
pub use guard::is_guarded;
pub use symphonia::core::io::MediaSource;

use signatures::format_of_name;
use source::Source;
use tracks::Opened;

/// A few milliseconds to seconds of decoded sound. Rate and channels are those of all chunks.
#[derive(Debug, Clone, Copy)]
pub struct Chunk<'a> {
    /// Sample rate in Hz, as the file claims.
    pub sample_rate: u32,
    /// Number of channels, at least 1.
    pub channels: usize,
    /// Whole frames, interleaved, ±1 full scale.
    pub samples: &'a [f32],
}

/// Longest recording accepted, in hours, as in the core.
pub const MAX_HOURS: u64 = 2;

/// Bytes that [`unusable`] needs.
pub const HEAD_BYTES: usize = sniff::HEAD;

/// Returns why a file can't be decoded, if its first [`HEAD_BYTES`] show it. `None` does not mean
/// that it can.
pub fn unusable(head: &[u8]) -> Option<DecodeError> {
    if sniff::tag_length(head) == 0 { sniff::unusable(head) } else { None }
}

/// An encoded recording, which can be decoded several times.
pub struct Recording {
    source: Source,
    name: String,
}

impl Recording {
    /// A recording that is read on demand, from a source that is seekable. An unknown length counts
    /// as 0, and decoding returns [`DecodeError::CutOff`].
    pub fn new(source: Box<dyn MediaSource>) -> Self {
        Self { source: Source::new(source), name: String::new() }
    }

    /// A recording in memory.
    pub fn from_bytes(bytes: impl Into<Arc<Vec<u8>>>) -> Self {
        Self { source: Source::from_bytes(bytes), name: String::new() }
    }

    /// Sets the file's name. Its extension names the format where the bytes do not.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// Decodes the recording's sound track from its beginning, and passes each chunk to `sink`. It
    /// uses the first track that isn't silent. Parts that the author cut out of an MP4 file are
    /// left out. A recording of no length has no chunks. One longer than [`MAX_HOURS`] is refused
    /// at once if the file states its length, otherwise when the chunks reach the limit.
    ///
    /// # Errors
    /// [`DecodeError`] for the recording, and the sink's error, which ends the decoding.
    pub fn decode<E: From<DecodeError>>(
        &self,
        sink: &mut dyn FnMut(Chunk<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut row = Row::default();
        let mut rest = Some(self.source.clone());
        while let Some(source) = rest {
            let opened = Opened::new(&source).map_err(|error| self.name_format(error))?;
            let id = match opened.choose_track() {
                // What follows the sound is no other recording.
                Err(DecodeError::NoSoundTrack) if row.spec.is_some() => break,
                result => result.map_err(|error| self.name_format(error))?,
            };
            opened.decode(id, &mut |chunk: Chunk<'_>| {
                row.add(chunk)?;
                sink(chunk)
            })?;
            rest = opened.next;
        }
        Ok(())
    }

    /// Names the format of bytes that are not recognised.
    fn name_format(&self, error: DecodeError) -> DecodeError {
        match (&error, format_of_name(&self.name)) {
            (
                DecodeError::UnknownFormat
                | DecodeError::CutOff { .. }
                | DecodeError::Damaged { .. },
                Some(format),
            ) => DecodeError::UnsupportedFormat { format },
            _ => error,
        }
    }
}

/// Several recordings in one file, one after another.
#[derive(Default)]
struct Row {
    /// Sample rate and channels.
    spec: Option<(u32, usize)>,
    frames: u64,
}

impl Row {
    /// Adds a chunk, which must be like the others and within the limit.
    fn add(&mut self, chunk: Chunk<'_>) -> Result<(), DecodeError> {
        let spec = (chunk.sample_rate, chunk.channels);
        if *self.spec.get_or_insert(spec) != spec {
            return Err(DecodeError::FormatChanges);
        }
        self.frames += (chunk.samples.len() / chunk.channels.max(1)) as u64;
        if self.frames > 3_600 * MAX_HOURS * u64::from(chunk.sample_rate) {
            return Err(DecodeError::TooLong { max_hours: MAX_HOURS });
        }
        Ok(())
    }
}
