//! Bounds the tables of a Vorbis stream: symphonia unpacks them from a few bytes to gigabytes.

/// Most values in all codebooks: 64 MB. libvorbis writes a hundredth of it.
const MAX_VALUES: u64 = 1 << 24;

/// symphonia refuses larger codebooks.
const MAX_DIMENSIONS: u32 = 32;
const MAX_ENTRIES: u32 = 128 * 1024;

/// Reads bits from the lowest of each byte on.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn read(&mut self, count: u32) -> Option<u32> {
        (0..count).try_fold(0, |value, index| {
            let bit = self.bytes.get(self.at / 8)? >> (self.at % 8) & 1;
            self.at += 1;
            Some(value | u32::from(bit) << index)
        })
    }

    fn skip(&mut self, count: u64) -> Option<()> {
        self.at = self.at.checked_add(usize::try_from(count).ok()?)?;
        (self.at <= 8 * self.bytes.len()).then_some(())
    }

    /// Reads a codebook (Vorbis I, 3.2.1); returns the number of its values.
    fn codebook_values(&mut self) -> Option<u64> {
        self.skip(24)?;
        let (dimensions, entries) = (self.read(16)?, self.read(24)?);
        if dimensions > MAX_DIMENSIONS || entries > MAX_ENTRIES {
            return None;
        }
        let is_ordered = self.read(1)? == 1;
        if is_ordered {
            self.read(5)?;
            let mut known = 0;
            while known < entries {
                known += self.read(u32::BITS - (entries - known).leading_zeros())?;
            }
        } else if self.read(1)? == 1 {
            // Of a sparse list, only the used entries have a length.
            for _ in 0..entries {
                if self.read(1)? == 1 {
                    self.read(5)?;
                }
            }
        } else {
            self.skip(5 * u64::from(entries))?;
        }
        let values = u64::from(entries) * u64::from(dimensions.max(1));
        let stored = match self.read(4)? {
            0 => return Some(entries.into()),
            1 => lookup_values(entries, dimensions),
            _ => values,
        };
        self.skip(64)?;
        let bits = self.read(4)? + 1;
        self.skip(1 + stored.checked_mul(bits.into())?)?;
        Some(values)
    }
}

/// Returns the largest number that is at most `entries` when raised to the power `dimensions`
/// (Vorbis I, 9.2.3: `lookup1_values`).
fn lookup_values(entries: u32, dimensions: u32) -> u64 {
    let fits = |value: &u64| {
        let power = (0..dimensions).try_fold(1_u64, |power, _| {
            Some(power.checked_mul(*value)?).filter(|power| *power <= entries.into())
        });
        power.is_some()
    };
    let root = f64::from(entries).powf(1.0 / f64::from(dimensions.max(1))) as u64;
    // The root may be a rounding error too small or too large.
    (0..=root + 1).rev().find(fits).unwrap_or(0)
}

/// Returns whether the codebooks in a stream's headers hold at most `MAX_VALUES` values. Damage
/// is left to the decoder.
pub fn is_bounded(headers: &[u8]) -> bool {
    const SETUP: &[u8] = b"\x05vorbis";
    let Some(at) = headers.windows(SETUP.len()).position(|found| found == SETUP) else {
        return true;
    };
    let mut bits = Bits { bytes: headers.get(at + SETUP.len()..).unwrap_or_default(), at: 0 };
    let Some(count) = bits.read(8) else { return true };
    let mut total = 0;
    for _ in 0..=count {
        let Some(values) = bits.codebook_values() else { break };
        total += values;
    }
    total <= MAX_VALUES
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Appends the lowest bits of numbers, and packs them into bytes.
    fn pack(fields: &[(u64, usize)]) -> Vec<u8> {
        let bits = fields.iter().flat_map(|&(value, count)| {
            (0..count as u32).map(move |n| value.checked_shr(n).unwrap_or(0) & 1)
        });
        let bits: Vec<u64> = bits.collect();
        let byte = |bits: &[u64]| bits.iter().rev().fold(0, |byte, bit| byte << 1 | *bit as u8);
        bits.chunks(8).map(byte).collect()
    }

    #[test]
    fn is_bounded_counts_the_values_of_all_codebooks() {
        // All entries have the same length, and one number is stored for all values.
        let codebook = |entries: u64, dimensions: u64| {
            let length_bits = (64 - entries.leading_zeros()) as usize;
            [
                (0x56_4342, 24),
                (dimensions, 16),
                (entries, 24),
                (1, 1),
                (entries.trailing_zeros().into(), 5),
                (entries, length_bits),
                (1, 4),
                (0, 64),
                (0, 4),
                (0, 1),
                (0, lookup_values(entries as u32, dimensions as u32) as usize),
            ]
        };
        let headers = |count: u64, entries: u64, dimensions: u64| {
            let mut fields = vec![(count - 1, 8)];
            (0..count).for_each(|_| fields.extend(codebook(entries, dimensions)));
            [b"\x01vorbis....\x05vorbis", &pack(&fields)[..]].concat()
        };
        assert!(is_bounded(&headers(1, 1 << 17, 32)));
        assert!(is_bounded(&headers(4, 1 << 17, 32)));
        assert!(!is_bounded(&headers(5, 1 << 17, 32)));
        assert!(!is_bounded(&headers(256, 1 << 17, 8)));
        assert!(is_bounded(&headers(256, 1 << 10, 4)));
        assert!(headers(256, 1 << 17, 32).len() < 8_000);
        assert!(is_bounded(b"\x01vorbis") && is_bounded(b"\x05vorbis\xFFdamage"));
    }

    #[test]
    fn lookup_values_are_the_root() {
        for (entries, dimensions, expected) in [(81, 4, 3), (80, 4, 2), (1 << 17, 32, 1), (9, 1, 9)]
        {
            assert_eq!(lookup_values(entries, dimensions), expected);
        }
    }
}
