//! Bytes that can be read several times, cut and put together again.
//!
//! A repaired file is a view: a few new bytes, and ranges of the original.

use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use symphonia::core::io::MediaSource;
use thiserror::Error;

use crate::DecodeError;

/// An error of the file itself. Symphonia makes up others, for bytes that end too early.
#[derive(Debug, Error)]
#[error(transparent)]
struct ReadFailure(io::Error);

fn mark(error: io::Error) -> io::Error {
    // Readers repeat an interrupted call.
    if error.kind() == io::ErrorKind::Interrupted {
        return error;
    }
    io::Error::other(ReadFailure(error))
}

/// Whether reading the file failed.
pub fn is_read_failure(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<ReadFailure>())
}

/// The file's own error.
pub fn read_failure(error: io::Error) -> io::Error {
    error.downcast::<ReadFailure>().map_or_else(|error| error, |ReadFailure(error)| error)
}

/// The file itself. A lock, since symphonia wants sources that threads may share.
type Base = Arc<Mutex<Box<dyn MediaSource>>>;

#[derive(Clone)]
enum Part {
    Base(Base, Range<u64>),
    Bytes(Arc<Vec<u8>>, Range<u64>),
}

impl Part {
    fn range(&self) -> &Range<u64> {
        match self {
            Self::Base(_, range) | Self::Bytes(_, range) => range,
        }
    }

    /// The part from `start` to `end`, counted from its beginning; less if it is shorter.
    fn cut(&self, start: u64, end: u64) -> Self {
        let whole = self.range();
        let at = |offset: u64| whole.start.saturating_add(offset).min(whole.end);
        let range = at(start)..at(end);
        match self {
            Self::Base(base, _) => Self::Base(Arc::clone(base), range),
            Self::Bytes(bytes, _) => Self::Bytes(Arc::clone(bytes), range),
        }
    }

    fn len(&self) -> u64 {
        let range = self.range();
        range.end.saturating_sub(range.start)
    }

    /// Reads bytes from `offset` on: as many as the source gives at once.
    fn read(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let rest = usize::try_from(self.len().saturating_sub(offset)).unwrap_or(usize::MAX);
        let count = rest.min(buffer.len());
        let start = self.range().start.saturating_add(offset);
        let Some(buffer) = buffer.get_mut(..count) else { return Ok(0) };
        match self {
            Self::Base(base, _) => {
                // A source has no state but its position, so a lock is valid after a panic.
                let mut base = base.lock().unwrap_or_else(PoisonError::into_inner);
                base.seek(SeekFrom::Start(start)).map_err(mark)?;
                base.read(buffer).map_err(mark)
            }
            Self::Bytes(bytes, _) => {
                let start = usize::try_from(start).unwrap_or(usize::MAX);
                let from = start.checked_add(count).and_then(|end| bytes.get(start..end));
                from.map_or(Ok(0), |from| {
                    buffer.copy_from_slice(from);
                    Ok(count)
                })
            }
        }
    }
}

/// A file, a part of one, or several parts in a row.
#[derive(Clone)]
pub struct Source {
    parts: Vec<Part>,
}

impl Source {
    pub fn new(source: Box<dyn MediaSource>) -> Self {
        let length = source.byte_len().unwrap_or(0);
        Self { parts: vec![Part::Base(Arc::new(Mutex::new(source)), 0..length)] }
    }

    pub fn from_bytes(bytes: impl Into<Arc<Vec<u8>>>) -> Self {
        let bytes = bytes.into();
        let range = 0..bytes.len() as u64;
        Self { parts: vec![Part::Bytes(bytes, range)] }
    }

    /// Several sources, one after another.
    pub fn join(sources: impl IntoIterator<Item = Self>) -> Self {
        Self { parts: sources.into_iter().flat_map(|source| source.parts).collect() }
    }

    /// The bytes of a range; fewer if the source is shorter.
    pub fn slice(&self, range: Range<u64>) -> Self {
        let mut before = 0;
        let cut = |part: &Part| {
            let start = range.start.saturating_sub(before);
            let end = range.end.saturating_sub(before);
            before += part.len();
            part.cut(start, end.max(start))
        };
        Self { parts: self.parts.iter().map(cut).filter(|part| part.len() > 0).collect() }
    }

    /// The bytes from `start` to the end.
    pub fn skip(&self, start: u64) -> Self {
        self.slice(start..u64::MAX)
    }

    pub fn len(&self) -> u64 {
        self.parts.iter().map(Part::len).sum()
    }

