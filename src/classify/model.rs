//! The ONNX model that the sidecar describes, run by tract one window at a time.

use std::collections::{BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use tract_onnx::model::Onnx;
use tract_onnx::pb::{GraphProto, NodeProto};
use tract_onnx::tract_hir::internal::*;

use crate::classify::operators;
use crate::error::{Error, Result};
use crate::sidecar::Sidecar;

/// Largest number of values in a network, intermediate ones included: 64 MiB. The shipped network
/// has 120,000. A file with impossible sizes is refused before they take memory.
const MAX_VALUES: usize = 1 << 24;

/// Largest kernel, stride, dilation or padding of a window along one axis, in cells.
const MAX_WINDOW: i64 = 1 << 10;

/// What the network says of one window, before calibration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Logits {
    /// Above 0: more likely a pour than not.
    pub pouring: f64,
    /// Above 0: more likely hot than cold, if it is a pour.
    pub hot: f64,
}

/// A loaded, optimised network.
pub struct Model {
    plan: Arc<TypedRunnableModel>,
    input_shape: [usize; 4],
}

impl Model {
    /// Reads an ONNX file with input `[1, 1, mel bands, frames]` (log-mel in dB, low band first)
    /// and output `[1, 2]` (the logits of *pouring* and *hot*).
    ///
    /// # Errors
    /// [`Error::Model`] if the bytes are not those that the sidecar names by SHA-256, or if tract
    /// cannot run them: the reason names an operator that this build does not have.
    pub fn new(onnx: &[u8], sidecar: &Sidecar) -> Result<Self> {
        let sha256 = hex(&Sha256::digest(onnx));
        if sha256 != sidecar.model.sha256 {
            return Err(Error::model("the model file is not the one its description names"));
        }
        let input_shape = [1, 1, sidecar.front_end.mel_bands, sidecar.windows.frames];
        let plan = catch_panics(|| Setup::DEFAULT.load(onnx, input_shape))?;
        Ok(Self { plan, input_shape })
    }

    /// Runs one window.
    ///
    /// `log_mel` is band-major: `frames` values in dB of the lowest band, then of the next.
    ///
    /// # Errors
    /// [`Error::Model`] if the values are not mel bands × frames finite numbers, or the output is
    /// not two of them.
    pub fn logits(&self, log_mel: &[f32]) -> Result<Logits> {
        match catch_panics(|| run(&self.plan, &self.input_shape, log_mel))?.as_slice() {
            &[pouring, hot] if pouring.is_finite() && hot.is_finite() => {
                Ok(Logits { pouring: pouring.into(), hot: hot.into() })
            }
            _ => Err(Error::model("its output is not two finite logits")),
        }
    }
}

/// The operators that one build reads, and how it optimises a model.
struct Setup {
    onnx: fn() -> Onnx,
    optimise: fn(TypedModel) -> TractResult<TypedModel>,
}

impl Setup {
    #[cfg(any(not(target_arch = "wasm32"), all_operators))]
    const DEFAULT: Self = Self { onnx: tract_onnx::onnx, optimise: operators::replace::optimise };

    #[cfg(all(target_arch = "wasm32", not(all_operators)))]
    const DEFAULT: Self = Self::PAGE;

    #[cfg(any(all(target_arch = "wasm32", not(all_operators)), test))]
    const PAGE: Self = Self { onnx: operators::page::onnx, optimise: operators::page::optimise };

    /// Reads and optimises a model with one input, 32-bit floats of this shape, and one output.
    fn load(&self, mut bytes: &[u8], input: [usize; 4]) -> TractResult<Arc<TypedRunnableModel>> {
        // Shapes follow from the input's. Those in the file may have a symbol for the batch.
        let onnx = (self.onnx)().with_ignore_value_info(true);
        let file = onnx.proto_model_for_read(&mut bytes).context("the file is not whole")?;
        let graph = file.graph.as_ref().context("the file holds no network")?;
        check_operators(&onnx, graph)?;
        check_attributes(graph)?;
        check_constants(graph)?;
        let mut model = onnx.model_for_proto_model(&file)?;
        let has_one = model.inputs.len() == 1 && model.outputs.len() == 1;
        ensure!(has_one, "it does not have one input and one output");
        check_input(model.input_fact(0)?, input)?;
        model.set_input_fact(0, InferenceFact::from(f32::fact(input)))?;
        model.analyse(false)?;
        check_sizes(&model)?;
        (self.optimise)(model.into_typed()?)?.into_runnable()
    }
}

