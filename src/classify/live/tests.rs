use super::*;
use crate::Clip;
use crate::classify::classifier::WindowLogits;
use crate::classify::pour_detector::END_AFTER_SILENT_STEPS;
use crate::synth::{self, Pour};

const ONNX: &[u8] = include_bytes!("../../../model/hot-or-cold.onnx");
const SIDECAR: &str = include_str!("../../../model/hot-or-cold.json");

const RATE: u32 = 48_000;

/// The shipped model with a given pouring threshold and a fixed correction for single windows,
/// which turns a probability of 0.4 into 0.6.
fn classifier(threshold: f64) -> Arc<Classifier> {
    let mut json: serde_json::Value = serde_json::from_str(SIDECAR).unwrap();
    json["thresholds"]["pouring"] = threshold.into();
    json["pooling"]["pouring_single_window_logit"] = 0.85.into();
    Arc::new(Classifier::new(ONNX, &json.to_string()).unwrap())
}

fn live_classifier(threshold: f64) -> LiveClassifier {
    LiveClassifier::new(classifier(threshold), RATE, None).unwrap()
}

/// A whole window of the model with these logits.
fn window(hot_logit: f64, probability_pouring: f64) -> FrameWindow {
    let logits = WindowLogits { start: 0.0, end: 1.0, hot_logit, probability_pouring };
    FrameWindow { frames: 0..128, logits }
}

fn pour(seconds: f64) -> Vec<f32> {
    synth::pour(&Pour { seconds, sample_rate: RATE, ..Pour::default() })
}

#[test]
fn pour_probability_pools_as_much_sound_as_recording() {
    // Over the top 11 steps the mean is 0.49; over the top 6 it would be 0.57.
    let probabilities = [[0.9; 2].as_slice(), &[0.4; 18], &[0.2; END_AFTER_SILENT_STEPS]].concat();
    assert_eq!(phases_of(&probabilities).last(), Some(&Phase::Listening));
    let probabilities = [[0.9; 3].as_slice(), &[0.4; 18], &[0.2; END_AFTER_SILENT_STEPS]].concat();
    assert_eq!(phases_of(&probabilities).last(), Some(&Phase::Finished));
}

/// Returns the phase after each step, given the pouring probabilities of the steps' windows.
fn phases_of(probabilities: &[f64]) -> Vec<Phase> {
    let mut live = live_classifier(0.5);
    live.frames.resize(100 * live.bands(), -80.0);
    let update_phase = |&probability_pouring: &f64| {
        let window = window(4.0, probability_pouring);
        live.state.probability_pouring = live.probability_pouring(&window);
        live.update_phase(window, 100).unwrap();
        live.state.phase
    };
    probabilities.iter().map(update_phase).collect()
}

#[test]
fn uncertain_steps_continue_pour_but_do_not_start_one() {
    use Phase::{Finished, Listening, Pouring};
    let [sure, thin, quiet] = [0.9, 0.4, 0.2].map(|pouring| [pouring; END_AFTER_SILENT_STEPS]);
    assert_eq!(phases_of(&quiet).last(), Some(&Listening));
    assert_eq!(phases_of([sure, thin].as_flattened()).last(), Some(&Pouring));
    assert_eq!(phases_of([sure, thin, quiet].as_flattened()).last(), Some(&Finished));
    assert_eq!(phases_of([thin, thin].as_flattened()).last(), Some(&Pouring));
    // All windows together are no pour.
    assert_eq!(phases_of([thin, thin, quiet].as_flattened()).last(), Some(&Listening));
}

