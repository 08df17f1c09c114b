//! Our reader of ONNX against tract's own, `tract-onnx`: the same file and the same input give the same
//! logits. (`tests/parity` holds them to ONNX Runtime's and PyTorch's.)
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use hot_or_cold::onnx::Network;
use tract_onnx::prelude::*;

const SHAPE: [usize; 4] = [1, 1, 64, 128];
/// Logits; a chance moves by a quarter of it at most. Winograd's convolution rounds otherwise than tract's.
const TOLERANCE: f32 = 1e-4;

fn tracts_own(onnx: &[u8]) -> Arc<TypedRunnableModel> {
    tract_onnx::onnx()
        .model_for_read(&mut &*onnx)
        .and_then(|model| model.with_input_fact(0, f32::fact(SHAPE).into()))
        .and_then(|model| model.into_optimized()?.into_runnable())
        .unwrap()
}

/// The shipped model and every held-out one.
fn models() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("model");
    let held_out = std::fs::read_dir(folder.join("held-out")).unwrap().map(|entry| entry.unwrap().path());
    let mut models: Vec<_> =
        held_out.filter(|path| path.extension().is_some_and(|is| is == "onnx")).collect();
    assert!(models.len() > 20, "{models:?}");
    models.push(folder.join("hot-or-cold.onnx"));
    models
}

/// The golden inputs, and noise from a generator of fixed seed (Numerical Recipes' `ranqd1`) that is
/// louder, quieter and flatter than sound.
fn inputs() -> Vec<Vec<f32>> {
    let length = SHAPE.iter().product();
    let mut inputs: Vec<Vec<f32>> = common::golden().1.chunks(length).map(<[f32]>::to_vec).collect();
    let mut state = 1_u32;
    for (middle, range) in [(-40.0, 60.0), (-90.0, 5.0), (0.0, 120.0), (-60.0, 0.0)] {
        inputs.push(Vec::from_iter((0..length).map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            middle + range * (state as f32 / u32::MAX as f32 - 0.5)
        })));
    }
    inputs
}

#[test]
fn every_model_answers_as_read_by_tract() {
    let inputs = inputs();
    for path in models() {
        let onnx = std::fs::read(&path).unwrap();
        let (ours, theirs) = (Network::read(&onnx, &SHAPE).unwrap(), tracts_own(&onnx));
        for (at, input) in inputs.iter().enumerate() {
            let got = ours.run(input).unwrap();
            let want = theirs.run(tvec!(Tensor::from_shape(&SHAPE, input).unwrap().into())).unwrap();
            let want = want[0].to_plain_array_view::<f32>().unwrap();
            assert_eq!((got.len(), want.shape()), (2, &[1, 2][..]));
            for (got, want) in got.iter().zip(want.iter()) {
                assert!((got - want).abs() < TOLERANCE, "{path:?}, input {at}: {got}, tract-onnx {want}");
            }
        }
    }
}
