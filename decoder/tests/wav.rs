//! WAV files whose headers are wrong are read as far as they go.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{assert_close, decode, floats, ramp};

const RATE: u32 = 16_000;

fn chunk(id: &[u8; 4], size: u32, content: &[u8]) -> Vec<u8> {
    [id, &size.to_le_bytes()[..], content].concat()
}

fn format(tag: u16, channels: u16, bits: u16) -> Vec<u8> {
    let block = channels * bits.div_ceil(8);
    let mut bytes = [tag, channels].map(u16::to_le_bytes).concat();
    bytes.extend(RATE.to_le_bytes());
    bytes.extend((RATE * u32::from(block)).to_le_bytes());
    bytes.extend([block, bits].map(u16::to_le_bytes).concat());
    bytes
}

fn extensible(channels: u16, bits: u16, container: u16, sub_format: u16) -> Vec<u8> {
    let mut bytes = format(0xFFFE, channels, container);
    bytes.extend([22, bits].map(u16::to_le_bytes).concat());
    bytes.extend([0; 4]);
    bytes.extend(sub_format.to_le_bytes());
    bytes.extend(b"\0\0\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71");
    bytes
}

fn pcm(samples: &[i16]) -> Vec<u8> {
    samples.iter().flat_map(|sample| sample.to_le_bytes()).collect()
}

/// A file of the given parts: identifier, size, chunks before the sound, stated size, sound, rest.
fn wav(id: &[u8; 4], size: u32, head: &[u8], stated: u32, data: &[u8], tail: &[u8]) -> Vec<u8> {
    let chunks = [head, &chunk(b"data", stated, data), tail].concat();
    [chunk(id, size, b"WAVE"), chunks].concat()
}

#[test]
fn sizes_in_headers_are_not_believed() {
    let samples = ramp(20_000);
    let data = pcm(&samples);
    let length = data.len() as u32;
    let fmt = chunk(b"fmt ", 16, &format(1, 1, 16));
    let ds64 = |size: u64| {
        let sizes = [size + 72, size, size / 2].map(u64::to_le_bytes).concat();
        chunk(b"ds64", 28, &[&sizes[..], &[0; 4]].concat())
    };
    let odd = |pad: &[u8]| [chunk(b"LIST", 17, b"INFOICMT\x05\0\0\0hello"), pad.to_vec()].concat();
    let list = chunk(b"LIST", 4, b"INFO");
    let heads = [
        ("a format", fmt.clone()),
        ("a filler", [&fmt[..], &chunk(b"FLLR", 4_000, &[0; 4_000])].concat()),
        ("an odd list", [&fmt[..], &odd(b"\0")].concat()),
        ("an odd list without a pad byte", [&fmt[..], &odd(b"")].concat()),
        ("a list beyond the end", [&fmt[..], &chunk(b"LIST", 1 << 30, b"INFO")].concat()),
        ("a true ds64", [&ds64(length.into())[..], &fmt].concat()),
        ("a ds64 of zeros", [&ds64(0)[..], &fmt].concat()),
        ("a ds64 beyond the end", [&ds64(1 << 40)[..], &fmt].concat()),
    ];
    for (name, head) in heads {
        for id in [b"RIFF", b"RF64", b"BW64"] {
            for size in [0, 4, 36, length, length + 36, u32::MAX - 1, u32::MAX] {
                for stated in [0, length, length + 1, length + 100_000, u32::MAX] {
                    let bytes = wav(id, size, &head, stated, &data, b"");
                    let (rate, channels, found) = decode(bytes).unwrap();
                    let case = format!("{name}, {id:?} of {size}, data of {stated}");
                    assert_eq!((rate, channels), (RATE, 1), "{case}");
                    assert_close(&found, &floats(&samples), &case);
                }
                // A chunk after the sound is no sound.
                let bytes = wav(id, size, &head, length, &data, &list);
                assert_eq!(decode(bytes).unwrap().2.len(), samples.len(), "{name}");
            }
        }
    }
}

