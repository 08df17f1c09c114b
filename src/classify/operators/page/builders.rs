//! Builds operators of tract or custom ones from the nodes of an ONNX file.

use std::collections::BTreeSet;

use hot_or_cold_kernels::{AveragePool, Conv3x3, Kernel as _, WindowAxis};
use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_core::ops::cast;
use tract_onnx::tract_hir::internal::*;
use tract_onnx::tract_hir::ops::{array, nn};

use super::gemm::Gemm;
use crate::classify::operators::{KernelOp, constant, known_shape};

/// The operator of a node, and the values from outer graphs that it uses.
pub(super) type BuildResult = TractResult<(Box<dyn InferenceOp>, Vec<String>)>;

pub(super) fn expanded(op: impl Expansion) -> BuildResult {
    Ok((expand(op), vec![]))
}

pub(super) fn cast(_: &ParsingContext<'_>, node: &NodeProto) -> BuildResult {
    Ok((Box::new(cast::cast(node.get_attr("to")?)), vec![]))
}

/// Reads `Conv` with a 3 × 3 kernel, a stride, a dilation and a group of 1, and one zero on each
/// side.
pub(super) fn conv(_: &ParsingContext<'_>, node: &NodeProto) -> BuildResult {
    let is_one = |name: &str| -> TractResult<bool> {
        let numbers = node.get_attr_opt_tvec::<i64>(name)?.unwrap_or_default();
        Ok(numbers.iter().all(|&number| number == 1))
    };
    let (strides, dilations, pads) = (is_one("strides")?, is_one("dilations")?, is_one("pads")?);
    let has_pads = node.get_attr_opt_tvec::<i64>("pads")?.is_some_and(|pads| pads.len() == 4);
    let auto_pad = node.get_attr_opt::<&str>("auto_pad")?.unwrap_or("NOTSET");
    let same_size = match auto_pad {
        "NOTSET" => has_pads && pads,
        other => matches!(other, "SAME_UPPER" | "SAME_LOWER"),
    };
    let group = node.get_attr_opt("group")?.unwrap_or(1_i64);
    if !strides || !dilations || !same_size || group != 1 {
        bail!("only a stride, a dilation and a group of 1 and one zero on each side are supported");
    }
    expanded(Conv)
}

#[derive(Debug, Clone)]
struct Conv;

impl Expansion for Conv {
    fn name(&self) -> StaticName {
        "Conv".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        solver: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        let ([input, weights, ..], [output]) = (inputs, outputs) else {
            bail!("wrong number of inputs")
        };
        for value in [input, weights, output] {
            solver.equals(&value.datum_type, f32::datum_type())?;
            solver.equals(&value.rank, 4)?;
        }
        for axis in [2, 3] {
            solver.equals(&weights.shape[axis], 3.to_dim())?;
            solver.equals(&output.shape[axis], &input.shape[axis])?;
        }
        solver.equals(&weights.shape[1], &input.shape[1])?;
        solver.equals(&output.shape[0], &input.shape[0])?;
        solver.equals(&output.shape[1], &weights.shape[0])
    }

    fn wire(
        &self,
        prefix: &str,
        model: &mut TypedModel,
        inputs: &[OutletId],
    ) -> TractResult<TVec<OutletId>> {
        let [input, weights, bias @ ..] = inputs else { bail!("wrong number of inputs") };
        let shape = known_shape(model, *input)?.context("the input's shape is not known")?;
        let weights = constant(model, *weights)?.context("the weights are not constant")?;
        let bias = match bias {
            [] => vec![0.0; weights.len() / (9 * shape[1]).max(1)],
            [bias, ..] => constant(model, *bias)?.context("the bias is not constant")?,
        };
        let conv =
            Conv3x3::new(shape, &weights, &bias).context("weights and bias do not fit together")?;
        model.wire_node(prefix, KernelOp::new(conv), &[*input])
    }
}

