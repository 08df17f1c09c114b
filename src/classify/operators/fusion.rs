//! Fuses custom convolutions with the operators after them.

use hot_or_cold_kernels::{AveragePool, Conv3x3};
use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::ops::binary::TypedBinOp;
use tract_onnx::tract_core::ops::math::Max;

use super::KernelOp;

/// Fuses a convolution with the ReLU or the average pool after it.
pub(super) fn fuse_next(
    model: &TypedModel,
    node: &TypedNode,
) -> TractResult<Option<TypedModelPatch>> {
    let Some(op) = node.op_as::<KernelOp<Conv3x3>>() else { return Ok(None) };
    let Some(next) = model.single_succ(node.id)? else { return Ok(None) };
    // An output of the model must remain.
    if model.outputs.contains(&node.id.into()) {
        return Ok(None);
    }
    let fused = if is_relu(model, next)? {
        op.kernel.with_relu()
    } else if let Some(pool) = next.op_as::<KernelOp<AveragePool>>() {
        op.kernel.with_pool(&pool.kernel)
    } else {
        None
    };
    fused.map(|conv| TypedModelPatch::fuse_with_next(model, node, KernelOp::new(conv))).transpose()
}

/// Returns whether a node computes `max(x, 0)`.
fn is_relu(model: &TypedModel, node: &TypedNode) -> TractResult<bool> {
    let is_zero = |fact: &&TypedFact| {
        let constant = fact.konst.as_ref().or(fact.uniform.as_ref());
        constant.is_some_and(|value| {
            value.len() == 1 && value.cast_to_scalar::<f32>().is_ok_and(|value| value == 0.0)
        })
    };
    let is_max = node.op_as::<TypedBinOp>().is_some_and(|op| op.0.is::<Max>());
    Ok(is_max && model.node_input_facts(node.id)?.iter().any(is_zero))
}