#[test]
fn discarded_pour_resets_state() {
    let mut live = live_classifier(0.5);
    live.push(&pour(1.2)).unwrap();
    live.frames.resize(400 * live.bands(), -80.0);
    live.windows.clear();
    live.detector = PourDetector::new();
    live.state.phase = Phase::Listening;
    let end = live.next_end;
    let update_phase = |live: &mut LiveClassifier, probability, end| {
        live.state.probability_pouring = probability;
        live.update_phase(window(4.0, probability), end).unwrap();
    };
    update_phase(&mut live, 0.9, end);
    assert!(live.state.phase == Phase::Pouring && live.state.verdict.is_some());
    assert!(live.state.pour_start.is_some() && live.state.pour_end.is_some());
    for step in 0..END_AFTER_SILENT_STEPS {
        update_phase(&mut live, 0.1, end + 59 + 13 * step);
    }
    let LiveState { phase, verdict, probability_hot, pour_start, pour_end, .. } = live.state;
    assert_eq!((phase, verdict, probability_hot), (Phase::Listening, None, 0.5));
    assert_eq!((pour_start, pour_end, live.windows.len()), (None, None, 0));
}

#[test]
fn first_steps_need_higher_confidence() {
    let mut live = live_classifier(0.5);
    let probability = |live: &LiveClassifier, logit| live.hot.probability(logit);
    let final_confidence = live.classifier.sidecar().thresholds.confidence + ROUNDING_MARGIN;
    let mild = (0..400)
        .map(|n| f64::from(n) * 0.05 - 10.0)
        .find(|&logit| probability(&live, logit) >= final_confidence)
        .unwrap();
    assert!(probability(&live, mild) < INITIAL_CONFIDENCE);
    for step in 1..=CONFIDENCE_RAMP_STEPS + 1 {
        live.windows.push(window(mild, 0.9));
        live.decide(probability(&live, mild), 0.9, true);
        let expected = if step <= CONFIDENCE_RAMP_STEPS { Verdict::Unsure } else { Verdict::Hot };
        assert_eq!(live.state.verdict, Some(expected), "step {step}");
    }
    live.windows = vec![window(20.0, 0.9)];
    live.decide(1.0, 0.9, true);
    assert_eq!(live.state.verdict, Some(Verdict::Hot));
}

#[test]
fn verdict_of_longer_pour_needs_wider_margin() {
    let verdict_above = |margin: f64, is_brief| {
        let mut live = live_classifier(0.5);
        live.windows = vec![window(9.0, 0.9); POURING_RAMP_STEPS + 1];
        live.decide(live.classifier.sidecar().thresholds.confidence + margin, 0.9, is_brief);
        live.state.verdict.unwrap()
    };
    let between = (ROUNDING_MARGIN + LATER_MARGIN) / 2.0;
    assert_eq!(verdict_above(between, true), Verdict::Hot);
    assert_eq!(verdict_above(between, false), Verdict::Unsure);
    assert_eq!(verdict_above(LATER_MARGIN + 0.001, false), Verdict::Hot);
}

#[test]
fn longer_pour_pools_whole_windows_only() {
    let short = FrameWindow { frames: 0..63, ..window(-9.0, 0.9) };
    let windows = [short, window(2.0, 0.9), window(4.0, 0.9), window(-9.0, 0.2)];
    assert!((pooled_hot_logit(&windows, 128) - 3.0).abs() < 1e-12);
    assert_eq!(pooled_hot_logit(&windows[..1], 128), 0.0);
}

#[test]
fn verdict_is_unsure_while_recording_is_no_pour() {
    let mut live = live_classifier(0.5);
    // As many steps as make the probability of a recording suffice.
    live.windows = vec![window(9.0, 0.6); POURING_RAMP_STEPS + 1];
    for (probability_pouring, shown) in [
        (0.5 + 2.0 * ROUNDING_MARGIN, Verdict::Hot),
        (0.5, Verdict::Unsure),
        (0.1, Verdict::Unsure),
    ] {
        live.decide(1.0, probability_pouring, true);
        assert_eq!(live.state.verdict, Some(shown));
    }
}

#[test]
fn recording_ends_with_verdict_of_brief_pour_only() {
    let mut live = live_classifier(0.0);
    let samples = pour(8.0);
    let (mut brief, mut long) = (0, 0);
    for chunk in samples.chunks(960) {
        let LiveState { verdict, seconds, recording_start, recording_end, .. } =
            live.push(chunk).unwrap();
        let Some(start) = recording_start else { continue };
        assert!((0.0..seconds - 0.9).contains(&start), "{start} of {seconds}");
        if let Some(end) = recording_end {
            assert!(matches!(verdict, Some(Verdict::Hot | Verdict::Cold)));
            // The difference is a step, a chunk and the delay of the resampler.
            assert!((seconds - 0.15..seconds + 0.01).contains(&end), "{end} of {seconds}");
            assert!(end - start >= 0.99, "{start} to {end}");
            brief += 1;
        } else {
            long += usize::from(seconds > 5.0);
        }
    }
    assert!(brief > 20 && long > 20, "{brief} and {long}");
}

