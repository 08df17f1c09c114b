//! Names the kinds of AAC that have no decoder.

use crate::DecodeError;
use crate::bytes::array;
use crate::source::Source;

/// More channels have no decoder.
const MAX_CHANNELS: u32 = 2;

/// Reads bits from the highest of each byte on.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn read(&mut self, count: usize) -> Option<u32> {
        (0..count).try_fold(0, |value, _| {
            let byte = self.bytes.get(self.at / 8)?;
            let bit = byte >> (7 - self.at % 8) & 1;
            self.at += 1;
            Some(value << 1 | u32::from(bit))
        })
    }

    fn object_type(&mut self) -> Option<u32> {
        match self.read(5)? {
            31 => Some(32 + self.read(6)?),
            object_type => Some(object_type),
        }
    }

    fn skip_rate(&mut self) -> Option<()> {
        const IN_FULL: u32 = 15;
        if self.read(4)? == IN_FULL {
            self.read(24)?;
        }
        Some(())
    }

    /// The number of channels in a list of elements.
    fn channels(&mut self, elements: u32) -> Option<u32> {
        (0..elements).try_fold(0, |channels, _| {
            let is_pair = self.read(1)?;
            self.read(4)?;
            Some(channels + 1 + is_pair)
        })
    }

    /// The number of channels in a program config element (ISO/IEC 14496-3, 4.4.1.1).
    fn program_channels(&mut self) -> Option<u32> {
        // Tag, object type, rate.
        self.read(10)?;
        let [front, side, back] = [self.read(4)?, self.read(4)?, self.read(4)?];
        let low_frequency = self.read(2)?;
        // Associated data and coupling channels.
        self.read(7)?;
        for mixdown_bits in [4, 4, 3] {
            if self.read(1)? == 1 {
                self.read(mixdown_bits)?;
            }
        }
        Some(self.channels(front + side + back)? + low_frequency)
    }
}

/// Returns the reason why AAC can't be decoded, by its configuration (ISO/IEC 14496-3, 1.6.2.1) or
/// by the number of channels that the container states.
pub fn unusable(config: &[u8], stated_channels: u32) -> DecodeError {
    let (object_type, channels) = read_config(config).unwrap_or((2, 0));
    let channels = if channels == 0 { stated_channels } else { channels };
    let name = match object_type {
        1 => "AAC Main",
        2 if channels > MAX_CHANNELS => {
            return DecodeError::TooManyChannels { channels, codec: "AAC", max: MAX_CHANNELS };
        }
        3 => "AAC SSR",
        4 => "AAC LTP",
        2 | 5 | 29 => "HE-AAC",
        23 => "AAC-LD",
        39 => "AAC-ELD",
        42 => "xHE-AAC",
        _ => "AAC",
    };
    DecodeError::UnsupportedCodec { codec: name.into() }
}

/// Object type, and the number of channels or 0.
fn read_config(config: &[u8]) -> Option<(u32, u32)> {
    let mut bits = Bits { bytes: config, at: 0 };
    let object_type = bits.object_type()?;
    bits.skip_rate()?;
    let channels = match bits.read(4)? {
        0 if object_type == 2 => {
            // Length of frames, and a core coder with its delay.
            bits.read(1)?;
            if bits.read(1)? == 1 {
                bits.read(14)?;
            }
            bits.read(1)?;
            bits.program_channels().unwrap_or(0)
        }
        7 | 12 | 14 => 8,
        11 => 7,
        count => count,
    };
    Some((object_type, channels))
}

/// A frame of ADTS (ISO/IEC 13818-7, 6.2).
#[derive(Clone, Copy)]
struct AdtsFrame {
    object_type: u8,
    /// Index of the sample rate, and configuration of the channels.
    form: (u8, u8),
    length: usize,
}

fn adts_frame(bytes: &[u8]) -> Option<AdtsFrame> {
    const HEADER: usize = 7;
    let [sync, mark, form, mixed, middle, low] = array::<6>(bytes, 0)?;
    let length = usize::from(mixed & 3) << 11 | usize::from(middle) << 3 | usize::from(low >> 5);
    (sync == 0xFF && mark & 0xF6 == 0xF0 && length >= HEADER).then_some(AdtsFrame {
        object_type: (form >> 6) + 1,
        form: (form >> 2 & 15, (form & 1) << 2 | mixed >> 6),
        length,
    })
}