/// Reads `AveragePool` in two dimensions whose windows all overlap the input.
pub(super) fn average_pool(_: &ParsingContext<'_>, node: &NodeProto) -> BuildResult {
    let numbers = |name: &str| node.get_attr_opt_tvec::<usize>(name);
    let auto_pad = node.get_attr_opt::<&str>("auto_pad")?.unwrap_or("NOTSET");
    let ceil_mode = node.get_attr_opt("ceil_mode")?.unwrap_or(false);
    let dilated =
        numbers("dilations")?.is_some_and(|dilations| dilations.iter().any(|&by| by != 1));
    if auto_pad != "NOTSET" || ceil_mode || dilated {
        bail!("auto_pad, ceil_mode and dilations are not supported");
    }
    expanded(AveragePool2d {
        kernel: numbers("kernel_shape")?.unwrap_or_default(),
        strides: numbers("strides")?.unwrap_or_else(|| tvec![1, 1]),
        pads: numbers("pads")?.unwrap_or_else(|| tvec![0; 4]),
        count_include_pad: node.get_attr_opt("count_include_pad")?.unwrap_or(false),
    })
}

const UNSUPPORTED_WINDOWS: &str =
    "only windows no longer than the input and longer than their padding are supported";

#[derive(Debug, Clone)]
struct AveragePool2d {
    kernel: TVec<usize>,
    strides: TVec<usize>,
    pads: TVec<usize>,
    count_include_pad: bool,
}

impl AveragePool2d {
    /// The pool of an input of this shape.
    fn pool(&self, [images, channels, height, width]: [usize; 4]) -> Option<AveragePool> {
        let (&[kernel_y, kernel_x], &[stride_y, stride_x]) =
            (self.kernel.as_slice(), self.strides.as_slice())
        else {
            return None;
        };
        let &[top, left, bottom, right] = self.pads.as_slice() else { return None };
        let (y, x) = ((kernel_y, stride_y, top, bottom), (kernel_x, stride_x, left, right));
        let axis = |length, (kernel, stride, before, after)| WindowAxis {
            length,
            kernel,
            stride,
            before,
            after,
        };
        let (height, width) = (axis(height, y), axis(width, x));
        AveragePool::new([images, channels], height, width, self.count_include_pad)
    }
}

impl Expansion for AveragePool2d {
    fn name(&self) -> StaticName {
        "AveragePool".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        solver: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        let ([input], [output]) = (inputs, outputs) else { bail!("wrong number of inputs") };
        solver.equals(&input.datum_type, f32::datum_type())?;
        solver.equals(&output.datum_type, f32::datum_type())?;
        solver.given(&input.shape, move |solver, shape: TVec<TDim>| {
            let shape = shape.iter().map(TDim::to_usize).collect::<Result<Vec<_>, _>>()?;
            let pool = shape.try_into().ok().and_then(|shape| self.pool(shape));
            let pool = pool.context(UNSUPPORTED_WINDOWS)?;
            let shape: TVec<TDim> = pool.output_shape().iter().map(|dim| dim.to_dim()).collect();
            solver.equals(&output.shape, shape)
        })
    }

    fn wire(
        &self,
        prefix: &str,
        model: &mut TypedModel,
        inputs: &[OutletId],
    ) -> TractResult<TVec<OutletId>> {
        let &[input] = inputs else { bail!("wrong number of inputs") };
        let shape = known_shape(model, input)?.context("the input's shape is not known")?;
        let pool = self.pool(shape).context(UNSUPPORTED_WINDOWS)?;
        model.wire_node(prefix, KernelOp::new(pool), inputs)
    }
}

/// Reads a reduction whose axes are an input, as in ONNX since operator set 18.
pub(super) fn reduce(node: &NodeProto, reducer: nn::Reducer) -> BuildResult {
    if node.input.len() != 2 {
        bail!("only axes that are an input are supported, as since operator set 18");
    }
    expanded(ReduceAxes { reducer, keep_dims: node.get_attr_opt("keepdims")?.unwrap_or(true) })
}

#[derive(Debug, Clone)]
struct ReduceAxes {
    reducer: nn::Reducer,
    keep_dims: bool,
}

impl ReduceAxes {
    /// The reduction for a value of this rank.
    fn resolve(&self, axes: &Tensor, rank: usize) -> TractResult<nn::Reduce> {
        let rank = rank as i64;
        let axes = axes.cast_to::<i64>()?.try_as_plain_ram()?.as_slice::<i64>()?.to_vec();
        let in_range = axes.iter().all(|axis| (-rank..rank).contains(axis));
        ensure!(!axes.is_empty() && in_range, "its axes do not fit its input");
        let axes: BTreeSet<_> = axes.into_iter().map(|axis| axis.rem_euclid(rank)).collect();
        Ok(nn::Reduce::new(Some(axes.into_iter().collect()), self.keep_dims, self.reducer))
    }
}