#[test]
fn sound_after_a_size_that_is_too_small_is_read() {
    let silence = vec![0; 10_000];
    let text = vec![i16::from_le_bytes(*b"Aa"); 10_000];
    let contents = [
        ("a ramp", ramp(20_000)),
        ("silence, then a ramp", [silence.clone(), ramp(10_000)].concat()),
        ("a ramp, then silence", [ramp(10_000), silence.clone()].concat()),
        ("a ramp amid silence", [silence.clone(), ramp(10_000), silence].concat()),
        ("bytes that look like text", [text, ramp(10_000)].concat()),
    ];
    let fmt = chunk(b"fmt ", 16, &format(1, 1, 16));
    for (name, samples) in contents {
        let data = pcm(&samples);
        let sizes = (1..10).chain((1_000..39_000).step_by(2_997));
        for stated in sizes.chain([19_943, 20_000, data.len() as u32 - 8]) {
            let bytes = wav(b"RIFF", 36, &fmt, stated, &data, b"");
            let case = format!("{name}, data of {stated}");
            assert_close(&decode(bytes).unwrap().2, &floats(&samples), &case);
        }
    }
}

#[test]
fn chunks_after_the_sound_are_no_sound_and_junk_loses_none() {
    let samples = ramp(20_000);
    let (data, expected) = (pcm(&samples), floats(&samples));
    let length = data.len() as u32;
    let fmt = chunk(b"fmt ", 16, &format(1, 1, 16));
    let list = chunk(b"LIST", 4, b"INFO");
    let unknown = chunk(b"wxyz", 4, b"\x01\x02\x03\x04");
    let chunks = [
        list.clone(),
        unknown.clone(),
        [unknown.clone(), unknown.clone()].concat(),
        [unknown, list].concat(),
        b"odd".to_vec(),
    ];
    for tail in chunks {
        let bytes = wav(b"RIFF", 0, &fmt, length, &data, &tail);
        assert_close(&decode(bytes).unwrap().2, &expected, &format!("{tail:?}"));
    }
    let junk = [
        vec![0; 500],
        chunk(&[0; 4], 40, &[1; 40]),
        chunk(&[0; 4], 1 << 30, &[1; 40]),
        chunk(&[0x81; 4], 40, &[1; 40]),
        chunk(b"wxyz", 4_000, &[1; 40]),
    ];
    for tail in junk {
        let found = decode(wav(b"RIFF", 0, &fmt, length, &data, &tail)).unwrap().2;
        assert_close(&found[..samples.len()], &expected, &format!("{tail:?}"));
        assert_eq!(found.len(), samples.len() + tail.len() / 2);
    }
}

#[test]
fn sound_after_an_empty_data_chunk_is_read() {
    let samples = ramp(20_000);
    let data = pcm(&samples);
    let list = chunk(b"LIST", 4, b"INFO");
    let fmt = chunk(b"fmt ", 16, &format(1, 1, 16));
    let head = [fmt, chunk(b"data", 0, b""), list].concat();
    let bytes = wav(b"RIFF", 0, &head, data.len() as u32, &data, b"");
    assert_close(&decode(bytes).unwrap().2, &floats(&samples), "two data chunks");
}

#[test]
fn up_to_32_channels_are_read() {
    for channels in 1..=32_u16 {
        // A number of frames that is no multiple of a packet's.
        let samples = ramp(5_003 * usize::from(channels));
        let data = pcm(&samples);
        for format in [format(1, channels, 16), extensible(channels, 16, 16, 1)] {
            let fmt = chunk(b"fmt ", format.len() as u32, &format);
            let bytes = wav(b"RIFF", 0, &fmt, data.len() as u32, &data, b"");
            let (rate, found, decoded) = decode(bytes).unwrap();
            assert_eq!((rate, found), (RATE, usize::from(channels)));
            assert_close(&decoded, &floats(&samples), &format!("{channels} channels"));
        }
    }
}

#[test]
fn empty_data_has_no_samples() {
    let fmt = chunk(b"fmt ", 16, &format(1, 1, 16));
    assert_eq!(decode(wav(b"RIFF", 36, &fmt, 0, b"", b"")).unwrap().0, 0);
    let list = chunk(b"LIST", 4, b"INFO");
    assert_eq!(decode(wav(b"RIFF", 36, &fmt, 0, b"", &list)).unwrap().0, 0);
}

