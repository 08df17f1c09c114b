//! Checks of an ONNX file, before and after tract reads it.
//!
//! They reject files that tract cannot run, and those that would take too much memory.

use std::collections::{BTreeSet, HashMap};

use tract_onnx::model::Onnx;
use tract_onnx::pb::{GraphProto, NodeProto};
use tract_onnx::tract_hir::internal::*;

/// Largest number of values in a network, intermediate ones included: 64 MiB. The shipped network
/// has 120,000.
const MAX_VALUES: usize = 1 << 24;

/// Largest kernel, stride, dilation or padding of a window along one axis, in cells.
pub(super) const MAX_WINDOW: i64 = 1 << 10;

/// Rejects operators that this build of tract does not have, and names them.
pub(super) fn check_operators(onnx: &Onnx, graph: &GraphProto) -> TractResult<()> {
    let is_missing = |node: &&NodeProto| {
        let is_standard = matches!(&*node.domain, "" | "ai.onnx" | "ai.onnx.ml" | "com.microsoft");
        !is_standard || !onnx.op_register.0.contains_key(&node.op_type)
    };
    let missing = graph.node.iter().filter(is_missing).map(|node| &*node.op_type);
    let names: Vec<_> = BTreeSet::from_iter(missing).into_iter().collect();
    ensure!(names.is_empty(), "this build does not have its operators {}", names.join(", "));
    Ok(())
}

/// Rejects windows of excessive sizes, since tract would pad its input accordingly.
pub(super) fn check_attributes(graph: &GraphProto) -> TractResult<()> {
    const WINDOW: [&str; 5] = ["dilations", "kernel_shape", "output_padding", "pads", "strides"];
    for node in &graph.node {
        for attribute in node.attribute.iter().filter(|it| WINDOW.contains(&&*it.name)) {
            let in_range = attribute.ints.iter().all(|number| (0..=MAX_WINDOW).contains(number));
            ensure!(in_range, "{}: its {} are out of range", node.op_type, attribute.name);
        }
    }
    Ok(())
}

/// Rejects constants above [`MAX_VALUES`], and nodes that might compute such constants.
///
/// tract computes these nodes while it reads the file, before [`check_sizes`] can see them.
pub(super) fn check_constants(graph: &GraphProto) -> TractResult<()> {
    let mut sizes = HashMap::new();
    for tensor in &graph.initializer {
        let size = checked_product(tensor.dims.iter().map(|&dim| usize::try_from(dim).ok()));
        let size = size.with_context(|| format!("the size of {:?} is impossible", tensor.name))?;
        sizes.insert(&*tensor.name, size);
    }
    for node in &graph.node {
        if node.input.is_empty() || !node.input.iter().all(|name| sizes.contains_key(&**name)) {
            continue;
        }
        let size = checked_product(node.input.iter().map(|name| sizes.get(&**name).copied()));
        let size = size.with_context(|| format!("{}: it is too large", node.op_type))?;
        sizes.extend(node.output.iter().map(|name| (&**name, size)));
    }
    Ok(())
}

/// The product of some sizes, if all are known and it is at most [`MAX_VALUES`].
fn checked_product(mut sizes: impl Iterator<Item = Option<usize>>) -> Option<usize> {
    let size = sizes.try_fold(1_usize, |all, size| all.checked_mul(size?.max(1)));
    size.filter(|&size| size <= MAX_VALUES)
}

/// Checks the input that the file declares. A dimension with a symbol fits any number.
pub(super) fn check_input(declared: &InferenceFact, input: [usize; 4]) -> TractResult<()> {
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

/// Rejects a network with more than [`MAX_VALUES`] values in total.
pub(super) fn check_sizes(model: &InferenceModel) -> TractResult<()> {
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
