//! Tests of the WebAssembly interface, in a worker of a browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::cell::RefCell;
use std::rc::Rc;

use hot_or_cold::PourReference;
use hot_or_cold::wasm::{self, Classifier};
use js_sys::{Array, Float32Array, Function, Reflect, Uint8ClampedArray};
use sha2::{Digest as _, Sha256};
use tsify::Ts;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const ONNX: &[u8] = include_bytes!("../model/hot-or-cold.onnx");
const SIDECAR: &str = include_str!("../model/hot-or-cold.json");

fn classifier() -> Classifier {
    Classifier::new(ONNX, SIDECAR).unwrap()
}

fn arrays(channels: &[&[f32]]) -> Vec<Float32Array> {
    channels.iter().map(|channel| Float32Array::from(*channel)).collect()
}

fn synthesise_pour(fahrenheit: f64, seconds: f64, sample_rate: u32, seed: u32) -> Vec<f32> {
    wasm::synthesise_pour(fahrenheit, seconds, sample_rate, seed).unwrap()
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap()
}

fn number(object: &JsValue, key: &str) -> f64 {
    get(object, key).as_f64().unwrap_or_else(|| panic!("{key} is no number"))
}

/// The shipped model with a given pouring threshold: at 0 every sound is a pour, above 1 no sound.
fn classifier_from(pouring: f64) -> Classifier {
    let mut sidecar: serde_json::Value = serde_json::from_str(SIDECAR).unwrap();
    sidecar["thresholds"]["pouring"] = pouring.into();
    Classifier::new(ONNX, &sidecar.to_string()).unwrap()
}

/// The code of the error that a recording causes.
fn code(channels: &[&[f32]], rate: f64) -> String {
    code_of(&classifier().classify(arrays(channels), rate, 100, None, None).expect_err("no error"))
}

/// The code of an error, whose other properties are checked.
fn code_of(thrown: &JsValue) -> String {
    assert_eq!(get(thrown, "name").as_string().unwrap(), "HotOrColdError");
    let message = get(thrown, "message").as_string().unwrap();
    assert!(message.ends_with('.') && message.len() > 20, "{message}");
    let code = get(thrown, "code").as_string().unwrap();
    assert_eq!(get(&get(thrown, "values"), "code").as_string().unwrap(), code);
    code
}

/// A progress callback, and the fractions that it receives.
fn progress_recorder() -> (Function, Rc<RefCell<Vec<f64>>>) {
    let fractions = Rc::new(RefCell::new(Vec::new()));
    let callback = Closure::<dyn FnMut(f64)>::new({
        let fractions = Rc::clone(&fractions);
        move |fraction| fractions.borrow_mut().push(fraction)
    });
    (callback.into_js_value().unchecked_into(), fractions)
}

#[wasm_bindgen_test]
fn opposite_channels_have_the_result_of_the_louder_one() {
    let classifier = classifier_from(0.0);
    let pour = synthesise_pour(200.0, 3.0, 16_000, 1);
    let opposite: Vec<f32> = pour.iter().map(|sample| -0.9 * sample).collect();
    let hot = |channels: &[&[f32]]| {
        let result = classifier.classify(arrays(channels), 16_000.0, 100, None, None);
        number(&result.unwrap().js_value(), "probabilityHot")
    };
    let expected = hot(&[&pour]);
    assert_eq!(hot(&[&pour, &opposite]), expected);
    assert_eq!(hot(&[&opposite, &pour]), expected);
}

#[wasm_bindgen_test]
fn logits_match_pytorch() {
    let classifier = classifier();
    let (golden, inputs) = common::golden();
    assert!(SIDECAR.contains(&golden.model_sha256));
    for (at, input) in inputs.chunks_exact(inputs.len() / golden.shape[0]).enumerate() {
        let logits = classifier.logits(input).unwrap();
        common::assert_logits_match(&golden, at, [logits[0], logits[1]]);
    }
}

/// A classifier with a network of `tests/models`.
fn classifier_with(onnx: &[u8]) -> Result<Classifier, JsValue> {
    let mut sidecar: serde_json::Value = serde_json::from_str(SIDECAR).unwrap();
    sidecar["model"]["sha256"] = format!("{:x}", Sha256::digest(onnx)).into();
    Classifier::new(onnx, &sidecar.to_string())
}