/// Names the operators that this build of tract does not have.
fn check_operators(onnx: &Onnx, graph: &GraphProto) -> TractResult<()> {
    let is_missing = |node: &&NodeProto| {
        let is_standard = matches!(&*node.domain, "" | "ai.onnx" | "ai.onnx.ml" | "com.microsoft");
        !is_standard || !onnx.op_register.0.contains_key(&node.op_type)
    };
    let missing = graph.node.iter().filter(is_missing).map(|node| &*node.op_type);
    let names: Vec<_> = BTreeSet::from_iter(missing).into_iter().collect();
    ensure!(names.is_empty(), "this build does not have its operators {}", names.join(", "));
    Ok(())
}

/// Refuses windows of impossible sizes: tract would pad its input accordingly.
fn check_attributes(graph: &GraphProto) -> TractResult<()> {
    const WINDOW: [&str; 5] = ["dilations", "kernel_shape", "output_padding", "pads", "strides"];
    for node in &graph.node {
        for attribute in node.attribute.iter().filter(|it| WINDOW.contains(&&*it.name)) {
            let in_range = attribute.ints.iter().all(|number| (0..=MAX_WINDOW).contains(number));
            ensure!(in_range, "{}: its {} are out of range", node.op_type, attribute.name);
        }
    }
    Ok(())
}

/// Refuses constants above [`MAX_VALUES`], and nodes whose constant inputs might give such a value.
///
/// tract computes these nodes while it reads the file, before [`check_sizes`] can see them.
fn check_constants(graph: &GraphProto) -> TractResult<()> {
    let mut sizes = HashMap::new();
    for tensor in &graph.initializer {
        let size = size_of(tensor.dims.iter().map(|&dim| usize::try_from(dim).ok()));
        let size = size.with_context(|| format!("the size of {:?} is impossible", tensor.name))?;
        sizes.insert(&*tensor.name, size);
    }
    for node in &graph.node {
        if node.input.is_empty() || !node.input.iter().all(|name| sizes.contains_key(&**name)) {
            continue;
        }
        let size = size_of(node.input.iter().map(|name| sizes.get(&**name).copied()));
        let size = size.with_context(|| format!("{}: it is too large", node.op_type))?;
        sizes.extend(node.output.iter().map(|name| (&**name, size)));
    }
    Ok(())
}

/// The product of some sizes, if all are known and it is at most [`MAX_VALUES`].
fn size_of(mut sizes: impl Iterator<Item = Option<usize>>) -> Option<usize> {
    let size = sizes.try_fold(1_usize, |all, size| all.checked_mul(size?.max(1)));
    size.filter(|&size| size <= MAX_VALUES)
}

/// Checks the input that the file declares. A dimension with a symbol fits any number.
fn check_input(declared: &InferenceFact, input: [usize; 4]) -> TractResult<()> {
    let rank_fits = declared.shape.rank().concretize().is_none_or(|rank| rank == 4);
    let dims_fit = declared.shape.dims().zip(input).all(|(dim, length)| {
        let dim = dim.concretize().and_then(|dim| dim.to_usize().ok());
        dim.is_none_or(|dim| dim == length)
    });
    let is_float = declared.datum_type.concretize().is_none_or(|it| it == f32::datum_type());
    ensure!(
        rank_fits && dims_fit && is_float,
        "its input is not 32-bit floats of the shape {input:?}"
    );
    Ok(())
}

/// Refuses a network whose values together take more than [`MAX_VALUES`].
fn check_sizes(model: &InferenceModel) -> TractResult<()> {
    let mut all = 0_usize;
    for node in &model.nodes {
        for outlet in &node.outputs {
            let shape = outlet.fact.shape.concretize();
            let unknown = || format!("the shape of {:?} is not known", node.name);
            let mut values = 1_usize;
            for dim in shape.with_context(unknown)? {
                values = values.saturating_mul(dim.to_usize().with_context(unknown)?);
            }
            all = all.saturating_add(values);
        }
    }
    ensure!(all <= MAX_VALUES, "it is too large");
    Ok(())
}

