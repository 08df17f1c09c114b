use hot_or_cold_kernels::CompressionSigns;

use super::*;

fn classifier() -> Classifier {
    let json = include_str!("../../../model/hot-or-cold.json");
    Classifier::new(include_bytes!("../../../model/hot-or-cold.onnx"), json).unwrap()
}

/// Logits of a clip with these pours: their pouring probabilities and hot logits.
fn clip_logits(pours: &[(f64, f64)]) -> ClipLogits {
    let pours: Vec<PourLogits> = pours
        .iter()
        .enumerate()
        .map(|(at, &(probability_pouring, hot_logit))| PourLogits {
            frames: 300 * at..300 * at + 200,
            hot_logit,
            probability_pouring,
            compression: CompressionSigns::default(),
        })
        .collect();
    let window = |pour: &PourLogits| FrameWindow {
        frames: pour.frames.start..pour.frames.start + 128,
        logits: WindowLogits {
            start: 0.0,
            end: 2.0,
            hot_logit: pour.hot_logit,
            probability_pouring: pour.probability_pouring,
        },
    };
    let windows = pours.iter().map(window).collect();
    ClipLogits { segmentation: Segmentation { pours, candidate: None, windows }, seconds: 60.0 }
}

#[test]
fn calibrate_applies_reference_to_clip_and_windows() {
    let classifier = classifier();
    let clip = clip_logits(&[(1.0, 4.0), (1.0, -2.0)]);
    let cold = |logit| classifier.reference_from_logits(&clip_logits(&[(1.0, logit)]), false);
    let alone = classifier.calibrate(&clip, None).unwrap();
    let reference = CupReference::new(&[cold(-3.0), cold(-1.0), cold(1.0)]).unwrap();
    let relative = classifier.calibrate(&clip, Some(&reference)).unwrap();
    assert_eq!((alone.references, relative.references), (0, 3));
    assert_eq!(alone.probability_pouring, relative.probability_pouring);
    let cups = classifier.sidecar().calibration.cups;
    let cup = cups.scaling(3, -1.0 + cups.difference / 2.0);
    let expected = |logit: f64| cup.probability(logit);
    assert_eq!(relative.probability_hot, (expected(4.0) + expected(-2.0)) / 2.0);
    assert_eq!(relative.pours[1].probability_hot, expected(-2.0));
    assert_eq!(relative.windows[0].probability_hot, expected(4.0));
    assert_eq!(relative.windows[1].probability_hot, expected(-2.0));
    assert_eq!(alone.windows[1].probability_hot, cups.alone().probability(-2.0));
}

#[test]
fn reference_has_probabilities_of_its_own_clip() {
    let classifier = classifier();
    let logits = clip_logits(&[(0.75, 3.0)]);
    let reference = classifier.reference_from_logits(&logits, false);
    assert_eq!(reference.probability_pouring(), 0.75);
    assert_eq!(
        reference.probability_hot(),
        classifier.calibrate(&logits, None).unwrap().probability_hot,
        "as without a reference"
    );
}

#[test]
fn verdict_is_that_of_all_pours_or_unsure_with_a_reason() {
    let classifier = classifier();
    let (hot, cold) = ((0.9, 9.0), (0.8, -9.0));
    let calibrated = |pours: &[(f64, f64)]| {
        let it = classifier.calibrate(&clip_logits(pours), None).unwrap();
        let verdicts: Vec<Verdict> = it.pours.iter().map(|pour| pour.verdict).collect();
        (it.verdict, it.reason, verdicts)
    };
    let differ = Some(UnsureReason::PoursDiffer);
    assert_eq!(calibrated(&[hot, hot]), (Verdict::Hot, None, vec![Verdict::Hot; 2]));
    assert_eq!(calibrated(&[cold]), (Verdict::Cold, None, vec![Verdict::Cold]));
    let both = vec![Verdict::Cold, Verdict::Hot];
    assert_eq!(calibrated(&[cold, hot]), (Verdict::Unsure, differ, both));
    assert_eq!(calibrated(&[]).0, Verdict::NotPouring);
}

#[test]
fn compressed_pour_is_unsure_with_a_reason() {
    let classifier = classifier();
    let calibrated = |pours: &[(f64, f64)], compression| {
        let mut logits = clip_logits(pours);
        logits.segmentation.pours[0].compression = compression;
        let it = classifier.calibrate(&logits, None).unwrap();
        (it.verdict, it.reason)
    };
    let (hot, cold) = ((0.9, 9.0), (0.8, -9.0));
    let neither = (0.8, classifier.sidecar().calibration.cups.midpoint);
    let limited = CompressionSigns { band_limited: true, ..CompressionSigns::default() };
    let smoothed = CompressionSigns { smoothed: true, ..CompressionSigns::default() };
    let unsure = |reason| (Verdict::Unsure, reason);
    assert_eq!(calibrated(&[cold], limited), unsure(Some(UnsureReason::Compressed)));
    assert_eq!(calibrated(&[hot], smoothed), unsure(Some(UnsureReason::Compressed)));
    assert_eq!(calibrated(&[cold], smoothed), (Verdict::Cold, None));
    assert_eq!(calibrated(&[hot, hot], limited), unsure(Some(UnsureReason::PoursDiffer)));
    assert_eq!(calibrated(&[neither], limited), unsure(None), "unsure in any case");
}

#[test]
fn clip_without_a_pour_has_the_probabilities_of_its_candidate() {
    let classifier = classifier();
    let mut logits = clip_logits(&[(0.3, 9.0)]);
    let segmentation = &mut logits.segmentation;
    segmentation.candidate = segmentation.pours.pop();
    let it = classifier.calibrate(&logits, None).unwrap();
    assert_eq!((it.verdict, it.probability_pouring, it.pours.len()), (Verdict::NotPouring, 0.3, 0));
    assert!(it.probability_hot > 0.9 && it.temperature.is_none());
}

#[test]
fn only_hot_verdict_without_reference_has_a_temperature() {
    let classifier = classifier();
    let calibrated = |logit, reference: Option<&CupReference>| {
        classifier.calibrate(&clip_logits(&[(1.0, logit)]), reference).unwrap()
    };
    let fit = classifier.sidecar().calibration.temperature_f;
    assert_eq!(calibrated(9.0, None).temperature, Some(fit.estimate(9.0)));
    assert_eq!(calibrated(-9.0, None).temperature, None);
    let cold = classifier.reference_from_logits(&clip_logits(&[(1.0, -9.0)]), false);
    let cold = CupReference::new(&[cold]).unwrap();
    let relative = calibrated(9.0, Some(&cold));
    assert_eq!((relative.verdict, relative.temperature), (Verdict::Hot, None));
}

#[test]
fn decide_applies_thresholds() {
    let classifier = classifier();
    let confidence = classifier.sidecar().thresholds.confidence;
    assert_eq!(classifier.decide(1.0), Verdict::Hot);
    assert_eq!(classifier.decide(0.0), Verdict::Cold);
    assert_eq!(classifier.decide(confidence - 1e-9), Verdict::Unsure);
    assert_eq!(classifier.decide(1.0 - confidence + 1e-9), Verdict::Unsure);
    assert_eq!(classifier.decide(confidence), Verdict::Hot);
}

#[test]
fn new_rejects_model_of_another_sidecar() {
    let json = include_str!("../../../model/hot-or-cold.json");
    let mut onnx = include_bytes!("../../../model/hot-or-cold.onnx").to_vec();
    onnx.pop();
    let error = Classifier::new(&onnx, json).err().unwrap();
    assert_eq!(error.code(), "model");
}
