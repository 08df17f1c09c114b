//! ONNX files for tests: the shipped one, to be changed, and networks of one convolution.

use prost::Message as _;
use tract_onnx::pb::tensor_shape_proto::{Dimension, dimension};
use tract_onnx::pb::type_proto;
use tract_onnx::pb::{AttributeProto, GraphProto, ModelProto, NodeProto, TensorProto};

use super::ONNX;
use crate::classify::operators;

pub(super) fn shipped() -> ModelProto {
    ModelProto::decode(ONNX).unwrap()
}

pub(super) fn graph(model: &mut ModelProto) -> &mut GraphProto {
    model.graph.as_mut().unwrap()
}

pub(super) fn node<'a>(model: &'a mut ModelProto, operator: &str) -> &'a mut NodeProto {
    graph(model).node.iter_mut().find(|node| node.op_type == operator).unwrap()
}

pub(super) fn attribute<'a>(
    model: &'a mut ModelProto,
    operator: &str,
    name: &str,
) -> &'a mut AttributeProto {
    let attributes = &mut node(model, operator).attribute;
    attributes.iter_mut().find(|attribute| attribute.name == name).unwrap()
}

pub(super) fn initializer<'a>(model: &'a mut ModelProto, name: &str) -> &'a mut TensorProto {
    graph(model).initializer.iter_mut().find(|tensor| tensor.name == name).unwrap()
}

pub(super) fn input_dims(model: &mut ModelProto) -> &mut Vec<Dimension> {
    let value = graph(model).input[0].r#type.as_mut().unwrap().value.as_mut();
    let Some(type_proto::Value::TensorType(fact)) = value else { panic!("the input is no tensor") };
    &mut fact.shape.as_mut().unwrap().dim
}

/// Attributes of `AveragePool`: kernel, strides, pads, and whether padding counts.
pub(super) type Pool = ([i64; 2], [i64; 2], [i64; 4], i64);

/// A network of one convolution, optionally followed by a ReLU and an average pool.
pub(super) fn convolution(
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
        dim.value = Some(dimension::Value::DimValue(value));
    }
    model
}

/// All numbers of the model except weights: attributes, shapes and lists of axes.
pub(super) fn numbers(model: &mut ModelProto) -> Vec<&mut i64> {
    let graph = graph(model);
    let attributes = graph.node.iter_mut().flat_map(|node| &mut node.attribute);
    let mut numbers: Vec<_> =
        attributes.flat_map(|at| std::iter::once(&mut at.i).chain(&mut at.ints)).collect();
    numbers.extend(graph.initializer.iter_mut().flat_map(|tensor| &mut tensor.dims));
    numbers
}