#[test]
fn ramp_falls_linearly() {
    let required = |steps| ramp(steps, 7, 0.99, 0.6);
    assert_eq!((required(1), required(8), required(500)), (0.99, 0.6, 0.6));
    let falls: Vec<f64> = (1..=7).map(|step| required(step) - required(step + 1)).collect();
    assert!(falls.iter().all(|fall| (fall - falls[0]).abs() < 1e-12 && *fall > 0.0), "{falls:?}");
    // It never falls below the last value.
    assert_eq!(ramp(1, 7, 0.9, 0.995), 0.995);
}

#[test]
fn first_steps_need_higher_pouring_probability() {
    let mut live = live_classifier(0.5);
    for step in 1..=POURING_RAMP_STEPS + 1 {
        live.windows.push(window(9.0, 0.6));
        live.decide(1.0, 0.5 + 2.0 * ROUNDING_MARGIN, true);
        let expected = if step <= POURING_RAMP_STEPS { Verdict::Unsure } else { Verdict::Hot };
        assert_eq!(live.state.verdict, Some(expected), "step {step}");
    }
    live.windows = vec![window(9.0, 0.6)];
    live.decide(1.0, INITIAL_PROBABILITY_POURING, true);
    assert_eq!(live.state.verdict, Some(Verdict::Hot));
}

#[test]
fn verdict_is_unsure_while_pour_is_compressed() {
    let mut live = live_classifier(0.5);
    live.unsure_reason = Some(UnsureReason::Compressed);
    live.decide(1.0, 1.0, true);
    assert_eq!(live.state.verdict, Some(Verdict::Unsure));
}

#[test]
fn room_tone_before_pour_does_not_change_hot_logit() {
    let hot_logit = |room: f32, pour_begins: f64| {
        let mut live = live_classifier(0.5);
        let room = (0..RATE).map(|n| room * ((n * 7_919) % 101) as f32 / 101.0);
        let samples: Vec<f32> = room.chain(pour(1.5)).collect();
        live.push(&samples).unwrap();
        live.state.phase = Phase::Pouring;
        live.detector = PourDetector::pouring();
        let frame = live.classifier.sidecar().front_end.seconds(1);
        live.pour_first_frame = (pour_begins / frame) as usize;
        live.evaluate_step((2.4 / frame) as usize).unwrap().0.logits.hot_logit
    };
    let difference =
        |pour_begins| (hot_logit(0.0, pour_begins) - hot_logit(0.3, pour_begins)).abs();
    assert_eq!(difference(1.2), 0.0);
    assert!(difference(0.0) > 0.01, "{}", difference(0.0));
}

#[test]
fn pour_times_match_pour_between_silences() {
    let classifier = Arc::new(Classifier::new(ONNX, SIDECAR).unwrap());
    let mut live = LiveClassifier::new(classifier, RATE, None).unwrap();
    let room = |seconds: u32| (0..seconds * RATE).map(|n| ((n * 7_919) % 101) as f32 * 1e-6);
    let cold_pour = synth::pour(&Pour {
        fahrenheit: 40.0,
        seconds: 4.0,
        sample_rate: RATE,
        seed: 3,
        ..Pour::default()
    });
    let samples: Vec<f32> = room(4).chain(cold_pour).chain(room(6)).collect();
    let mut first_verdict = None;
    for chunk in samples.chunks(2_048) {
        let state = live.push(chunk).unwrap();
        live.draw_new_columns();
        first_verdict = first_verdict.or_else(|| state.verdict.map(|_| state.seconds));
    }
    let LiveState { phase, verdict, pour_start, pour_end, .. } = live.state;
    assert_eq!((phase, verdict), (Phase::Finished, Some(Verdict::Cold)));
    assert!((3.5..5.0).contains(&pour_start.unwrap()), "{pour_start:?}");
    assert!((7.0..10.5).contains(&pour_end.unwrap()), "{pour_end:?}");
    assert!(first_verdict.unwrap() < 6.0, "{first_verdict:?}");
}

