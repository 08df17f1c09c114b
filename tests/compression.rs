//! Signs of compression in synthesised pours.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use hot_or_cold::synth::{Pour, pour};
use hot_or_cold::{Clip, CompressionSigns, MelFrontEnd, SIDECAR, Sidecar};

const BANDS: usize = 64;

fn sidecar() -> Sidecar {
    Sidecar::parse(SIDECAR).unwrap()
}

/// Log-mel frames of a synthesised pour that is `gain` times as loud.
fn synthesised(fahrenheit: f64, seconds: f64, sample_rate: u32, seed: u64, gain: f32) -> Vec<f32> {
    let mut samples = pour(&Pour { fahrenheit, seconds, sample_rate, seed, ..Pour::default() });
    samples.iter_mut().for_each(|sample| *sample *= gain);
    let front_end = &sidecar().front_end;
    let clip = Clip::from_mono(&samples, sample_rate, front_end.sample_rate).unwrap();
    let log_mel = MelFrontEnd::new(front_end).log_mel(clip.samples());
    log_mel.values().to_vec()
}

fn detect(frames: &[f32]) -> CompressionSigns {
    CompressionSigns::detect(frames, BANDS, &sidecar().compression)
}

/// Uniform in −1 … 1 (xorshift).
fn noise(mut state: u64) -> impl FnMut() -> f32 {
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1 << 23) as f32 - 1.0
    }
}

#[test]
fn detect_finds_no_sign_in_synthesised_pours() {
    for seed in 0..40 {
        let fahrenheit = 175.0 + seed as f64;
        let seconds = 1.0 + (seed % 6) as f64;
        let signs = detect(&synthesised(fahrenheit, seconds, 48_000, seed, 1.0));
        assert_eq!(signs, CompressionSigns::default(), "seed {seed}: {fahrenheit} °F, {seconds} s");
        let signs = detect(&synthesised(40.0, 4.0, 44_100, seed, 1.0));
        assert!(!signs.forbids(false), "cold, seed {seed}: {signs:?}");
    }
}

#[test]
fn detect_finds_band_limit_of_low_sample_rates_at_every_level() {
    for (rate, band_limited) in
        [(8_000, true), (11_025, true), (12_000, true), (16_000, false), (22_050, false)]
    {
        for gain in [1.0, 0.1, 0.01] {
            let signs = detect(&synthesised(200.0, 3.0, rate, 3, gain));
            assert_eq!(signs.band_limited, band_limited, "{rate} Hz, {gain}");
        }
    }
}

#[test]
fn detect_ignores_steep_but_gradual_slope() {
    let mut frames = synthesised(200.0, 3.0, 48_000, 5, 1.0);
    for frame in frames.chunks_exact_mut(BANDS) {
        for (band, value) in frame.iter_mut().enumerate() {
            *value -= 1.5 * band.saturating_sub(30) as f32;
        }
    }
    assert!(!detect(&frames).band_limited);
}

#[test]
fn detect_finds_missing_bands() {
    for (share, has_holes) in [(0.0, false), (0.05, true), (0.3, true)] {
        let mut frames = synthesised(200.0, 4.0, 48_000, 7, 1.0);
        let mut random = noise(9);
        for value in frames.iter_mut() {
            if random() + 1.0 < 2.0 * share {
                *value -= 40.0;
            }
        }
        assert_eq!(detect(&frames).has_holes, has_holes, "{share}");
    }
}