#[test]
fn every_form_of_pcm_is_read() {
    let samples = ramp(4_000);
    let expected = floats(&samples);
    let wide: Vec<u8> = samples.iter().flat_map(|&x| ((i32::from(x)) << 8).to_le_bytes()).collect();
    let wide: Vec<u8> = wide.chunks(4).flat_map(|x| x[..3].to_vec()).collect();
    let float: Vec<u8> = expected.iter().flat_map(|x| x.to_le_bytes()).collect();
    let double: Vec<u8> = expected.iter().flat_map(|&x| f64::from(x).to_le_bytes()).collect();
    let long_format = |length: usize| {
        let mut bytes = format(1, 1, 16);
        bytes.resize(length, 0);
        bytes
    };
    let odd_block = {
        let mut bytes = format(1, 1, 16);
        bytes[12] = 0;
        bytes
    };
    let cases = [
        (long_format(18), pcm(&samples)),
        (long_format(20), pcm(&samples)),
        (long_format(40), pcm(&samples)),
        (odd_block, pcm(&samples)),
        (format(1, 1, 24), wide.clone()),
        (extensible(1, 16, 16, 1), pcm(&samples)),
        (extensible(1, 20, 24, 1), wide),
        (format(3, 1, 32), float.clone()),
        (extensible(1, 32, 32, 3), float),
        (format(3, 1, 64), double),
    ];
    let any_block = (0..=u16::MAX).step_by(1_365).chain([7, 9, 8_192, 16_384, u16::MAX]);
    let any_block = any_block.filter(|&block| block <= 1 || block > 8).map(|block| {
        let mut bytes = format(1, 1, 16);
        bytes[12..14].copy_from_slice(&block.to_le_bytes());
        (bytes, pcm(&samples))
    });
    for (format, data) in cases.into_iter().chain(any_block) {
        let fmt = chunk(b"fmt ", format.len() as u32, &format);
        let bytes = wav(b"RIFF", 0, &fmt, data.len() as u32, &data, b"");
        assert_close(&decode(bytes).unwrap().2, &expected, &format!("{format:?}"));
    }
    for tag in [6, 7] {
        let fmt = chunk(b"fmt ", 16, &format(tag, 1, 8));
        let bytes = wav(b"RIFF", 0, &fmt, 4_000, &[0x55; 4_000], b"");
        assert_eq!(decode(bytes).unwrap().2.len(), 4_000, "{tag}");
    }
}

#[test]
fn formats_without_a_decoder_are_named() {
    let data = vec![1; 10_000];
    let reason = |format: &[u8]| {
        let fmt = chunk(b"fmt ", format.len() as u32, format);
        decode(wav(b"RIFF", 0, &fmt, 10_000, &data, b"")).unwrap_err()
    };
    for channels in [33, 252, u16::MAX] {
        assert_eq!(reason(&format(1, channels, 8)).code(), "too-many-channels", "{channels}");
        assert_eq!(reason(&extensible(channels, 8, 8, 1)).code(), "too-many-channels");
    }
    let sentence = reason(&format(0x11, 3, 4)).to_string();
    assert!(sentence.contains("3 channels of ADPCM, and only up to 2"), "{sentence}");
    assert!(reason(&format(0x161, 2, 16)).to_string().contains("(Windows Media Audio)"));
    for (tag, name) in [
        (0x31, "GSM"),
        (0x65, "G.722"),
        (0x28F, "G.722"),
        (0x45, "G.726"),
        (0x20, "Yamaha ADPCM"),
        (0xFF, "AAC"),
        (0x566F, "Vorbis"),
    ] {
        let sentence = reason(&format(tag, 1, 0)).to_string();
        assert!(sentence.contains(&format!("({name})")), "{sentence}");
    }
    for (tag, bits, name) in [(1, 64, "PCM"), (3, 16, "float"), (6, 16, "A-law"), (7, 16, "µ-law")]
    {
        let sentence = reason(&format(tag, 1, bits)).to_string();
        assert!(sentence.contains(&format!("({bits}-bit {name})")), "{sentence}");
    }
    assert_eq!(reason(&format(0x9999, 1, 16)).code(), "unknown-codec");
    assert_eq!(reason(&format(1, 0, 16)).code(), "damaged");
    assert_eq!(reason(&[1, 0, 1]).code(), "damaged");
    let no_rate = [&[1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 16, 0][..]].concat();
    assert_eq!(reason(&no_rate).code(), "bad-sample-rate");
    assert_eq!(decode(chunk(b"RIFF", 4, b"WAVE")).unwrap_err().code(), "cut-off");
}

#[test]
fn failed_read_is_an_error() {
    let fmt = chunk(b"fmt ", 16, &format(1, 1, 16));
    let data = pcm(&ramp(100_000));
    let bytes = wav(b"RIFF", 0, &fmt, data.len() as u32, &data, b"");
    common::assert_failed_read_is_an_error(&bytes, "WAV");
}
