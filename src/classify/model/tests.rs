mod onnx_files;

use proptest::prelude::*;
use prost::Message as _;
use std::path::Path;
use tract_onnx::pb::{ModelProto, NodeProto, TensorProto};

use super::checks::MAX_WINDOW;
use super::*;
use onnx_files::{attribute, convolution, graph, initializer, input_dims, node, numbers, shipped};

const ONNX: &[u8] = include_bytes!("../../../model/hot-or-cold.onnx");
const OTHER: &[u8] = include_bytes!("../../../tests/models/other_architecture.onnx");
const SHAPE: [usize; 4] = [1, 1, 64, 128];
/// Largest difference of two logits. Winograd's convolution rounds differently from a direct one.
/// Probabilities differ by at most a quarter of it.
const TOLERANCE: f32 = 1e-4;

/// tract with its own reader, optimiser and operators.
const PLAIN: Setup = Setup { onnx: tract_onnx::onnx, optimise: TypedModel::into_optimized };
static SETUPS: [Setup; 2] = [Setup::DEFAULT, Setup::PAGE];

fn load(setup: &Setup, onnx: &[u8]) -> Result<Arc<TypedRunnableModel>> {
    catch_panics(|| setup.load(onnx, SHAPE))
}

fn output(plan: &Arc<TypedRunnableModel>, input: &[f32]) -> Vec<f32> {
    catch_panics(|| run(plan, &SHAPE, input)).unwrap()
}

/// The reason why a changed model is rejected, or "nothing".
fn reason(setup: &Setup, change: impl FnOnce(&mut ModelProto)) -> String {
    let mut model = shipped();
    change(&mut model);
    match load(setup, &model.encode_to_vec()) {
        Ok(_) => "nothing".into(),
        Err(Error::Model { reason, .. }) => reason,
        Err(other) => panic!("{other:?}"),
    }
}

fn sines() -> Vec<f32> {
    (0..SHAPE.iter().product::<usize>()).map(|n| (n as f64).sin() as f32).collect()
}

#[track_caller]
fn assert_close(got: &[f32], want: &[f32], context: &str) {
    assert_eq!(got.len(), want.len());
    for (got, want) in got.iter().zip(want) {
        assert!((got - want).abs() < TOLERANCE, "{context}: {got}, not {want}");
    }
}

/// The shipped model and every held-out one.
fn models() -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("model");
    let held_out =
        std::fs::read_dir(folder.join("held-out")).unwrap().map(|entry| entry.unwrap().path());
    let is_onnx = |path: &std::path::PathBuf| path.extension().is_some_and(|is| is == "onnx");
    let mut models: Vec<_> = held_out.filter(is_onnx).collect();
    assert!(models.len() > 20, "{models:?}");
    models.push(folder.join("hot-or-cold.onnx"));
    models
}

/// The golden inputs, and noise that is louder, quieter and flatter than sound.
fn inputs() -> Vec<Vec<f32>> {
    let length = SHAPE.iter().product();
    let golden = include_bytes!("../../../model/golden.f32").as_chunks().0;
    let golden: Vec<f32> = golden.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    let mut inputs: Vec<Vec<f32>> = golden.chunks(length).map(<[f32]>::to_vec).collect();
    for (middle, range) in [(-40.0, 60.0), (-90.0, 5.0), (0.0, 120.0), (-60.0, 0.0)] {
        let noise = operators::tests::noise(length, 1);
        inputs.push(noise.iter().map(|value| middle + range * value / 2.0).collect());
    }
    inputs
}

#[test]
fn every_setup_matches_plain_tract_on_every_model() {
    let inputs = inputs();
    for path in models() {
        let onnx = std::fs::read(&path).unwrap();
        let plain = load(&PLAIN, &onnx).unwrap();
        for setup in &SETUPS {
            let plan = load(setup, &onnx).unwrap();
            for input in &inputs {
                assert_close(&output(&plan, input), &output(&plain, input), &format!("{path:?}"));
            }
        }
    }
}

/// A change in tract could otherwise silently restore its slower operators.
#[test]
fn every_setup_replaces_the_slow_operators() {
    for setup in &SETUPS {
        let plan = load(setup, ONNX).unwrap();
        let nodes = &plan.model().nodes;
        let count = |name: &str| nodes.iter().filter(|node| node.op.name() == name).count();
        assert_eq!((count("WinogradConv"), count("SlidingAveragePool")), (4, 3), "{nodes:?}");
        // Only values of a band at most may keep tract's general, slower form.
        let is_slow = |node: &&TypedNode| {
            let shape = node.outputs[0].fact.shape.as_concrete().unwrap();
            let general = ["Sub", "Mul", "Max", "Min", "Add"].contains(&&*node.op.name());
            general && shape.iter().product::<usize>() > SHAPE[2]
        };
        let slow: Vec<_> = nodes.iter().filter(is_slow).map(|node| node.op.name()).collect();
        assert!(slow.is_empty(), "{slow:?}");
    }
}

