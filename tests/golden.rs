//! The network's logits natively, compared with PyTorch's.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use hot_or_cold::Classifier;

#[test]
fn logits_match_pytorch() {
    let classifier = Classifier::new(hot_or_cold::ONNX, hot_or_cold::SIDECAR).unwrap();
    let (golden, inputs) = common::golden();
    assert_eq!(
        golden.model_sha256,
        classifier.sidecar().model.sha256,
        "run ./build.sh train again"
    );
    for (at, input) in inputs.chunks_exact(inputs.len() / golden.shape[0]).enumerate() {
        let logits = classifier.model().logits(input).unwrap();
        common::assert_logits_match(&golden, at, [logits.pouring, logits.hot]);
    }
}
