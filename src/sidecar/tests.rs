use super::*;

#[test]
fn parse_accepts_shipped_sidecar_and_rejects_invalid_ones() {
    let json = include_str!("../../model/hot-or-cold.json");
    let sidecar = Sidecar::parse(json).unwrap();
    let frames = sidecar.windows.frames;
    let cups = sidecar.calibration.cups;
    for (from, to) in [
        ("\"hann\"".to_owned(), "\"hamming\""),
        (format!("\"frames\": {frames}"), "\"frames\": 0"),
        (format!("\"fft_size\": {}", sidecar.front_end.fft_size), "\"fft_size\": 500"),
        (format!("\"fft_size\": {}", sidecar.front_end.fft_size), "\"fft_size\": 2"),
        (format!("\"hop\": {}", sidecar.front_end.hop), "\"hop\": 0"),
        (format!("\"hop\": {}", sidecar.front_end.hop), "\"hop\": 4000000000"),
        (format!("\"mel_bands\": {}", sidecar.front_end.mel_bands), "\"mel_bands\": 0"),
        (format!("\"mel_bands\": {}", sidecar.front_end.mel_bands), "\"mel_bands\": 4000000000"),
        (format!("\"frames\": {frames}"), "\"frames\": 58"),
        (format!("\"hop_frames\": {}", sidecar.windows.hop_frames), "\"hop_frames\": 129"),
        (format!("\"frames\": {frames}"), "\"frames\": 4000000000"),
        (
            format!("\"pouring_top_windows\": {}", sidecar.pooling.pouring_top_windows),
            "\"pouring_top_windows\": 4000000000",
        ),
        ("\"min_seconds\": 1.0".to_owned(), "\"min_seconds\": 0.01"),
        ("\"min_seconds\": 1.0".to_owned(), "\"min_seconds\": 1e300"),
        (format!("\"sample_rate\": {}", sidecar.front_end.sample_rate), "\"sample_rate\": 1000"),
        (
            format!("\"sample_rate\": {}", sidecar.front_end.sample_rate),
            "\"sample_rate\": 4000000000",
        ),
        (
            format!("window_logit\": {}", sidecar.pooling.pouring_single_window_logit),
            "window_logit\": 1e3",
        ),
        (format!("\"pour_variance\": {}", cups.pour_variance), "\"pour_variance\": 0"),
        (format!("\"cup_variance\": {}", cups.cup_variance), "\"cup_variance\": -1"),
        (format!("\"difference\": {}", cups.difference), "\"difference\": -1"),
        ("\"thresholds\"".to_owned(), "\"threshold\""),
        ("{".to_owned(), "["),
    ] {
        let broken = json.replacen(&from, to, 1);
        assert_ne!(broken, json, "{from} is not in the sidecar");
        assert_eq!(Sidecar::parse(&broken).unwrap_err().code(), "model", "{to}");
    }
}

#[test]
fn covering_frames_last_as_long_as_shortest_clip() {
    let sidecar = Sidecar::parse(include_str!("../../model/hot-or-cold.json")).unwrap();
    let FrontEnd { sample_rate, fft_size, hop, .. } = sidecar.front_end;
    let seconds = |frames: usize| ((frames - 1) * hop + fft_size) as f64 / f64::from(sample_rate);
    let frames = sidecar.covering_frames();
    assert!(seconds(frames) >= sidecar.windows.min_seconds);
    assert!(seconds(frames - 1) < sidecar.windows.min_seconds);
}

#[test]
fn parse_names_too_large_fft_as_reason() {
    let json = include_str!("../../model/hot-or-cold.json");
    // With a longer shortest clip, the FFT size is the only invalid value.
    let broken = json.replacen("\"fft_size\": 1024", "\"fft_size\": 65536", 1).replacen(
        "\"min_seconds\": 1.0",
        "\"min_seconds\": 10.0",
        1,
    );
    let error = Sidecar::parse(&broken).unwrap_err().to_string();
    assert!(error.contains("FFT size"), "{error}");
}