#[test]
fn state_is_the_same_for_any_chunk_size() {
    let samples = pour(5.0);
    let mut at_once = live_classifier(0.0);
    let whole = at_once.push(&samples).unwrap();
    let drawn = at_once.draw_new_columns();
    for chunk in [127, 2_048, 30_000] {
        let (mut parts, mut columns) = (live_classifier(0.0), 0);
        let mut state = parts.state;
        for part in samples.chunks(chunk) {
            state = parts.push(part).unwrap();
            columns += parts.draw_new_columns().width;
        }
        assert_eq!(state, whole, "chunks of {chunk}");
        assert_eq!(columns, drawn.width);
        assert!(parts.frames.len() <= 250 * drawn.height, "old frames are not dropped");
    }
}

#[test]
fn undrawn_frames_are_limited_to_one_minute() {
    let mut live = live_classifier(0.0);
    let frames =
        |seconds: f64| (seconds / Sidecar::parse(SIDECAR).unwrap().front_end.seconds(1)) as usize;
    for _ in 0..75 {
        live.push(&vec![0.0; RATE as usize]).unwrap();
    }
    let undrawn = live.undrawn_columns();
    let drawn = live.draw_new_columns();
    assert_eq!(drawn.width, undrawn);
    assert!((frames(60.0)..frames(61.1)).contains(&drawn.width), "{}", drawn.width);
    assert_eq!(live.undrawn_columns(), 0);
}

#[test]
fn live_window_matches_window_of_recording() {
    let samples = pour(2.5);
    let mut live = live_classifier(0.0);
    live.push(&samples).unwrap();
    let classifier = classifier(0.0);
    let log_mel = classifier.log_mel(&Clip::from_mono(&samples, RATE, 16_000).unwrap()).unwrap();
    let last = live.windows.last().unwrap();
    let start = last.frames.start;
    let values = &log_mel.values()[start * log_mel.bands()..];
    let expected = classifier.run_window(values, start, 9.0, &mut Vec::new()).unwrap();
    assert!((last.logits.hot_logit - expected.hot_logit).abs() < 1e-4);
    assert!((last.logits.probability_pouring - expected.probability_pouring).abs() < 1e-4);
}

#[test]
fn first_step_ends_with_shortest_valid_recording() {
    let (mut live, samples) = (live_classifier(0.0), pour(2.0));
    let min_samples = classifier(0.0).sidecar().windows.min_seconds * f64::from(RATE);
    assert_eq!(
        live.push(&samples[..min_samples as usize - 4_000]).unwrap().phase,
        Phase::Listening
    );
    assert_eq!(live.push(&samples[min_samples as usize - 4_000..]).unwrap().phase, Phase::Pouring);
}

#[test]
fn push_rejects_nan_and_continues() {
    let mut live = live_classifier(2.0);
    live.push(&[0.1; 480]).unwrap();
    assert_eq!(live.push(&[0.1, f32::NAN]).unwrap_err().code(), "not-sound");
    assert_eq!(live.push(&[0.1; 480]).unwrap().seconds, 0.02);
    let rate = LiveClassifier::new(classifier(2.0), 100, None).err().unwrap();
    assert_eq!(rate.code(), "bad-sample-rate");
}

#[test]
fn reference_changes_probability_hot() {
    let samples = pour(4.0);
    let classifier = classifier(0.0);
    let alone = live_classifier(0.0).push(&samples).unwrap().probability_hot;
    let clip = Clip::from_mono(&samples, RATE, 16_000).unwrap();
    let cold = CupReference::new(&[classifier.reference(&clip, false).unwrap()]).unwrap();
    let mut relative = LiveClassifier::new(classifier, RATE, Some(&cold)).unwrap();
    assert_ne!(relative.push(&samples).unwrap().probability_hot, alone);
}
