use super::*;

const NONE: CompressionSigns =
    CompressionSigns { band_limited: false, has_holes: false, smoothed: false };

/// The limits of the shipped model.
fn limits() -> CompressionLimits {
    #[derive(Deserialize)]
    struct Sidecar {
        compression: CompressionLimits,
    }
    let json = include_str!("../../../model/hot-or-cold.json");
    serde_json::from_str::<Sidecar>(json).unwrap().compression
}

fn detect(frames: &[f32]) -> CompressionSigns {
    CompressionSigns::detect(frames, BANDS, &limits())
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

/// Slow flicker of each band around a smooth mean spectrum with `detail_db` of fine structure.
fn slow_flicker(detail_db: f32, seed: u64) -> Vec<f32> {
    let mut random = noise(seed);
    let offsets: Vec<f32> = (0..BANDS).map(|_| detail_db * random()).collect();
    let noise: Vec<f32> = (0..1203 * BANDS).map(|_| 2.3 * random()).collect();
    // The sum of four successive values: three quarters of one frame's flicker are in the next.
    let flicker = |at: usize| -> f32 { noise[at..].iter().step_by(BANDS).take(4).sum() };
    (0..1200 * BANDS)
        .map(|at| -30.0 - 0.3 * (at % BANDS) as f32 + offsets[at % BANDS] + flicker(at))
        .collect()
}

#[test]
fn smoothed_pour_forbids_hot_only() {
    for seed in 1..20 {
        let signs = detect(&slow_flicker(0.0, seed));
        assert_eq!(signs, CompressionSigns { smoothed: true, ..NONE }, "seed {seed}");
        assert!(signs.forbids(true) && !signs.forbids(false));
        assert!(!detect(&slow_flicker(2.0, seed)).smoothed, "detail, seed {seed}");
    }
}

#[test]
fn measures_depend_neither_on_level_nor_on_silence_around() {
    let frames = slow_flicker(1.0, 5);
    let alone = Measures::new(&frames).unwrap();
    let quiet: Vec<f32> = frames.iter().map(|value| value - 25.0).collect();
    let mut surrounded = vec![-95.0_f32; BANDS * 500];
    surrounded.extend(&frames);
    surrounded.extend(vec![-70.0_f32; BANDS * 700]);
    for other in [quiet, surrounded] {
        let other = Measures::new(&other).unwrap();
        for (a, b) in [
            (alone.edge_drop, other.edge_drop),
            (alone.hole_depth, other.hole_depth),
            (alone.detail, other.detail),
            (alone.slowness, other.slowness),
            (alone.contrast, other.contrast),
        ] {
            assert!((a - b).abs() < 0.3, "{alone:?} {other:?}");
        }
    }
}

#[test]
fn detect_accepts_any_length_and_value() {
    let limits = limits();
    for length in [0, 1, 63, 64, 31 * 64, 32 * 64, 33 * 64 + 5, 4_000 * 64] {
        for value in [-100.0, 0.0, f32::MAX, f32::NAN, f32::NEG_INFINITY] {
            let _ = CompressionSigns::detect(&vec![value; length], BANDS, &limits);
        }
    }
    let smoothed = slow_flicker(0.0, 1);
    assert_eq!(CompressionSigns::detect(&smoothed, 32, &limits), NONE);
    assert_eq!(CompressionSigns::detect(&smoothed, 0, &limits), NONE);
    assert_eq!(detect(&smoothed[..31 * BANDS]), NONE);
}

#[test]
fn measures_equal_those_of_python() {
    #[derive(Deserialize)]
    struct Expected {
        edge_drop: f64,
        hole_depth: f64,
        detail: f64,
        slowness: f64,
        contrast: f64,
    }
    let json = include_str!("../../../model/tests/compression.json");
    let expected: Vec<Expected> = serde_json::from_str(json).unwrap();
    let windows: Vec<f32> = include_bytes!("../../../model/golden.f32")
        .chunks_exact(4)
        .map(|bytes| f32::from_le_bytes(bytes.try_into().unwrap()))
        .collect();
    let cells = windows.len() / expected.len();
    for (window, expected) in windows.chunks_exact(cells).zip(expected) {
        let frames = cells / BANDS;
        let at = |index: usize| window[index % BANDS * frames + index / BANDS];
        let actual = Measures::new(&(0..cells).map(at).collect::<Vec<_>>()).unwrap();
        for (a, b) in [
            (actual.edge_drop, expected.edge_drop),
            (actual.hole_depth, expected.hole_depth),
            (actual.detail, expected.detail),
            (actual.slowness, expected.slowness),
            (actual.contrast, expected.contrast),
        ] {
            assert!((a - b).abs() < 2e-6, "{actual:?}: {a} {b}");
        }
    }
}

#[test]
fn edge_drop_allows_what_resamplers_take_from_the_highest_band() {
    let limit = limits().edge_drop_db;
    let spectrum = |lowered: Range<usize>, db: f64| -> Vec<f64> {
        (0..BANDS).map(|band| if lowered.contains(&band) { -30.0 - db } else { -30.0 }).collect()
    };
    assert!(edge_drop(&spectrum(BANDS - 1..BANDS, 19.0)) < limit);
    assert!(edge_drop(&spectrum(61..BANDS, 23.0)) > limit);
    assert!(edge_drop(&spectrum(50..BANDS, 17.0)) > limit);
}
