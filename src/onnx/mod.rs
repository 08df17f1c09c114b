//! ONNX files: read, and run, for the operators that the shipped network is made of.
//!
//! A library that knows every operator is most of what a page would download, and has no kernel for just this
//! network: with tract, the smallest of them, a visit was more than twice as large and a window took several
//! times as long.
//! `tests/onnx.rs` holds this one to tract's answers, `tests/parity` to ONNX Runtime's.
//!
//! A file becomes a plan: kernels in the order of the file's nodes, but for what a convolution takes on, each
//! with its own memory for what comes out, all of it taken once.
//!
//! Operator set 18, as <https://github.com/onnx/onnx/blob/main/docs/Changelog.md> numbers and defines
//! them. Tensors are of 32-bit floats but where the table says something else. An operator, attribute
//! or type that is not named here is refused.
//!
//! | operator | inputs | attributes |
//! |---|---|---|
//! | `AveragePool` (11) | `[N, C, H, W]` | `kernel_shape`, `strides`, `pads`, `count_include_pad`; `auto_pad` `NOTSET`, `ceil_mode` 0 |
//! | `Cast` (13) | any shape, 16- (if constant) or 32-bit floats | `to` 1 (32-bit float) |
//! | `Concat` (13) | equal shapes but for `axis` | `axis` |
//! | `Conv` (11) | `[N, C, H, W]`, constant weights `[M, C, 3, 3]`, constant bias `[M]` | `kernel_shape` 3 × 3, `strides` 1, `pads` 1; `auto_pad` `NOTSET`, `dilations` 1, `group` 1 |
//! | `Div` (14), `Max` (13), `Mul` (14), `Sub` (14) | two that broadcast | |
//! | `Gemm` (13) | `[M, K]`, `[K, N]` (`[N, K]` if transposed), a bias that broadcasts to `[M, N]` | `transB`; `alpha` 1, `beta` 1, `transA` 0 |
//! | `ReduceMax` (18), `ReduceMean` (18) | any shape, and the axes, constant 64-bit integers | `keepdims`, `noop_with_empty_axes` |
//! | `Relu` (14) | any shape | |
//! | `Reshape` (14) | any shape, and the new one, constant 64-bit integers above 0 | `allowzero` |

mod kernels;
mod node;
mod operators;
mod plan;
mod proto;
mod tensor;

use std::collections::{HashMap, HashSet};

use prost::Message as _;

use crate::error::{Error, Result};
use node::Node;
use operators::Value;
use plan::{Operand, Plan};
use proto::{GraphProto, ModelProto, NodeProto, ValueInfoProto};

/// The operator set that `model/export.py` writes.
const OPERATOR_SET: i64 = 18;
/// Most values in a network, its inner ones too: 64 MiB, where the shipped one has 120 000. A broken file
/// is refused before it takes the memory of the page.
const MAX_VALUES: usize = 1 << 24;

/// A network that is ready to run.
pub struct Network(Plan);

impl Network {
    /// Reads an ONNX file with one input, 32-bit floats of the shape `input`, and one output.
    ///
    /// # Errors
    /// [`Error::Model`] if the bytes are no ONNX file, if it uses what is not in the [table](self), or
    /// if its shapes do not fit together.
    pub fn read(onnx: &[u8], input: &[usize]) -> Result<Self> {
        let model = ModelProto::decode(onnx).map_err(|_| Error::model("the file is not whole"))?;
        for set in &model.opset_import {
            if !set.domain.is_empty() || set.version != OPERATOR_SET {
                let reason = format!("it needs version {} of the operators of ONNX", set.version);
                return Err(Error::model(format!("{reason}{}; {OPERATOR_SET} is known", set.domain)));
            }
        }
        let graph = model.graph.ok_or_else(|| Error::model("the file holds no network"))?;
        wired(&graph, input).map(Self)
    }

    /// Runs the network on one input, row-major, and returns its output likewise.
    ///
    /// # Errors
    /// [`Error::Model`] if the number of values is not the input's.
    pub fn run(&self, values: &[f32]) -> Result<Vec<f32>> {
        self.0.run(values).ok_or_else(|| Error::model("its input has another number of values"))
    }
}