#[wasm_bindgen_test]
fn page_operators_match_onnx_runtime() {
    let expected: serde_json::Value =
        serde_json::from_str(include_str!("models/expected.json")).unwrap();
    let expected: Vec<f64> = serde_json::from_value(expected["page_operators"].clone()).unwrap();
    let values: Vec<f32> = (0..64 * 128).map(|n| f64::from(n).sin() as f32).collect();
    let classifier = classifier_with(include_bytes!("models/page_operators.onnx")).unwrap();
    let logits = classifier.logits(&values).unwrap();
    assert_eq!(logits.len(), 2);
    for (got, want) in logits.iter().zip(expected) {
        assert!((got - want).abs() < 1e-4, "{got}, ONNX Runtime {want}");
    }
}

#[wasm_bindgen_test]
fn classifier_error_names_missing_operators() {
    let thrown = classifier_with(include_bytes!("models/other_architecture.onnx")).err().unwrap();
    assert_eq!(code_of(&thrown), "model");
    let message = get(&thrown, "message").as_string().unwrap();
    assert!(message.contains("operators BatchNormalization, MaxPool"), "{message}");
}

#[wasm_bindgen_test]
fn classify_returns_verdict_windows_and_spectrogram() {
    let pour = synthesise_pour(200.0, 5.0, 48_000, 1);
    assert_eq!(pour.len(), 240_000);
    let result = classifier().classify(arrays(&[&pour]), 48_000.0, 100, None, None);
    let classification = result.unwrap().js_value();
    let verdict = get(&classification, "verdict").as_string().unwrap();
    assert!(["hot", "cold", "unsure", "not-pouring"].contains(&verdict.as_str()), "{verdict}");
    for key in ["probabilityHot", "probabilityPouring"] {
        assert!((0.0..=1.0).contains(&number(&classification, key)));
    }
    assert_eq!(number(&classification, "seconds"), 5.0);
    let windows = Array::from(&get(&classification, "windows"));
    assert!(windows.length() > 1);
    // The grid of windows near a pour begins and ends within a hop of the recording's ends.
    let start = number(&windows.get(0), "start");
    let end = number(&windows.get(windows.length() - 1), "end");
    assert!((0.0..0.21).contains(&start) && end > 4.79 && end <= 5.0, "{start} to {end}");

    let spectrogram = get(&classification, "spectrogram");
    let image = get(&spectrogram, "image");
    // The image is a copy: later calls do not change it.
    let pixels = || Uint8ClampedArray::from(get(&image, "data")).to_vec();
    let before = pixels();
    let _ = synthesise_pour(60.0, 5.0, 48_000, 9);
    assert!(before == pixels() && before.chunks_exact(4).all(|pixel| pixel[3] == 255));
    let bands = Float32Array::from(get(&spectrogram, "bandHz")).to_vec();
    assert_eq!(number(&image, "height"), bands.len() as f64);
    assert!(number(&image, "width") <= 100.0);
    assert!(bands.windows(2).all(|pair| pair[0] > pair[1]), "the highest band is on top");
    assert!(number(&spectrogram, "maxDb") > number(&spectrogram, "minDb"));
    let seconds = number(&spectrogram, "seconds");
    assert!((seconds - 5.0).abs() < 0.2, "{seconds}");
}

#[wasm_bindgen_test]
fn classify_throws_one_sentence_for_invalid_input() {
    let pour = synthesise_pour(200.0, 2.0, 16_000, 1);
    let mut broken = pour.clone();
    assert_eq!(code(&[&[]], 16_000.0), "no-samples");
    assert_eq!(code(&[], 16_000.0), "bad-channels");
    assert_eq!(code(&[&pour, &pour[1..]], 16_000.0), "bad-channels");
    assert_eq!(code(&[&pour[..640]], 16_000.0), "too-short");
    assert_eq!(code(&[&[0.0; 32_000]], 16_000.0), "silent");
    for rate in [0.0, -1.0, 1e6, 1e30, f64::NAN, f64::INFINITY] {
        assert_eq!(code(&[&pour], rate), "bad-sample-rate", "{rate}");
    }
    for value in [f32::NAN, f32::INFINITY] {
        broken[20_000] = value;
        assert_eq!(code(&[&broken], 16_000.0), "not-sound");
    }
    for (onnx, sidecar) in [(&[][..], SIDECAR), (ONNX, "{}"), (ONNX, "{"), (&ONNX[1..], SIDECAR)] {
        let thrown = Classifier::new(onnx, sidecar).err().unwrap();
        assert_eq!(get(&thrown, "code").as_string().unwrap(), "model");
    }
}

