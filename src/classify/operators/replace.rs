//! Replaces operators of tract by custom ones, in builds with all of tract.

use hot_or_cold_kernels::{AveragePool, Conv3x3, WindowAxis};
use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::ops::cnn::{Conv, KernelFormat, SumPool};
use tract_onnx::tract_core::ops::nn::DataFormat;
use tract_onnx::tract_core::optim::Optimizer;

use super::{FindPatch, KernelOp, NodePass, constant, fusion, known_shape};

/// Replaces operators, then optimises the rest by all passes of tract.
///
/// tract would fold a batch normalisation into its own convolution only later, so one after a
/// replaced convolution is not folded. Exporters usually fold it.
pub(crate) fn optimise(mut model: TypedModel) -> TractResult<TypedModel> {
    let mut replace = Optimizer::prop_consts();
    replace.passes.push(Box::new(NodePass::new(replacement)));
    replace.optimize(&mut model)?;
    model.into_optimized()
}

/// Replaces a convolution or an average pool by an equivalent custom operator.
fn replacement(model: &TypedModel, node: &TypedNode) -> TractResult<Option<TypedModelPatch>> {
    let find: [FindPatch; 3] = [convolution, average_pool, fusion::fuse_next];
    find.iter().find_map(|find| find(model, node).transpose()).transpose()
}

fn convolution(model: &TypedModel, node: &TypedNode) -> TractResult<Option<TypedModelPatch>> {
    let Some(op) = node.op_as::<Conv>() else { return Ok(None) };
    let &[input, weights, bias] = node.inputs.as_slice() else { return Ok(None) };
    let Some(shape @ [_, _, height, width]) = known_shape(model, input)? else { return Ok(None) };
    let spec = &op.pool_spec;
    let is_supported = spec.kernel_shape.as_slice() == [3, 3]
        && spec.data_format == DataFormat::NCHW
        && op.kernel_fmt == KernelFormat::OIHW
        && op.group == 1
        && op.q_params.is_none()
        && spec.strides().iter().all(|&stride| stride == 1)
        && spec.dilations().iter().all(|&dilation| dilation == 1)
        && spec
            .computed_padding(&[height, width])
            .iter()
            .all(|padding| (padding.pad_before, padding.pad_after) == (1, 1));
    let (Some(weights), Some(mut bias), true) =
        (constant(model, weights)?, constant(model, bias)?, is_supported)
    else {
        return Ok(None);
    };
    // tract stores a bias that all channels share as one value.
    if let &[same] = bias.as_slice() {
        bias = vec![same; spec.output_channels];
    }
    let Some(conv) = Conv3x3::new(shape, &weights, &bias) else { return Ok(None) };
    TypedModelPatch::replace_single_op(model, node, &[input], KernelOp::new(conv)).map(Some)
}

fn average_pool(model: &TypedModel, node: &TypedNode) -> TractResult<Option<TypedModelPatch>> {
    let Some(op) = node.op_as::<SumPool>() else { return Ok(None) };
    let &[input] = node.inputs.as_slice() else { return Ok(None) };
    let Some([images, channels, height, width]) = known_shape(model, input)? else {
        return Ok(None);
    };
    let spec = &op.pool_spec;
    let is_supported = op.normalize
        && spec.rank() == 2
        && spec.data_format == DataFormat::NCHW
        && spec.dilations().iter().all(|&dilation| dilation == 1);
    let padding = spec.computed_padding(&[height, width]);
    let axis = |at: usize, length: usize| {
        let (&kernel, padding) = (spec.kernel_shape.get(at)?, padding.get(at)?);
        let (before, after) = (padding.pad_before, padding.pad_after);
        let axis = WindowAxis { length, kernel, stride: spec.stride(at), before, after };
        (axis.is_supported() && axis.outputs() == padding.convoluted).then_some(axis)
    };
    let (Some(height), Some(width), true) = (axis(0, height), axis(1, width), is_supported) else {
        return Ok(None);
    };
    let Some(pool) = AveragePool::new([images, channels], height, width, op.count_include_pad)
    else {
        return Ok(None);
    };
    TypedModelPatch::replace_single_op(model, node, &[input], KernelOp::new(pool)).map(Some)
}