fn wired(graph: &GraphProto, input: &[usize]) -> Result<Plan> {
    let ([source], [output]) = (graph.input.as_slice(), graph.output.as_slice()) else {
        return Err(Error::model("it does not have one input and one output"));
    };
    if !is_of_shape(source, input) {
        return Err(Error::model(format!("its input is not 32-bit floats of the shape {input:?}")));
    }
    let mut wiring = Wiring { plan: Plan::new(input.iter().product()), values: HashMap::new() };
    wiring.name(&source.name, Value::Computed { shape: input.to_vec(), operand: Operand::Slot(0) })?;
    for initializer in &graph.initializer {
        wiring.name(&initializer.name, Value::Constant(tensor::read(initializer)?))?;
    }
    let used_once = used_once(graph);
    for node in &graph.node {
        wiring.node(node, &used_once).map_err(|error| match error {
            Error::Model { reason } => Error::model(format!("{}: {reason}", node.op_type)),
            error => error,
        })?;
    }
    match wiring.values.get(&output.name) {
        Some(&Value::Computed { operand, .. }) => wiring.plan.answer_with(operand),
        _ => return Err(Error::model(format!("it does not compute its output {:?}", output.name))),
    }
    Ok(wiring.plan)
}

fn is_of_shape(value: &ValueInfoProto, shape: &[usize]) -> bool {
    let tensor = value.r#type.as_ref().and_then(|r#type| r#type.tensor_type.as_ref());
    tensor.is_some_and(|tensor| {
        let dims = tensor.shape.iter().flat_map(|shape| &shape.dim).map(|dim| dim.dim_value);
        tensor.elem_type == proto::FLOAT && dims.eq(shape.iter().map(|&dim| dim as i64))
    })
}

/// The values that go into one node and nowhere else.
fn used_once(graph: &GraphProto) -> HashSet<&str> {
    let mut uses: HashMap<&str, usize> = HashMap::new();
    let inputs = graph.node.iter().flat_map(|node| &node.input);
    for name in inputs.chain(graph.output.iter().map(|output| &output.name)) {
        *uses.entry(name).or_default() += 1;
    }
    uses.into_iter().filter(|&(_, uses)| uses == 1).map(|(name, _)| name).collect()
}

/// A network as far as it is wired.
struct Wiring {
    plan: Plan,
    /// By the names that ONNX has for them.
    values: HashMap<String, Value>,
}

impl Wiring {
    fn name(&mut self, name: &str, value: Value) -> Result<()> {
        match self.values.insert(name.to_owned(), value) {
            None => Ok(()),
            Some(_) => Err(Error::model(format!("two of its values have the name {name:?}"))),
        }
    }