#[wasm_bindgen_test]
fn equal_channels_give_the_result_of_one() {
    let pour = synthesise_pour(60.0, 3.0, 44_100, 2);
    let classifier = classifier();
    let [mono, eight] = [&[&pour[..]][..], &[&pour[..]; 8]].map(|channels| {
        let result = classifier.classify(arrays(channels), 44_100.0, 100, None, None);
        result.unwrap().js_value()
    });
    let distance = number(&mono, "probabilityHot") - number(&eight, "probabilityHot");
    assert!(distance.abs() < 1e-4, "{distance}");
}

#[wasm_bindgen_test]
fn classify_reports_progress_and_ignores_exceptions_of_callback() {
    let minute = synthesise_pour(200.0, 60.0, 16_000, 3);
    let (on_progress, fractions) = progress_recorder();
    classifier().classify(arrays(&[&minute]), 16_000.0, 100, Some(on_progress), None).unwrap();
    let fractions = fractions.borrow();
    let is_rising = fractions.windows(2).all(|pair| pair[0] < pair[1]);
    assert!(fractions.len() > 10 && is_rising, "{fractions:?}");
    assert_eq!(fractions.last(), Some(&1.0));

    let throws = Function::new_no_args("throw new Error('callback')");
    classifier().classify(arrays(&[&minute]), 16_000.0, 100, Some(throws), None).unwrap();
}

#[wasm_bindgen_test]
fn classify_is_relative_to_stored_references() {
    let classifier = classifier_from(0.0);
    let [cold, colder, pour] = [(60.0, 4), (40.0, 5), (200.0, 6)]
        .map(|(fahrenheit, seed)| synthesise_pour(fahrenheit, 4.0, 16_000, seed));
    let reference = |pour: &[f32]| {
        classifier.reference(arrays(&[pour]), 16_000.0, false, None).unwrap().js_value()
    };
    let classify = |references: Option<Vec<Ts<PourReference>>>| {
        let result = classifier.classify(arrays(&[&pour]), 16_000.0, 100, None, references);
        result.unwrap().js_value()
    };
    let [one, other] = [reference(&cold), reference(&colder)];
    assert_eq!(get(&one, "isHot"), JsValue::FALSE);
    for key in ["probabilityPouring", "probabilityHot"] {
        assert!((0.0..=1.0).contains(&number(&one, key)), "{key}");
    }
    let stored: JsValue =
        js_sys::JSON::parse(&String::from(js_sys::JSON::stringify(&one).unwrap())).unwrap();

    let alone = classify(None);
    let relative = classify(Some(vec![Ts::new_unchecked(stored), Ts::new_unchecked(other)]));
    assert_eq!((number(&alone, "references"), number(&relative, "references")), (0.0, 2.0));
    assert_eq!(number(&alone, "probabilityPouring"), number(&relative, "probabilityPouring"));

    // The formula of the calibration, applied to the logits of the references.
    let sidecar: serde_json::Value = serde_json::from_str(SIDECAR).unwrap();
    let [difference, midpoint, pour_variance, cup_variance] =
        ["difference", "midpoint", "pour_variance", "cup_variance"]
            .map(|key| sidecar["calibration"]["cups"][key].as_f64().unwrap());
    let logit = |pour: &[f32]| number(&reference(pour), "hotLogit");
    let weight = 2.0 * cup_variance / (2.0 * cup_variance + pour_variance);
    let suggested = f64::midpoint(logit(&cold), logit(&colder)) + difference / 2.0;
    let midpoint = midpoint * (1.0 - weight) + suggested * weight;
    let variance = pour_variance + cup_variance * (1.0 - weight);
    let expected = common::sigmoid(difference * (logit(&pour) - midpoint) / variance);
    assert!((number(&relative, "probabilityHot") - expected).abs() < 1e-9, "{expected}");
}