    /// Reads up to `count` bytes from `start` on.
    ///
    /// # Errors
    /// [`DecodeError::ReadFailed`]
    pub fn read_at(&self, start: u64, count: usize) -> Result<Vec<u8>, DecodeError> {
        let mut bytes = Vec::new();
        let end = start.saturating_add(count as u64);
        let read = self.slice(start..end).reader().read_to_end(&mut bytes);
        read.map(|_| bytes).map_err(|error| DecodeError::ReadFailed { source: read_failure(error) })
    }

    /// Returns where the first `length` bytes from `start` on are that meet a condition.
    ///
    /// # Errors
    /// [`DecodeError::ReadFailed`]
    pub fn find(
        &self,
        start: u64,
        length: usize,
        is_wanted: impl Fn(&[u8]) -> bool,
    ) -> Result<Option<u64>, DecodeError> {
        const LARGEST: usize = 1 << 16;
        let (mut at, mut size) = (start, 1 << 9);
        loop {
            let block = self.read_at(at, size + length)?;
            if let Some(found) = block.windows(length).position(&is_wanted) {
                return Ok(Some(at + found as u64));
            }
            if block.len() < size + length {
                return Ok(None);
            }
            at += size as u64;
            size = (2 * size).min(LARGEST);
        }
    }

    /// Whether all bytes from `start` on are zeros, and there are some.
    ///
    /// # Errors
    /// [`DecodeError::ReadFailed`]
    pub fn is_zero_from(&self, start: u64) -> Result<bool, DecodeError> {
        Ok(start < self.len() && self.find(start, 1, |byte| byte != [0])?.is_none())
    }

    pub fn reader(&self) -> Reader {
        Reader { source: self.clone(), position: 0 }
    }
}

/// Returns the position after a seek from `position`, in a file of `length` bytes.
pub fn seek_position(to: SeekFrom, position: u64, length: u64) -> io::Result<u64> {
    let found = match to {
        SeekFrom::Start(position) => Some(position),
        SeekFrom::Current(offset) => position.checked_add_signed(offset),
        SeekFrom::End(offset) => length.checked_add_signed(offset),
    };
    Ok(found.ok_or(io::ErrorKind::InvalidInput)?)
}

/// Reads a [`Source`] from its beginning.
pub struct Reader {
    source: Source,
    position: u64,
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut offset = self.position;
        for part in &self.source.parts {
            if offset < part.len() {
                let count = part.read(offset, buffer)?;
                self.position += count as u64;
                return Ok(count);
            }
            offset -= part.len();
        }
        Ok(0)
    }
}

impl Seek for Reader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.position = seek_position(to, self.position, self.source.len())?;
        Ok(self.position)
    }
}

impl MediaSource for Reader {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.source.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn find_reads_across_blocks() {
        for at in (0..300_000).step_by(7_919).chain([510, 511, 512, 513, 1_535, 66_047, 131_071]) {
            let mut bytes = vec![0; at + 2];
            bytes[at..].copy_from_slice(b"ab");
            bytes.resize(400_000, 0);
            let file = Source::from_bytes(bytes);
            assert_eq!(file.find(0, 2, |found| found == b"ab").unwrap(), Some(at as u64));
            assert!(file.is_zero_from(at as u64 + 2).unwrap());
            assert!(!file.is_zero_from(at as u64 + 1).unwrap());
        }
    }

    #[test]
    fn slices_and_joins_equal_those_of_bytes() {
        let bytes: Vec<u8> = (0..=99).collect();
        let file = Source::new(Box::new(Cursor::new(bytes.clone())));
        let joined = Source::join([
            Source::from_bytes(vec![200, 201]),
            file.slice(10..20),
            file.slice(50..50),
            file.skip(95),
        ]);
        let expected = [&[200, 201][..], &bytes[10..20], &bytes[95..]].concat();
        assert_eq!(joined.len(), 17);
        for start in 0..20 {
            for end in start..20 {
                let range = (start as usize).min(17)..(end as usize).min(17);
                let slice = joined.slice(start..end);
                assert_eq!(slice.read_at(0, 99).unwrap(), expected[range], "{start}..{end}");
            }
        }
        for (at, wanted) in expected.windows(2).enumerate() {
            let found = |start| joined.find(start, 2, |bytes| bytes == wanted).unwrap();
            assert_eq!((found(0), found(at as u64)), (Some(at as u64), Some(at as u64)));
            assert_eq!(found(at as u64 + 1), None);
        }
        let mut reader = joined.reader();
        reader.seek(SeekFrom::End(-3)).unwrap();
        let mut rest = Vec::new();
        reader.read_to_end(&mut rest).unwrap();
        assert_eq!(rest, [97, 98, 99]);
        assert!(reader.seek(SeekFrom::Current(-99)).is_err());
    }
}