/// Returns why ADTS can't be decoded, whose headers symphonia does not compare; `None` for other
/// files.
///
/// # Errors
/// [`DecodeError::ReadFailed`]
pub fn unusable_adts(file: &Source) -> Result<Option<DecodeError>, DecodeError> {
    const BLOCK: usize = 1 << 16;
    const MAX_FRAME: usize = 1 << 13;
    /// Frames in a row that differ from the first: fewer are damage.
    const MIN_FRAMES: usize = 8;
    const LOW_COMPLEXITY: u8 = 2;
    let next = |bytes: &[u8], frame: AdtsFrame| bytes.get(frame.length..).and_then(adts_frame);
    let mut block = file.read_at(0, BLOCK)?;
    let Some(first) = adts_frame(&block).filter(|first| next(&block, *first).is_some()) else {
        return Ok(None);
    };
    if first.object_type != LOW_COMPLEXITY {
        let (rate, channels) = first.form;
        let config = [first.object_type << 3 | rate >> 1, (rate & 1) << 7 | channels << 3];
        return Ok(Some(unusable(&config, channels.into())));
    }
    let (mut start, mut at, mut others) = (0, 0, 0);
    loop {
        let is_last = block.len() < BLOCK;
        let rest = block.get(at..).unwrap_or_default();
        if rest.len() < 2 * MAX_FRAME && !is_last {
            start += at as u64;
            at = 0;
            block = file.read_at(start, BLOCK)?;
            continue;
        }
        if rest.is_empty() {
            return Ok(None);
        }
        // Two headers in a row are no chance.
        let frame = adts_frame(rest)
            .filter(|frame| frame.form == first.form || next(rest, *frame).is_some());
        at += frame.map_or(1, |frame| frame.length);
        match frame {
            Some(frame) if frame.form == first.form => others = 0,
            Some(_) => others += 1,
            None => {}
        }
        if others == MIN_FRAMES {
            return Ok(Some(DecodeError::FormatChanges));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(config: &[u8]) -> String {
        unusable(config, 0).to_string()
    }

    #[test]
    fn unusable_names_channels_or_object_type() {
        // LC at 48 kHz with channel configuration 6.
        assert!(sentence(&[0x11, 0xB0]).contains("6 channels of AAC"));
        assert!(sentence(&[0x11, 0xB8]).contains("8 channels of AAC"));
        // HE-AAC, and ELD at 44.1 kHz.
        assert!(sentence(&[0x2B, 0x92, 0x08, 0x00]).contains("(HE-AAC)"));
        assert!(sentence(&[0xF8, 0xE8, 0x50, 0x00]).contains("(AAC-ELD)"));
        // As ffmpeg writes it for 2.1: a pair and a low-frequency element.
        assert!(sentence(&[0x11, 0x80, 0x04, 0xC4, 0x01, 0x00, 0x20, 0x00]).contains("3 channels"));
        assert!(unusable(&[], 6).to_string().contains("6 channels"));
    }

    #[test]
    fn unusable_adts_names_object_type_or_change() {
        // Frames of 7 bytes and more, at 48 kHz or another rate, in mono.
        let frame = |object_type: u8, rate: u8, length: usize| {
            let form = (object_type - 1) << 6 | rate << 2;
            let size = [0x40 | (length >> 11) as u8, (length >> 3) as u8, (length as u8) << 5];
            let mut frame = [&[0xFF, 0xF1, form][..], &size, &[0xFC]].concat();
            frame.resize(length, 0x55);
            frame
        };
        let read = |parts: &[(u8, u8, usize)]| {
            let frames = parts.iter().flat_map(|&(object_type, rate, count)| {
                (0..count).flat_map(move |n| frame(object_type, rate, 7 + n * 997 % 5_000))
            });
            unusable_adts(&Source::from_bytes(frames.collect::<Vec<u8>>())).unwrap()
        };
        for (object_type, name) in [(1, "(AAC Main)"), (3, "(AAC SSR)"), (4, "(AAC LTP)")] {
            assert!(read(&[(object_type, 3, 2)]).unwrap().to_string().contains(name));
        }
        for count in [2, 3, 100, 1_000] {
            assert!(read(&[(2, 3, count)]).is_none());
            assert!(read(&[(2, 3, count), (2, 6, 7), (2, 3, 50)]).is_none());
            let changed = read(&[(2, 3, count), (2, 6, 9)]).unwrap();
            assert_eq!(changed.code(), "format-changes");
        }
    }
}