/// The logits of a network of `tests/models` for [`sines`], as ONNX Runtime computes them.
fn expected(name: &str) -> Vec<f32> {
    let json = include_str!("../../../tests/models/expected.json");
    let expected: serde_json::Value = serde_json::from_str(json).unwrap();
    serde_json::from_value(expected[name].clone()).unwrap()
}

#[test]
fn other_architecture_matches_onnx_runtime_natively() {
    let plan = load(&Setup::DEFAULT, OTHER).unwrap();
    assert_close(&output(&plan, &sines()), &expected("other_architecture"), "ONNX Runtime");
}

#[test]
fn page_operators_match_onnx_runtime_in_every_setup() {
    let onnx = include_bytes!("../../../tests/models/page_operators.onnx");
    for setup in &SETUPS {
        let plan = load(setup, onnx).unwrap();
        assert_close(&output(&plan, &sines()), &expected("page_operators"), "ONNX Runtime");
    }
}

#[test]
fn page_names_missing_operators_of_other_architecture() {
    let error = load(&Setup::PAGE, OTHER).err().unwrap().to_string();
    let missing = "operators BatchNormalization, MaxPool";
    assert!(error.contains(missing), "{error}");
}

#[test]
fn load_names_missing_operators() {
    for setup in &SETUPS {
        for (reason, part) in [
            (reason(setup, |model| node(model, "Relu").op_type = "Warp".into()), "operators Warp"),
            (reason(setup, |model| node(model, "Relu").domain = "my".into()), "operators Relu"),
        ] {
            assert!(reason.contains(part), "{reason}, not {part}");
        }
    }
}

#[test]
fn page_names_unsupported_attributes() {
    let ints = |operator: &'static str, name: &'static str, ints: &[i64]| {
        reason(&Setup::PAGE, |model| attribute(model, operator, name).ints = ints.to_vec())
    };
    for (reason, part) in [
        (ints("Conv", "dilations", &[2, 2]), "(Conv): only a stride, a dilation"),
        (ints("Conv", "strides", &[2, 1]), "(Conv): only a stride, a dilation"),
        (ints("Conv", "pads", &[0, 0, 0, 0]), "(Conv): only a stride, a dilation"),
        (
            reason(&Setup::PAGE, |model| attribute(model, "Conv", "group").i = 2),
            "(Conv): only a stride, a dilation",
        ),
        (
            reason(&Setup::PAGE, |model| attribute(model, "AveragePool", "ceil_mode").i = 1),
            "(AveragePool): auto_pad",
        ),
        (reason(&Setup::PAGE, |model| attribute(model, "Gemm", "alpha").f = 2.0), "(Gemm): alpha"),
        (
            reason(&Setup::PAGE, |model| {
                node(model, "ReduceMax").input.truncate(1);
            }),
            "(ReduceMax): only axes",
        ),
        (ints("AveragePool", "strides", &[0, 1]), "only windows no longer"),
        (ints("AveragePool", "pads", &[0, 15, 0, 15]), "only windows no longer"),
        (ints("AveragePool", "kernel_shape", &[1, 200]), "only windows no longer"),
    ] {
        assert!(reason.contains(part), "{reason}, not {part}");
    }
}

#[test]
fn load_rejects_inconsistent_models() {
    for setup in &SETUPS {
        for (reason, part) in [
            (
                reason(setup, |model| {
                    initializer(model, "head.bias").dims = vec![1 << 62, 1 << 62]
                }),
                "size of \"head.bias\" is impossible",
            ),
            (reason(setup, |model| initializer(model, "head.bias").dims = vec![-2]), "impossible"),
            (reason(setup, |model| graph(model).output.clear()), "one input and one output"),
            (reason(setup, |model| model.graph = None), "no network"),
        ] {
            assert!(reason.contains(part), "{reason}, not {part}");
        }
        for rejected in [
            reason(setup, |model| initializer(model, "head.bias").raw_data.truncate(7)),
            reason(setup, |model| initializer(model, "head.bias").dims = vec![3]),
            reason(setup, |model| node(model, "Relu").input[0] = "nothing".into()),
            reason(setup, |model| attribute(model, "Gemm", "transB").i = 0),
        ] {
            assert!(rejected != "nothing" && rejected != PANICKED, "{rejected}");
        }
        let other_shape =
            catch_panics(|| setup.load(ONNX, [1, 1, 64, 127])).err().unwrap().to_string();
        assert!(other_shape.contains("the shape [1, 1, 64, 127]"), "{other_shape}");
    }
}

#[test]
fn load_rejects_constants_above_max_values() {
    for setup in &SETUPS {
        let reason = reason(setup, |model| {
            let tensor = |name: &str, dims: &[i64]| TensorProto {
                dims: dims.to_vec(),
                data_type: 1,
                name: name.into(),
                raw_data: vec![0; 4 * 5_000],
                ..TensorProto::default()
            };
            let graph = graph(model);
            graph.initializer.extend([tensor("column", &[5_000, 1]), tensor("row", &[1, 5_000])]);
            graph.node.push(NodeProto {
                input: vec!["column".into(), "row".into()],
                output: vec!["plane".into()],
                op_type: "Sub".into(),
                ..NodeProto::default()
            });
        });
        assert!(reason.contains("it is too large"), "{reason}");
    }
}

