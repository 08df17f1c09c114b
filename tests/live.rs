//! Listening live to the recordings as a microphone would give them: how soon is it said, and does the
//! last word equal the recording's own verdict? (The shipped model was trained on these pours: this is
//! about the live path. How well it judges pours that it never heard is `tests/figures.rs`.)
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::sync::Arc;

use hot_or_cold::{Classifier, Decision, Listener, ONNX, Phase, SIDECAR, decode};

/// The first day's pours, and at what second each begins: by the rule of model/changes.py, but for the
/// seven that begin with a kettle as loud as the pour, which are read off their spectrograms.
#[rustfmt::skip]
const POURS: [(&str, f64); 32] = [
    ("175f-ceramicMug-1", 1.26),
    ("175f-glass-1", 0.24),
    ("175f-glassMug-1", 2.94),
    ("175f-smallThermos-1", 2.54),
    ("195f-ceramicMug-1", 2.40),
    ("195f-ceramicMug-2", 2.75),
    ("195f-glassMug-1", 2.51),
    ("195f-smallThermos-1", 2.25),
    ("195f-smallThermos-2", 1.70),
    ("195f-smallThermos-3", 2.45),
    ("212f-ceramicMug-1", 2.30),
    ("212f-ceramicMug-2", 1.81),
    ("212f-ceramicMug-3", 1.02),
    ("212f-glassMug-1", 1.98),
    ("212f-glassMug-2", 1.18),
    ("212f-smallThermos-1", 1.68),
    ("40f-ceramicMug-1", 1.31),
    ("40f-glass-1", 0.40),
    ("40f-glassMug-1", 1.17),
    ("40f-smallThermos-1", 1.02),
    ("45f-ceramicMug-1", 1.55),
    ("45f-glass-1", 0.75),
    ("45f-glassMug-1", 1.30),
    ("45f-smallThermos-1", 1.12),
    ("73f-ceramicMug-1", 1.89),
    ("73f-ceramicMug-2", 2.13),
    ("73f-glass-1", 2.16),
    ("73f-glass-2", 1.68),
    ("73f-glassMug-1", 1.92),
    ("73f-glassMug-2", 1.90),
    ("73f-smallThermos-1", 1.71),
    ("73f-smallThermos-2", 2.00),
];
/// A verdict within so many seconds of the pour's start, for so many of the pours.
const SOON: f64 = 1.5;
const SOON_ENOUGH: usize = 28;
/// What a microphone hears after the recording's end: nearly nothing.
const SILENCE_SECONDS: u32 = 4;

#[test]
fn a_verdict_comes_while_it_pours_and_its_last_word_is_the_recordings() {
    let Some(data) = common::data() else { return };
    let classifier = Arc::new(Classifier::new(ONNX, SIDECAR).unwrap());
    let rate = classifier.sidecar().front_end.sample_rate;
    let mut soon = 0;
    for (name, onset) in POURS {
        let clip = decode::file(&data.join(format!("pouring/v1/{name}.m4a")), rate).unwrap();
        let silence = (0..SILENCE_SECONDS * rate).map(|n| ((n * 7_919) % 101) as f32 * 1e-6);
        let heard: Vec<f32> = clip.samples().iter().copied().chain(silence).collect();
        let mut listener = Listener::new(Arc::clone(&classifier), rate, None).unwrap();
        let (mut early, mut last, mut phase) = (None, None, Phase::Listening);
        for chunk in heard.chunks(768) {
            let state = listener.push(chunk).unwrap();
            listener.picture();
            (phase, last) = (state.phase, state.decision.or(last));
            if state.seconds <= onset + SOON {
                early = state.decision;
            }
        }
        assert_eq!(phase, Phase::Poured, "{name} does not end");
        assert_eq!(last, Some(classifier.classify(&clip, None).unwrap().decision), "{name}");
        soon += usize::from(early.is_some_and(|said| said != Decision::Unsure && Some(said) == last));
    }
    common::say(&format!("{soon} of {} verdicts within {SOON} s of the pour's start", POURS.len()));
    assert!(soon >= SOON_ENOUGH, "only {soon}");
}