    fn node(&mut self, proto: &NodeProto, used_once: &HashSet<&str>) -> Result<()> {
        let node = Node::new(proto)?;
        let name = node.output;
        let missing = |name| Error::model(format!("there is no value of the name {name:?}"));
        let values = proto.input.iter().map(|name| self.values.get(name).ok_or_else(|| missing(name)));
        let inputs = values.collect::<Result<Vec<_>>>()?;
        // What nobody else needs may be left to the step before.
        let ours = proto.input.iter().all(|name| used_once.contains(name.as_str()));
        let value = operators::wire(&mut self.plan, node, &inputs, ours)?;
        self.name(name, value)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proto::{AttributeProto, NodeProto, TensorProto};

    const ONNX: &[u8] = include_bytes!("../../model/hot-or-cold.onnx");
    const SHAPE: [usize; 4] = [1, 1, 64, 128];

    fn shipped() -> ModelProto {
        ModelProto::decode(ONNX).unwrap()
    }

    fn node<'a>(model: &'a mut ModelProto, operator: &str) -> &'a mut NodeProto {
        let nodes = &mut model.graph.as_mut().unwrap().node;
        nodes.iter_mut().find(|node| node.op_type == operator).unwrap()
    }

    fn attribute<'a>(model: &'a mut ModelProto, operator: &str, name: &str) -> &'a mut AttributeProto {
        let attributes = &mut node(model, operator).attribute;
        attributes.iter_mut().find(|attribute| attribute.name == name).unwrap()
    }

    fn initializer<'a>(model: &'a mut ModelProto, name: &str) -> &'a mut TensorProto {
        let tensors = &mut model.graph.as_mut().unwrap().initializer;
        tensors.iter_mut().find(|tensor| tensor.name == name).unwrap()
    }

    /// The shape that the network's end is brought into.
    fn new_shape(model: &mut ModelProto) -> &mut TensorProto {
        let name = node(model, "Reshape").input[1].clone();
        initializer(model, &name)
    }

    /// What is said of the shipped model after a change.
    fn said(change: impl FnOnce(&mut ModelProto)) -> String {
        let mut model = shipped();
        change(&mut model);
        match Network::read(&model.encode_to_vec(), &SHAPE) {
            Ok(_) => "nothing".into(),
            Err(Error::Model { reason }) => reason,
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_fields_that_are_read_are_all_that_the_shipped_model_needs() {
        assert_eq!(said(|_| ()), "nothing");
        let encoded = Network::read(&shipped().encode_to_vec(), &SHAPE).unwrap();
        let input: Vec<f32> = (0..64 * 128).map(|at| -40.0 + (at as f32).sin()).collect();
        assert_eq!(encoded.run(&input), Network::read(ONNX, &SHAPE).unwrap().run(&input));
        assert_eq!(encoded.run(&input[1..]).unwrap_err().code(), "model");
    }

    #[test]
    fn what_is_not_known_is_named() {
        for (says, sentence) in [
            (said(|model| node(model, "Relu").op_type = "Softmax".into()), "Softmax: this operator, with 1"),
            (said(|model| node(model, "Relu").domain = "my".into()), "the operators of \"my\""),
            (said(|model| node(model, "Conv").input.truncate(2)), "Conv: this operator, with 2 inputs"),
            (said(|model| attribute(model, "Gemm", "alpha").name = "gamma".into()), "\"gamma\""),
            (
                said(|model| attribute(model, "Gemm", "alpha").f = 2.0),
                "this value of its attribute \"alpha\"",
            ),
            (said(|model| attribute(model, "Conv", "auto_pad").s = b"VALID".into()), "\"auto_pad\""),
            (said(|model| attribute(model, "Conv", "group").i = 2), "\"group\""),
            (said(|model| attribute(model, "Conv", "dilations").ints = vec![2, 2]), "a dilation of 1"),
            (said(|model| attribute(model, "AveragePool", "ceil_mode").i = 1), "\"ceil_mode\""),
            (said(|model| attribute(model, "Cast", "to").i = 11), "\"to\""),
            (said(|model| attribute(model, "Concat", "axis").r#type = 1), "\"axis\" is of the wrong type"),
            (said(|model| new_shape(model).data_type = 6), "ONNX's type 6"),
            (said(|model| model.opset_import[0].version = 17), "version 17 of the operators"),
            (said(|model| model.opset_import[0].domain = "ai.onnx.ml".into()), "ai.onnx.ml"),
        ] {
            assert!(says.contains(sentence), "{says}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let misfit = "do not fit together";
        let ints = |operator: &'static str, name: &'static str, ints: &[i64]| {
            said(|model| attribute(model, operator, name).ints = ints.to_vec())
        };
        for (says, sentence) in [
            (ints("AveragePool", "strides", &[0, 1]), misfit),
            (ints("AveragePool", "strides", &[1]), misfit),
            (ints("AveragePool", "pads", &[0, -1, 0, 7]), misfit),
            (ints("AveragePool", "pads", &[0, 15, 0, 15]), misfit),
            (ints("AveragePool", "kernel_shape", &[1, 1 << 40]), misfit),
            (ints("AveragePool", "kernel_shape", &[0, 15]), misfit),
            (ints("AveragePool", "kernel_shape", &[15]), misfit),
            (ints("Conv", "kernel_shape", &[3, 4]), misfit),
            (said(|model| attribute(model, "Concat", "axis").i = 4), misfit),
            (said(|model| attribute(model, "Concat", "axis").i = i64::MIN), misfit),
            (said(|model| attribute(model, "Concat", "axis").i = 2), misfit),
            (said(|model| attribute(model, "Gemm", "transB").i = 0), misfit),
            (said(|model| initializer(model, "val_0").raw_data[0] = 4), misfit),
            (said(|model| new_shape(model).raw_data[9] = 2), misfit),
            (said(|model| initializer(model, "val_0").dims = vec![1, 2]), "not constant"),
            (said(|model| initializer(model, "head.bias").dims = vec![3]), "as many numbers"),
            (said(|model| initializer(model, "head.bias").dims = vec![-2]), "as many numbers"),
            (said(|model| initializer(model, "head.bias").dims = vec![1 << 62, 1 << 62]), "as many numbers"),
            (said(|model| initializer(model, "head.bias").raw_data.truncate(7)), "as many numbers"),
            (said(|model| node(model, "Relu").input[0] = "val_0".into()), "only 32-bit floating-point"),
            (said(|model| node(model, "Cast").input[0] = "val_0".into()), "only floating-point"),
            (said(|model| node(model, "Relu").input[0] = "nothing".into()), "no value of the name"),
            (said(|model| node(model, "Relu").output[0] = "log_mel".into()), "two of its values"),
            (said(|model| initializer(model, "val_4").name = "val_0".into()), "two of its values"),
            (said(|model| node(model, "Relu").output.clear()), "one output"),
            (said(|model| model.graph.as_mut().unwrap().output.clear()), "one input and one output"),
            (said(|model| model.graph = None), "no network"),
        ] {
            assert!(says.contains(sentence), "{says}, not {sentence}");
        }
        let refused = Network::read(ONNX, &[1, 1, 64, 127]).err().unwrap().to_string();
        assert!(refused.contains("the shape [1, 1, 64, 127]"), "{refused}");
    }

    #[test]
    fn a_value_too_large_for_the_page_is_refused() {
        let outer = |model: &mut ModelProto| {
            let tensor = |name: &str, dims: &[i64]| TensorProto {
                dims: dims.to_vec(),
                data_type: proto::FLOAT,
                name: name.into(),
                raw_data: vec![0; 4 * 5_000],
            };
            let graph = model.graph.as_mut().unwrap();
            graph.initializer.extend([tensor("column", &[5_000, 1]), tensor("row", &[1, 5_000])]);
            let sub = NodeProto {
                input: vec!["column".into(), "row".into()],
                output: vec!["plane".into()],
                op_type: "Sub".into(),
                ..NodeProto::default()
            };
            graph.node.push(sub);
        };
        assert_eq!(said(outer), "Sub: its output is too large");
    }

    /// What a changed model says.
    fn run(change: impl FnOnce(&mut ModelProto)) -> Vec<f32> {
        let mut model = shipped();
        change(&mut model);
        let network = Network::read(&model.encode_to_vec(), &SHAPE).unwrap();
        network.run(&Vec::from_iter((0..64 * 128).map(|at| -40.0 + (at as f32).sin()))).unwrap()
    }

    #[test]
    fn what_two_need_is_not_changed_for_one() {
        let first_relu =
            |graph: &GraphProto| graph.node.iter().position(|node| node.op_type == "Relu").unwrap();
        let to_first_convolution = |graph: &mut GraphProto| graph.output[0].name = "conv2d".into();
        let alone = run(|model| {
            let graph = model.graph.as_mut().unwrap();
            to_first_convolution(graph);
            graph.node.truncate(first_relu(graph));
        });
        assert_eq!(alone.len(), 8 * 64 * 128);
        assert!(alone.iter().any(|&value| value < 0.0));
        assert_eq!(run(|model| to_first_convolution(model.graph.as_mut().unwrap())), alone);
        let renamed = run(|model| {
            let graph = model.graph.as_mut().unwrap();
            to_first_convolution(graph);
            graph.initializer.push(TensorProto {
                dims: vec![4],
                data_type: proto::INT64,
                name: "shape".into(),
                raw_data: [1_i64, 8, 64, 128].iter().flat_map(|dim| dim.to_le_bytes()).collect(),
            });
            let at = first_relu(graph);
            graph.node[at].input[0] = "again".into();
            let reshape = NodeProto {
                input: vec!["conv2d".into(), "shape".into()],
                output: vec!["again".into()],
                op_type: "Reshape".into(),
                ..NodeProto::default()
            };
            graph.node.insert(at, reshape);
        });
        assert_eq!(renamed, alone);
    }

    #[test]
    fn steps_beyond_the_end_are_all_the_same() {
        let by = |step| run(|model| attribute(model, "AveragePool", "strides").ints = vec![1, step]);
        for step in [1 << 31, i64::MAX - 64, i64::MAX] {
            assert_eq!(by(step), by(142));
        }
    }

    /// Every number of the model that is no weight: attributes, shapes and lists of axes.
    fn numbers(model: &mut ModelProto) -> Vec<&mut i64> {
        let graph = model.graph.as_mut().unwrap();
        let attributes = graph.node.iter_mut().flat_map(|node| &mut node.attribute);
        let mut numbers: Vec<_> =
            attributes.flat_map(|at| std::iter::once(&mut at.i).chain(&mut at.ints)).collect();
        numbers.extend(graph.initializer.iter_mut().flat_map(|tensor| &mut tensor.dims));
        numbers
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

        // (`tests/properties.rs` gives the classifier any bytes, and any part of the file.)
        #[test]
        fn a_model_with_other_numbers_runs_or_gets_a_sentence(
            changes in prop::collection::vec(
                (any::<prop::sample::Index>(), prop_oneof![4 => -1..3_i64, 2 => 3..300_i64, 1 => any::<i64>()]),
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
            if let Ok(network) = Network::read(&model.encode_to_vec(), &SHAPE) {
                prop_assert_eq!(network.run(&[-40.0; 64 * 128]).map(|out| out.len()), Ok(2));
            }
        }
    }
}
