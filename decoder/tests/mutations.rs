//! Damaged files end as sound or as a sentence, with the overflow checks of a debug build.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::mutations::{encode_seeds, mutate};
use common::print::print_uncaptured;
use hot_or_cold_decoder::{Chunk, DecodeError, Recording};

const FILES: u64 = 300;

#[test]
fn damaged_files_end_as_sound_or_as_a_sentence() {
    let seeds = encode_seeds();
    if seeds.is_empty() {
        return print_uncaptured("skipped: ffmpeg is not installed, which damaged files need");
    }
    let count =
        std::env::var("HOT_OR_COLD_MUTATIONS").map_or(FILES, |count| count.parse().unwrap());
    std::panic::set_hook(Box::new(|panic| {
        if !hot_or_cold_decoder::is_guarded() {
            eprintln!("{panic}");
        }
    }));
    let (mut decoded, mut refused) = (0, 0);
    for index in 0..count {
        let (name, bytes) = mutate(&seeds, index);
        let length = bytes.len();
        let mut values = 0;
        let decode = || {
            Recording::from_bytes(bytes).named(name).decode(&mut |chunk: Chunk<'_>| {
                values += chunk.samples.len();
                assert_eq!(chunk.samples.len() % chunk.channels, 0);
                Ok::<(), DecodeError>(())
            })
        };
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(decode));
        let result = result.unwrap_or_else(|_| panic!("file {index}, a {name} of {length} bytes"));
        match result {
            Ok(()) => decoded += 1,
            Err(error) => {
                refused += 1;
                assert!(error.to_string().ends_with('.'), "file {index}, a {name}: {error}");
            }
        }
    }
    // The default hook again, for other tests.
    drop(std::panic::take_hook());
    assert!(decoded > count / 5 && refused > count / 5, "{decoded} decoded, {refused} refused");
}