impl Expansion for ReduceAxes {
    fn name(&self) -> StaticName {
        "ReduceAxes".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        solver: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        let ([input, axes], [output]) = (inputs, outputs) else { bail!("wrong number of inputs") };
        solver.equals(&output.datum_type, &input.datum_type)?;
        solver.given_2(&input.shape, &axes.value, move |solver, shape, axes| {
            solver.equals(&output.shape, self.resolve(&axes, shape.len())?.output_shape(&shape))
        })
    }

    fn wire(
        &self,
        prefix: &str,
        model: &mut TypedModel,
        inputs: &[OutletId],
    ) -> TractResult<TVec<OutletId>> {
        let &[input, axes] = inputs else { bail!("wrong number of inputs") };
        let rank = model.outlet_fact(input)?.rank();
        let axes = model.outlet_fact(axes)?.konst.clone().context("its axes are not constant")?;
        self.resolve(&axes, rank)?.wire(prefix, model, &[input])
    }
}

/// Reads `Gemm` with or without a bias vector, without factors.
pub(super) fn gemm(_: &ParsingContext<'_>, node: &NodeProto) -> BuildResult {
    let factor = |name: &str| -> TractResult<f32> { Ok(node.get_attr_opt(name)?.unwrap_or(1.0)) };
    let transposed_a = node.get_attr_opt("transA")?.unwrap_or(false);
    if factor("alpha")? != 1.0 || factor("beta")? != 1.0 || transposed_a {
        bail!("alpha, beta and transA are not supported");
    }
    expanded(MatrixProduct { transposed: node.get_attr_opt("transB")?.unwrap_or(false) })
}

/// `a · b`, or `a · b + bias`; with `transposed`, b is `[columns, depth]`.
#[derive(Debug, Clone)]
struct MatrixProduct {
    transposed: bool,
}

impl Expansion for MatrixProduct {
    fn name(&self) -> StaticName {
        "Gemm".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        solver: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        let ([a, b, bias @ ..], [output]) = (inputs, outputs) else {
            bail!("wrong number of inputs")
        };
        ensure!(bias.len() <= 1, "wrong number of inputs");
        let (depth, columns) = if self.transposed { (1, 0) } else { (0, 1) };
        for (value, rank) in [(a, 2), (b, 2), (output, 2)] {
            solver.equals(&value.datum_type, f32::datum_type())?;
            solver.equals(&value.rank, rank)?;
        }
        for bias in bias {
            solver.equals(&bias.datum_type, f32::datum_type())?;
            solver.equals(&bias.rank, 1)?;
            solver.equals(&b.shape[columns], &bias.shape[0])?;
        }
        solver.equals(&a.shape[1], &b.shape[depth])?;
        solver.equals(&a.shape[0], &output.shape[0])?;
        solver.equals(&b.shape[columns], &output.shape[1])
    }

    fn wire(
        &self,
        prefix: &str,
        model: &mut TypedModel,
        inputs: &[OutletId],
    ) -> TractResult<TVec<OutletId>> {
        let &[a, b, ref bias @ ..] = inputs else { bail!("wrong number of inputs") };
        let (Some([rows, depth]), Some([first, second])) =
            (known_shape(model, a)?, known_shape(model, b)?)
        else {
            bail!("the shapes are not known");
        };
        let columns = if self.transposed { first } else { second };
        ensure!(depth > 0, "a product of empty matrices is not supported");
        let bias = match bias {
            [bias, ..] => *bias,
            [] => model.add_const(format!("{prefix}.bias"), Tensor::zero::<f32>(&[columns])?)?,
        };
        let gemm = Gemm { rows, depth, columns, transposed: self.transposed };
        model.wire_node(prefix, gemm, &[a, b, bias])
    }
}

/// Reads `Flatten` of all dimensions but the first.
pub(super) fn flatten(_: &ParsingContext<'_>, node: &NodeProto) -> BuildResult {
    if node.get_attr_opt("axis")?.unwrap_or(1_i64) != 1 {
        bail!("only an axis of 1 is supported");
    }
    expanded(array::Flatten::new(1))
}

/// Reads `Max` or `Min` of two values.
pub(super) fn binary(node: &NodeProto, operator: Box<dyn InferenceOp>) -> BuildResult {
    if node.input.len() != 2 {
        bail!("only two inputs are supported");
    }
    Ok((operator, vec![]))
}