#[test]
fn platt_scaling_applies_logistic_function() {
    let plain = PlattScaling { scale: 1.0, offset: 0.0 };
    assert_eq!(plain.probability(0.0), 0.5);
    assert!((plain.probability(2.0) - 0.880_797).abs() < 1e-6);
    assert!(
        (PlattScaling { scale: 0.5, offset: 1.0 }.probability(2.0) - plain.probability(2.0)).abs()
            < 1e-12
    );
    assert_eq!(plain.probability(1e9), 1.0);
    assert_eq!(plain.probability(-1e9), 0.0);
}

#[test]
fn pooling_raises_probability_of_few_windows() {
    let pooling = Pooling { pouring_top_windows: 5, pouring_single_window_logit: 2.0 };
    let logit = |p: f64| (p / (1.0 - p)).ln();
    for (windows, added) in [(1, 2.0), (2, 1.5), (4, 0.5), (5, 0.0), (500, 0.0)] {
        for mean in [0.01, 0.3, 0.9] {
            let pooled = pooling.probability_pouring(mean, windows);
            assert!((logit(pooled) - logit(mean) - added).abs() < 1e-12, "{windows} {mean}");
        }
        assert_eq!(pooling.probability_pouring(0.0, windows), 0.0);
        assert_eq!(pooling.probability_pouring(1.0, windows), 1.0);
    }
    let one = Pooling { pouring_top_windows: 1, pouring_single_window_logit: 2.0 };
    assert_eq!(one.probability_pouring(0.25, 1), 0.25);
}

#[test]
fn estimate_is_clamped_to_fitted_range_and_boiling_point() {
    let fit =
        TemperatureFit { slope: 10.0, offset: 180.0, lowest: 175.0, highest: 212.0, interval: 9.0 };
    assert_eq!(
        fit.estimate(1.0),
        TemperatureEstimate { fahrenheit: 190.0, low: 181.0, high: 199.0 }
    );
    assert_eq!(
        fit.estimate(-9.0),
        TemperatureEstimate { fahrenheit: 175.0, low: 166.0, high: 184.0 }
    );
    assert_eq!(
        fit.estimate(9.0),
        TemperatureEstimate { fahrenheit: 212.0, low: 203.0, high: 212.0 }
    );
}

const CUPS: CupStatistics =
    CupStatistics { difference: 1.2, midpoint: -0.3, pour_variance: 0.4, cup_variance: 0.2 };

#[test]
fn unknown_cup_has_variance_of_pours_and_cups() {
    let alone = CUPS.alone();
    assert!((alone.scale - 1.2 / 0.6).abs() < 1e-12);
    assert!((alone.probability(-0.3) - 0.5).abs() < 1e-12);
    assert_eq!(CUPS.scaling(0, 7.0), alone, "nothing is known of the cup");
}

#[test]
fn known_pours_move_midpoint_by_their_number() {
    // One pour has a weight of 0.2 / (0.2 + 0.4), five have 1 / 1.4.
    for (pours, weight) in [(1, 1.0 / 3.0), (5, 1.0 / 1.4)] {
        let scaling = CUPS.scaling(pours, 0.7);
        let midpoint = -0.3 + weight * (0.7 + 0.3);
        assert!((scaling.probability(midpoint) - 0.5).abs() < 1e-12, "{pours}");
        let variance = 0.4 + 0.2 * (1.0 - weight);
        assert!((scaling.scale - 1.2 / variance).abs() < 1e-12, "{pours}");
    }
    let many = CUPS.scaling(usize::MAX, 0.7);
    assert!((many.scale - 1.2 / 0.4).abs() < 1e-9);
    let equal_cups = CupStatistics { cup_variance: 0.0, ..CUPS };
    assert_eq!(equal_cups.scaling(9, 5.0), equal_cups.alone());
}