fn run(plan: &Arc<TypedRunnableModel>, shape: &[usize], values: &[f32]) -> TractResult<Vec<f32>> {
    // What an operator makes of other values depends on the processor.
    ensure!(values.iter().all(|value| value.is_finite()), "its input is not finite");
    ensure!(
        values.len() == shape.iter().product::<usize>(),
        "its input has another number of values"
    );
    let input = Tensor::from_shape(shape, values)?;
    let outputs = plan.run(tvec!(input.into_tvalue()))?;
    let output = outputs.first().context("it has no output")?;
    Ok(output.try_as_plain_ram()?.as_slice::<f32>()?.to_vec())
}

/// The reason for a panic of tract.
const PANICKED: &str = "its network is broken";

/// Calls `run`, and maps tract's errors to [`Error::Model`]. Where the target can unwind, its
/// panics as well; elsewhere the page replaces the worker.
fn catch_panics<T>(run: impl FnOnce() -> TractResult<T>) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(result) => result.map_err(|error| Error::model(format!("{error:#}"))),
        Err(_) => Err(Error::model(PANICKED)),
    }
}

/// Lower-case hexadecimal, as `sha256sum` prints it.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use prost::Message as _;
    use std::path::Path;
    use tract_onnx::pb::{AttributeProto, ModelProto, TensorProto};

    const ONNX: &[u8] = include_bytes!("../../model/hot-or-cold.onnx");
    const OTHER: &[u8] = include_bytes!("../../tests/models/other_architecture.onnx");
    const SHAPE: [usize; 4] = [1, 1, 64, 128];
    /// Largest difference of two logits. Winograd's convolution rounds otherwise than a direct one;
    /// a probability moves by a quarter of it at most.
    const TOLERANCE: f32 = 1e-4;

    /// tract as it comes: its own reader, optimiser and operators.
    const PLAIN: Setup = Setup { onnx: tract_onnx::onnx, optimise: TypedModel::into_optimized };
    static SETUPS: [Setup; 2] = [Setup::DEFAULT, Setup::PAGE];

    fn shipped() -> ModelProto {
        ModelProto::decode(ONNX).unwrap()
    }

    fn graph(model: &mut ModelProto) -> &mut GraphProto {
        model.graph.as_mut().unwrap()
    }

    fn node<'a>(model: &'a mut ModelProto, operator: &str) -> &'a mut NodeProto {
        graph(model).node.iter_mut().find(|node| node.op_type == operator).unwrap()
    }

    fn attribute<'a>(
        model: &'a mut ModelProto,
        operator: &str,
        name: &str,
    ) -> &'a mut AttributeProto {
        let attributes = &mut node(model, operator).attribute;
        attributes.iter_mut().find(|attribute| attribute.name == name).unwrap()
    }

    fn initializer<'a>(model: &'a mut ModelProto, name: &str) -> &'a mut TensorProto {
        graph(model).initializer.iter_mut().find(|tensor| tensor.name == name).unwrap()
    }

    fn load(setup: &Setup, onnx: &[u8]) -> Result<Arc<TypedRunnableModel>> {
        catch_panics(|| setup.load(onnx, SHAPE))
    }

    fn output(plan: &Arc<TypedRunnableModel>, input: &[f32]) -> Vec<f32> {
        catch_panics(|| run(plan, &SHAPE, input)).unwrap()
    }

    /// The reason why a changed model is refused.
    fn reason(setup: &Setup, change: impl FnOnce(&mut ModelProto)) -> String {
        let mut model = shipped();
        change(&mut model);
        match load(setup, &model.encode_to_vec()) {
            Ok(_) => "nothing".into(),
            Err(Error::Model { reason }) => reason,
            Err(other) => panic!("{other:?}"),
        }
    }

    fn sines() -> Vec<f32> {
        (0..SHAPE.iter().product::<usize>()).map(|n| (n as f64).sin() as f32).collect()
    }

    #[track_caller]
    fn assert_close(got: &[f32], want: &[f32], what: &str) {
        assert_eq!(got.len(), want.len());
        for (got, want) in got.iter().zip(want) {
            assert!((got - want).abs() < TOLERANCE, "{what}: {got}, not {want}");
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
        let golden = include_bytes!("../../model/golden.f32").as_chunks().0;
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
                    assert_close(
                        &output(&plan, input),
                        &output(&plain, input),
                        &format!("{path:?}"),
                    );
                }
            }
        }
    }

    /// Without this, a change of tract's could silently bring its slower operators back.
    #[test]
    fn every_setup_replaces_the_slow_operators() {
        for setup in &SETUPS {
            let plan = load(setup, ONNX).unwrap();
            let names: Vec<_> =
                plan.model().nodes.iter().map(|node| node.op.name().to_string()).collect();
            let count = |name: &str| names.iter().filter(|other| *other == name).count();
            assert_eq!((count("WinogradConv"), count("SlidingAveragePool")), (4, 3), "{names:?}");
            // The difference of two single numbers alone keeps tract's general, slower form.
            assert_eq!(count("Sub") + count("Mul") + count("Max"), 1, "{names:?}");
        }
    }

    /// The logits of a network of `tests/models` for [`sines`], as ONNX Runtime computes them.
    fn expected(name: &str) -> Vec<f32> {
        let json = include_str!("../../tests/models/expected.json");
        let expected: serde_json::Value = serde_json::from_str(json).unwrap();
        serde_json::from_value(expected[name].clone()).unwrap()
    }

    #[test]
    fn another_architecture_runs_natively_as_in_onnx_runtime() {
        let plan = load(&Setup::DEFAULT, OTHER).unwrap();
        assert_close(&output(&plan, &sines()), &expected("other_architecture"), "ONNX Runtime");
    }

    #[test]
    fn operators_of_the_page_run_in_every_setup_as_in_onnx_runtime() {
        let onnx = include_bytes!("../../tests/models/page_operators.onnx");
        for setup in &SETUPS {
            let plan = load(setup, onnx).unwrap();
            assert_close(&output(&plan, &sines()), &expected("page_operators"), "ONNX Runtime");
        }
    }

    #[test]
    fn another_architecture_is_refused_by_the_page_with_its_operators() {
        let error = load(&Setup::PAGE, OTHER).err().unwrap().to_string();
        let missing = "operators BatchNormalization, MaxPool";
        assert!(error.contains(missing), "{error}");
    }

    #[test]
    fn load_names_missing_operators() {
        for setup in &SETUPS {
            for (reason, part) in [
                (
                    reason(setup, |model| node(model, "Relu").op_type = "Warp".into()),
                    "operators Warp",
                ),
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
            (
                reason(&Setup::PAGE, |model| attribute(model, "Gemm", "alpha").f = 2.0),
                "(Gemm): alpha",
            ),
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
    fn load_refuses_inconsistent_models() {
        for setup in &SETUPS {
            for (reason, part) in [
                (
                    reason(setup, |model| {
                        initializer(model, "head.bias").dims = vec![1 << 62, 1 << 62]
                    }),
                    "size of \"head.bias\" is impossible",
                ),
                (
                    reason(setup, |model| initializer(model, "head.bias").dims = vec![-2]),
                    "impossible",
                ),
                (reason(setup, |model| graph(model).output.clear()), "one input and one output"),
                (reason(setup, |model| model.graph = None), "no network"),
            ] {
                assert!(reason.contains(part), "{reason}, not {part}");
            }
            for refused in [
                reason(setup, |model| initializer(model, "head.bias").raw_data.truncate(7)),
                reason(setup, |model| initializer(model, "head.bias").dims = vec![3]),
                reason(setup, |model| node(model, "Relu").input[0] = "nothing".into()),
                reason(setup, |model| attribute(model, "Gemm", "transB").i = 0),
            ] {
                assert!(refused != "nothing" && refused != PANICKED, "{refused}");
            }
            let other_shape =
                catch_panics(|| setup.load(ONNX, [1, 1, 64, 127])).err().unwrap().to_string();
            assert!(other_shape.contains("the shape [1, 1, 64, 127]"), "{other_shape}");
        }
    }

    #[test]
    fn load_refuses_constants_above_max_values() {
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
                graph
                    .initializer
                    .extend([tensor("column", &[5_000, 1]), tensor("row", &[1, 5_000])]);
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
    fn load_accepts_a_symbol_for_the_batch() {
        use tract_onnx::pb::tensor_shape_proto::dimension::Value::DimParam;
        for setup in &SETUPS {
            let refused = reason(setup, |model| {
                input_dims(model)[0].value = Some(DimParam("batch".into()));
            });
            assert_eq!(refused, "nothing");
        }
    }

    #[test]
    fn load_refuses_windows_out_of_range() {
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
    fn run_refuses_other_lengths_and_values_that_are_not_finite() {
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

    fn input_dims(
        model: &mut ModelProto,
    ) -> &mut Vec<tract_onnx::pb::tensor_shape_proto::Dimension> {
        let value = graph(model).input[0].r#type.as_mut().unwrap().value.as_mut();
        let Some(tract_onnx::pb::type_proto::Value::TensorType(fact)) = value else {
            panic!("the input is no tensor")
        };
        &mut fact.shape.as_mut().unwrap().dim
    }

    /// Attributes of `AveragePool`: kernel, strides, pads, and whether padding counts.
    type Pool = ([i64; 2], [i64; 2], [i64; 4], i64);

    /// A network of one convolution, and a ReLU and an average pool where they are given.
    fn convolution(
        [images, inputs, outputs]: [i64; 3],
        [height, width]: [i64; 2],
        relu: bool,
        pool: Option<Pool>,
    ) -> ModelProto {
        let ints = |name: &str, ints: &[i64]| AttributeProto {
            name: name.into(),
            r#type: 7,
            ints: ints.to_vec(),
            ..AttributeProto::default()
        };
        let int = |name: &str, i| AttributeProto {
            name: name.into(),
            r#type: 2,
            i,
            ..AttributeProto::default()
        };
        let tensor = |name: &str, dims: &[i64], seed| {
            let values = operators::tests::noise(dims.iter().product::<i64>() as usize, seed);
            TensorProto {
                dims: dims.to_vec(),
                data_type: 1,
                name: name.into(),
                raw_data: values.iter().flat_map(|value| value.to_le_bytes()).collect(),
                ..TensorProto::default()
            }
        };
        let mut nodes = vec![("Conv", vec![ints("pads", &[1; 4])])];
        if relu {
            nodes.push(("Relu", vec![]));
        }
        if let Some((kernel, strides, pads, count_include_pad)) = pool {
            nodes.push((
                "AveragePool",
                vec![
                    ints("kernel_shape", &kernel),
                    ints("strides", &strides),
                    ints("pads", &pads),
                    int("count_include_pad", count_include_pad),
                ],
            ));
        }
        let mut model = shipped();
        let graph = graph(&mut model);
        let count = nodes.len();
        let name = |at: usize| match at {
            0 => "log_mel".to_string(),
            at if at == count => "logits".into(),
            at => format!("value {at}"),
        };
        graph.node = nodes
            .into_iter()
            .enumerate()
            .map(|(at, (operator, attribute))| NodeProto {
                input: match operator {
                    "Conv" => vec![name(at), "weights".into(), "bias".into()],
                    _ => vec![name(at)],
                },
                output: vec![name(at + 1)],
                op_type: operator.into(),
                attribute,
                ..NodeProto::default()
            })
            .collect();
        graph.initializer =
            vec![tensor("weights", &[outputs, inputs, 3, 3], 1), tensor("bias", &[outputs], 2)];
        graph.value_info.clear();
        let shape = [images, inputs, height, width];
        for (dim, value) in input_dims(&mut model).iter_mut().zip(shape) {
            dim.value = Some(tract_onnx::pb::tensor_shape_proto::dimension::Value::DimValue(value));
        }
        model
    }

    /// Every number of the model that is no weight: attributes, shapes and lists of axes.
    fn numbers(model: &mut ModelProto) -> Vec<&mut i64> {
        let graph = graph(model);
        let attributes = graph.node.iter_mut().flat_map(|node| &mut node.attribute);
        let mut numbers: Vec<_> =
            attributes.flat_map(|at| std::iter::once(&mut at.i).chain(&mut at.ints)).collect();
        numbers.extend(graph.initializer.iter_mut().flat_map(|tensor| &mut tensor.dims));
        numbers
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
            // The page may refuse a pool, but never compute another.
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

        // (`tests/properties.rs` gives the classifier any bytes, and any part of the file.)
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
                // Natively a panic becomes an error. In the page it would cost a worker.
                if let Err(Error::Model { reason }) = outcome && std::ptr::eq(setup, &SETUPS[1]) {
                    prop_assert_ne!(reason, PANICKED);
                }
            }
        }
    }
}