#[wasm_bindgen_test]
fn classify_throws_one_sentence_for_invalid_references() {
    let pour = synthesise_pour(60.0, 2.0, 16_000, 1);
    let classifier = classifier_from(0.0);
    let code = |references: Vec<JsValue>| {
        let references = references.into_iter().map(Ts::new_unchecked).collect();
        let result = classifier.classify(arrays(&[&pour]), 16_000.0, 100, None, Some(references));
        code_of(&result.err().unwrap())
    };
    assert_eq!(code(Vec::new()), "no-reference");
    assert_eq!(code(vec![js_sys::Object::new().into()]), "foreign-reference");
    let other_model =
        classifier.reference(arrays(&[&pour]), 16_000.0, false, None).unwrap().js_value();
    Reflect::set(&other_model, &"model".into(), &"another".into()).unwrap();
    assert_eq!(code(vec![other_model]), "foreign-reference");

    let silence = classifier.reference(arrays(&[&[0.0; 32_000]]), 16_000.0, false, None);
    assert_eq!(code_of(&silence.err().unwrap()), "silent");
}

#[wasm_bindgen_test]
fn live_classifier_returns_states_with_columns() {
    let mut live = classifier_from(0.0).live_classifier(48_000.0, None).unwrap();
    let samples = synthesise_pour(40.0, 3.0, 48_000, 1);
    let mut push = |chunk: &[f32]| live.push(&Float32Array::from(chunk)).unwrap().js_value();
    let first = push(&samples[..2_048]);
    assert_eq!(get(&first, "phase").as_string().unwrap(), "listening");
    assert!(get(&first, "verdict").is_null() && get(&first, "pourStart").is_null());
    let mut columns = 0.0;
    let mut last = first;
    for chunk in samples[2_048..].chunks(2_048) {
        last = push(chunk);
        if !get(&last, "columns").is_null() {
            columns += number(&get(&last, "columns"), "width");
            assert_eq!(number(&get(&last, "columns"), "height"), 64.0);
        }
    }
    assert_eq!(get(&last, "phase").as_string().unwrap(), "pouring");
    assert_eq!(get(&last, "verdict").as_string().unwrap(), "cold");
    assert_eq!(number(&last, "pourStart"), 0.0);
    assert!((170.0..188.0).contains(&columns), "{columns} columns");
    assert!(number(&last, "probabilityHot") < 0.5);
    assert_eq!(number(&last, "seconds"), 3.0);
}

#[wasm_bindgen_test]
fn live_classifier_throws_for_invalid_rate_references_and_samples() {
    assert_eq!(
        code_of(&classifier().live_classifier(f64::NAN, None).err().unwrap()),
        "bad-sample-rate"
    );
    assert_eq!(
        code_of(&classifier().live_classifier(48_000.0, Some(Vec::new())).err().unwrap()),
        "no-reference"
    );
    let mut live = classifier().live_classifier(48_000.0, None).unwrap();
    assert_eq!(
        code_of(&live.push(&Float32Array::from(&[f32::NAN][..])).err().unwrap()),
        "not-sound"
    );
    assert!(live.push(&Float32Array::from(&[0.0][..])).is_ok());
}

#[wasm_bindgen_test]
fn saliency_covers_the_recording() {
    let samples = synthesise_pour(40.0, 3.0, 48_000, 1);
    let (on_progress, fractions) = progress_recorder();
    let result = classifier().saliency(arrays(&[&samples]), 48_000.0, Some(on_progress));
    let saliency = result.unwrap().js_value();
    let (columns, rows) = (number(&saliency, "columns"), number(&saliency, "rows"));
    assert_eq!((columns * number(&saliency, "columnSeconds")).round(), 3.0);
    assert_eq!(rows * number(&saliency, "rowBands"), 64.0);
    let values = Float32Array::from(get(&saliency, "values")).to_vec();
    assert_eq!(values.len() as f64, columns * rows);
    assert!(values.iter().any(|&value| value != 0.0));
    assert_eq!(fractions.borrow().last(), Some(&1.0));
}
