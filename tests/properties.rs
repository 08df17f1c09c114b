//! Properties for arbitrary input: an error or a result in range, never a panic.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::sync::LazyLock;

use hot_or_cold::{Classifier, Clip, ClipBuilder, Sidecar, spectrogram};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

static CLASSIFIER: LazyLock<Classifier> =
    LazyLock::new(|| Classifier::new(hot_or_cold::ONNX, hot_or_cold::SIDECAR).unwrap());

fn any_sample() -> impl Strategy<Value = f32> {
    prop_oneof![8 => -1.0_f32..1.0, 1 => Just(0.0), 1 => any::<f32>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn from_mono_returns_clip_or_sentence_for_any_samples(
        samples in prop::collection::vec(any_sample(), 0..6_000),
        rate in prop_oneof![any::<u32>(), 8_000..384_000_u32, Just(16_000)],
    ) {
        match Clip::from_mono(&samples, rate, 16_000) {
            Err(error) => prop_assert!(error.to_string().ends_with('.')),
            Ok(clip) => {
                let expected = samples.len() as f64 * 16_000.0 / f64::from(rate);
                prop_assert!((clip.samples().len() as f64 - expected).abs() <= 1.0);
                prop_assert!(clip.samples().iter().all(|sample| sample.is_finite()));
            }
        }
    }

    #[test]
    fn classify_returns_values_in_range_for_any_waveform(
        samples in prop::collection::vec(-1000.0_f32..1000.0, 2_000..6_000),
        gain in prop_oneof![Just(1.0_f32), Just(1e-3), Just(1e-5)],
        rate in 8_000..48_000_u32,
    ) {
        let mut samples: Vec<f32> = samples.iter().map(|sample| sample * gain).collect();
        samples = samples.iter().copied().cycle().take(2 * rate as usize).collect();
        let clip = Clip::from_mono(&samples, rate, 16_000).unwrap();
        let classification = CLASSIFIER.classify(&clip, None).unwrap();
        prop_assert!((0.0..=1.0).contains(&classification.probability_hot));
        prop_assert!((0.0..=1.0).contains(&classification.probability_pouring));
        prop_assert!(!classification.windows.is_empty());
        prop_assert!(classification.windows.iter().all(|window| window.start < window.end));
        let image = spectrogram::draw(&CLASSIFIER.log_mel(&clip).unwrap(), 64);
        prop_assert_eq!(image.rgba.len(), image.width * image.height * 4);
    }

    #[test]
    fn clip_is_the_same_for_any_chunks(
        samples in prop::collection::vec(-1.0_f32..1.0, 2_000..9_000),
        rate in prop_oneof![Just(8_000), Just(44_100), Just(48_000), Just(16_000), Just(96_000)],
        cuts in prop::collection::vec(1_usize..3_000, 1..8),
    ) {
        let whole = Clip::from_mono(&samples, rate, 16_000).unwrap();
        let mut builder = ClipBuilder::new(rate, 1, 16_000).unwrap();
        let mut rest = samples.as_slice();
        for cut in cuts.into_iter().cycle() {
            let (chunk, after) = rest.split_at(cut.min(rest.len()));
            builder.push_channels(&[chunk]).unwrap();
            rest = after;
            if rest.is_empty() {
                break;
            }
        }
        prop_assert_eq!(builder.finish().unwrap(), whole);
    }

    #[test]
    fn parse_rejects_arbitrary_text(json in ".{0,200}") {
        prop_assert!(Sidecar::parse(&json).is_err());
    }

    #[test]
    fn with_sidecar_rejects_arbitrary_bytes_and_truncated_models(
        bytes in prop::collection::vec(any::<u8>(), 0..500),
        length in 0..hot_or_cold::ONNX.len(),
    ) {
        for onnx in [&bytes, &hot_or_cold::ONNX[..length]] {
            let mut sidecar = Sidecar::parse(hot_or_cold::SIDECAR).unwrap();
            // With the right hash, the reader itself must reject the file.
            sidecar.model.sha256 = format!("{:x}", Sha256::digest(onnx));
            prop_assert!(Classifier::with_sidecar(onnx, sidecar).is_err());
        }
    }

    #[test]
    fn with_sidecar_rejects_front_end_of_other_size(
        fft in 0..20_u32, hop in any::<u32>(), bands in any::<u32>(), frames in any::<u32>(),
    ) {
        let mut sidecar = Sidecar::parse(hot_or_cold::SIDECAR).unwrap();
        sidecar.front_end.fft_size = 1 << fft;
        sidecar.front_end.hop = (hop >> (hop % 32)) as usize;
        sidecar.front_end.mel_bands = (bands >> (bands % 32)) as usize;
        sidecar.windows.frames = (frames >> (frames % 32)) as usize;
        // Other sizes do not match the network's input.
        prop_assume!((sidecar.front_end.mel_bands, sidecar.windows.frames) != (64, 128));
        prop_assert!(Classifier::with_sidecar(hot_or_cold::ONNX, sidecar).is_err());
    }
}
