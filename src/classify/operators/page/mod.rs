//! The ONNX operators of the page's build, and its optimiser.
//!
//! tract's own register links all of tract. This one contains the operators of the shipped network,
//! and others that cost little. A model with other operators is rejected, and the error names them.
//! `src/classify/operators/README.md` explains how to add some.

mod builders;
mod gemm;

use tract_onnx::model::{Onnx, OnnxOpRegister};
use tract_onnx::tract_core::optim::Optimizer;
use tract_onnx::tract_hir::internal::*;
use tract_onnx::tract_hir::ops::identity::Identity;
use tract_onnx::tract_hir::ops::{activations, array, math, nn};

use super::{NodePass, fusion};
use builders::{average_pool, binary, cast, conv, expanded, flatten, gemm, reduce};

/// tract's reader of ONNX with the operators of the page.
pub(crate) fn onnx() -> Onnx {
    let mut register = OnnxOpRegister::default();
    register.insert("Add", |_, _| Ok((math::Add.into_hir(), vec![])));
    register.insert("AveragePool", average_pool);
    register.insert("Cast", cast);
    register.insert("Concat", |_, node| expanded(array::Concat::new(node.get_attr("axis")?)));
    register.insert("Conv", conv);
    register.insert("Div", |_, _| Ok((math::Div.into_hir(), vec![])));
    register.insert("Flatten", flatten);
    register.insert("Gemm", gemm);
    register.insert("GlobalAveragePool", |_, _| expanded(nn::GlobalAvgPool));
    register.insert("GlobalMaxPool", |_, _| expanded(nn::GlobalMaxPool));
    register.insert("HardSwish", |_, _| Ok((nn::hard_swish().into_hir(), vec![])));
    register.insert("Identity", |_, _| Ok((Box::new(Identity), vec![])));
    register.insert("Log", |_, _| Ok((math::ln().into_hir(), vec![])));
    register.insert("Max", |_, node| binary(node, math::Max.into_hir()));
    register.insert("Min", |_, node| binary(node, math::Min.into_hir()));
    register.insert("Mul", |_, _| Ok((math::Mul.into_hir(), vec![])));
    register.insert("ReduceMax", |_, node| reduce(node, nn::Reducer::Max));
    register.insert("ReduceMean", |_, node| reduce(node, nn::Reducer::Mean));
    register.insert("Relu", |_, _| expanded(activations::Clip::new(Some(0.0), None)));
    register.insert("Reshape", |_, node| {
        expanded(array::Reshape::new(node.get_attr_opt("allowzero")?.unwrap_or(false)))
    });
    register.insert("Sigmoid", |_, _| Ok((nn::sigmoid().into_hir(), vec![])));
    register.insert("Sqrt", |_, _| Ok((math::sqrt().into_hir(), vec![])));
    register.insert("Sub", |_, _| Ok((math::Sub.into_hir(), vec![])));
    register.insert("Tanh", |_, _| Ok((math::tanh().into_hir(), vec![])));
    Onnx { op_register: register, ..Onnx::default() }
}

/// Fuses operators, and replaces others by tract's variants for known shapes.
///
/// [`TypedModel::into_optimized`] would link operators that the page does not have, and would
/// change nothing about the shipped network.
pub(crate) fn optimise(mut model: TypedModel) -> TractResult<TypedModel> {
    let mut optimizer = Optimizer::prop_consts();
    optimizer.passes.push(Box::new(NodePass::new(fusion::fuse_next)));
    optimizer.optimize(&mut model)?;
    optimizer.passes.push(Box::new(NodePass::new(lower_node)));
    optimizer.optimize(&mut model)?;
    Ok(model)
}

/// Replaces an operator by its faster variant for known shapes.
fn lower_node(model: &TypedModel, node: &TypedNode) -> TractResult<Option<TypedModelPatch>> {
    match node.op.codegen(model, node)? {
        None => node.op.fuse(model, node),
        patch => Ok(patch),
    }
}
