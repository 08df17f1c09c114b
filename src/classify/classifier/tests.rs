use super::*;

fn classifier() -> Classifier {
    let json = include_str!("../../../model/hot-or-cold.json");
    Classifier::new(include_bytes!("../../../model/hot-or-cold.onnx"), json).unwrap()
}

fn window(probability_pouring: f64, hot_logit: f64) -> WindowLogits {
    WindowLogits { start: 0.0, end: 2.0, hot_logit, probability_pouring }
}

#[test]
fn windows_cover_the_clip_to_its_end() {
    assert_eq!(window_starts(0, 10, 4), [0; 0]);
    assert_eq!(window_starts(3, 10, 4), [0]);
    assert_eq!(window_starts(10, 10, 4), [0]);
    assert_eq!(window_starts(11, 10, 4), [0, 1]);
    assert_eq!(window_starts(18, 10, 4), [0, 4, 8]);
    assert_eq!(window_starts(19, 10, 4), [0, 4, 8, 9]);
}

#[test]
fn pooled_hot_logit_ignores_windows_that_are_no_pour() {
    let classifier = classifier();
    let logits = classifier.pool(vec![window(1.0, 4.0), window(0.0, -400.0)], 4.0).unwrap();
    let alone = classifier.pool(vec![window(1.0, 4.0)], 2.0).unwrap();
    assert_eq!(logits.hot_logit, alone.hot_logit);
}

#[test]
fn calibrate_applies_reference_to_clip_and_windows() {
    let classifier = classifier();
    let clip = classifier.pool(vec![window(1.0, 4.0), window(1.0, -2.0)], 4.0).unwrap();
    let cold = |logit| {
        classifier.reference_from_logits(&classifier.pool(vec![window(1.0, logit)], 2.0).unwrap())
    };
    let alone = classifier.calibrate(&clip, None).unwrap();
    let reference = ColdReference::mean(&[cold(-3.0), cold(-1.0), cold(1.0)]).unwrap();
    let relative = classifier.calibrate(&clip, Some(&reference)).unwrap();
    assert_eq!((alone.references, relative.references), (0, 3));
    assert_eq!(alone.probability_pouring, relative.probability_pouring);
    let expected = |logit: f64| classifier.sidecar().calibration.reference.probability(logit, -1.0);
    assert_eq!(relative.probability_hot, expected(1.0));
    assert_eq!(relative.windows[0].probability_hot, expected(4.0));
    assert_eq!(relative.windows[1].probability_hot, expected(-2.0));
    assert_eq!(
        alone.windows[1].probability_hot,
        classifier.sidecar().calibration.hot.probability(-2.0)
    );
}

#[test]
fn reference_has_probabilities_of_its_own_clip() {
    let classifier = classifier();
    let windows = classifier.sidecar().pooling.pouring_top_windows;
    let logits = classifier.pool(vec![window(0.25, 3.0); windows], 4.0).unwrap();
    let reference = classifier.reference_from_logits(&logits);
    assert_eq!(reference.probability_pouring(), 0.25);
    assert_eq!(
        reference.probability_hot(),
        classifier.calibrate(&logits, None).unwrap().probability_hot,
        "as without a reference"
    );
}

#[test]
fn short_pour_in_long_recording_is_a_pour() {
    let classifier = classifier();
    let mut windows = vec![window(0.0, 0.0); 1_000];
    windows.extend(vec![window(0.99, 3.0); classifier.sidecar().pooling.pouring_top_windows]);
    let logits = classifier.pool(windows, 500.0).unwrap();
    assert!((logits.probability_pouring - 0.99).abs() < 1e-12);
}

#[test]
fn short_recording_needs_lower_pouring_probability() {
    let classifier = classifier();
    let verdict = |windows: usize| {
        let logits = classifier.pool(vec![window(0.45, 9.0); windows], 4.0).unwrap();
        classifier.calibrate(&logits, None).unwrap()
    };
    let (short, long) = (verdict(1), verdict(classifier.sidecar().pooling.pouring_top_windows));
    assert_eq!((short.verdict, long.verdict), (Verdict::Hot, Verdict::NotPouring));
    assert!((long.probability_pouring - 0.45).abs() < 1e-12);
    assert_eq!(short.probability_pouring, short.windows[0].probability_pouring);
    assert!((long.windows[0].probability_pouring - 0.45).abs() < 1e-12);
}

#[test]
fn only_hot_verdict_without_reference_has_a_temperature() {
    let classifier = classifier();
    let calibrated = |logit, reference: Option<&ColdReference>| {
        let logits = classifier.pool(vec![window(1.0, logit)], 2.0).unwrap();
        classifier.calibrate(&logits, reference).unwrap()
    };
    let fit = classifier.sidecar().calibration.temperature_f;
    assert_eq!(calibrated(9.0, None).temperature, Some(fit.estimate(9.0)));
    assert_eq!(calibrated(-9.0, None).temperature, None);
    let cold =
        classifier.reference_from_logits(&classifier.pool(vec![window(1.0, -9.0)], 2.0).unwrap());
    let relative = calibrated(9.0, Some(&cold));
    assert_eq!((relative.verdict, relative.temperature), (Verdict::Hot, None));
}

#[test]
fn decide_applies_thresholds() {
    let classifier = classifier();
    let thresholds = classifier.sidecar().thresholds.clone();
    assert_eq!(classifier.decide(1.0, thresholds.pouring - 1e-9), Verdict::NotPouring);
    assert_eq!(classifier.decide(1.0, thresholds.pouring), Verdict::Hot);
    assert_eq!(classifier.decide(0.0, thresholds.pouring), Verdict::Cold);
    assert_eq!(classifier.decide(thresholds.confidence - 1e-9, 1.0), Verdict::Unsure);
    assert_eq!(classifier.decide(1.0 - thresholds.confidence + 1e-9, 1.0), Verdict::Unsure);
    assert_eq!(classifier.decide(thresholds.confidence, 1.0), Verdict::Hot);
}

#[test]
fn new_rejects_model_of_another_sidecar() {
    let json = include_str!("../../../model/hot-or-cold.json");
    let mut onnx = include_bytes!("../../../model/hot-or-cold.onnx").to_vec();
    onnx.pop();
    let error = Classifier::new(&onnx, json).err().unwrap();
    assert_eq!(error.code(), "model");
}