#[test]
fn load_accepts_symbol_for_batch() {
    use tract_onnx::pb::tensor_shape_proto::dimension::Value::DimParam;
    for setup in &SETUPS {
        let rejected = reason(setup, |model| {
            input_dims(model)[0].value = Some(DimParam("batch".into()));
        });
        assert_eq!(rejected, "nothing");
    }
}

#[test]
fn load_rejects_windows_out_of_range() {
    for setup in &SETUPS {
        for (operator, name) in [("AveragePool", "pads"), ("Conv", "strides")] {
            for number in [-1, MAX_WINDOW + 1, i64::MAX] {
                let reason = reason(setup, |model| {
                    attribute(model, operator, name).ints[0] = number;
                });
                assert!(reason.contains(&format!("its {name} are out of range")), "{reason}");
            }
        }
    }
}

#[test]
fn run_rejects_other_lengths_and_non_finite_values() {
    let plan = load(&Setup::PAGE, ONNX).unwrap();
    for input in [vec![0.0; 7], vec![f32::NAN; 64 * 128], vec![f32::INFINITY; 64 * 128]] {
        assert!(catch_panics(|| run(&plan, &SHAPE, &input)).is_err());
    }
}

#[test]
fn fuse_next_skips_convolution_with_two_consumers() {
    for setup in &SETUPS {
        // Negative values of the convolution: max(x, 0) - x.
        let mut model = convolution([1, 2, 3], [8, 16], true, None);
        graph(&mut model).node.push(NodeProto {
            input: vec!["logits".into(), "value 1".into()],
            output: vec!["difference".into()],
            op_type: "Sub".into(),
            ..NodeProto::default()
        });
        graph(&mut model).output[0].name = "difference".into();
        let shape = [1, 2, 8, 16];
        let input = operators::tests::noise(shape.iter().product(), 3);
        let onnx = model.encode_to_vec();
        let output =
            |setup: &Setup| catch_panics(|| run(&setup.load(&onnx, shape)?, &shape, &input));
        let (got, want) = (output(setup).unwrap(), output(&PLAIN).unwrap());
        assert!(want.iter().any(|&value| value > 0.1));
        assert_close(&got, &want, "two consumers");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn operators_of_this_crate_match_those_of_tract(
        channels in [1..3_i64, 1..6, 1..18],
        size in [1..30_i64, 1..40],
        relu in any::<bool>(),
        pool in prop::option::of((
            [1..4_i64, 1..6], [1..4_i64, 1..4], [0..3_i64, 0..3, 0..3, 0..3], 0..2_i64,
        )),
        fits_fusion in any::<bool>(),
    ) {
        let (size, pool) = match fits_fusion {
            true => ([4 * size[0], 16], Some(([2, 4], [2, 2], [0, 1, 0, 1], 0))),
            false => (size, pool),
        };
        let shape = [channels[0], channels[1], size[0], size[1]].map(|dim| dim as usize);
        let input = operators::tests::noise(shape.iter().product(), 3);
        let onnx = convolution(channels, size, relu, pool).encode_to_vec();
        let output = |setup: &Setup| {
            catch_panics(|| run(&setup.load(&onnx, shape)?, &shape, &input))
        };
        let plain = output(&PLAIN);
        let full = output(&Setup::DEFAULT);
        prop_assert_eq!(plain.is_ok(), full.is_ok());
        // The page may reject a pool, but never compute another one.
        for got in [full, output(&Setup::PAGE)].into_iter().flatten() {
            let want = plain.as_ref().unwrap();
            prop_assert_eq!(got.len(), want.len());
            // The mean of a window without a value is NaN.
            let close = got.iter().zip(want).all(|(got, want)| {
                (got - want).abs() < TOLERANCE || got.is_nan() && want.is_nan()
            });
            prop_assert!(close, "{:?} {:?}", got, want);
        }
        if pool.is_none() {
            prop_assert!(output(&Setup::PAGE).is_ok());
        }
    }


    #[test]
    fn load_never_panics_on_changed_numbers_in_the_page(
        changes in prop::collection::vec(
            (
                any::<prop::sample::Index>(),
                prop_oneof![4 => -1..3_i64, 2 => 3..300_i64, 1 => any::<i64>()],
            ),
            1..3,
        ),
        axes in prop::option::of(-5..6_i64),
    ) {
        let mut model = shipped();
        for (at, value) in changes {
            **at.get_mut(&mut numbers(&mut model)) = value;
        }
        if let Some(axis) = axes {
            initializer(&mut model, "val_4").raw_data = axis.to_le_bytes().to_vec();
        }
        let bytes = model.encode_to_vec();
        for setup in &SETUPS {
            let outcome = load(setup, &bytes)
                .and_then(|plan| catch_panics(|| run(&plan, &SHAPE, &[-40.0; 64 * 128])));
            // A panic becomes an error natively, but ends a worker in the page.
            if let Err(Error::Model { reason, .. }) = outcome && std::ptr::eq(setup, &SETUPS[1]) {
                prop_assert_ne!(reason, PANICKED);
            }
        }
    }
}
