//! The operators: what ONNX says of each, checked and wired as tract's. What tract would index, divide
//! by or allocate unchecked is checked here, so that no file makes it panic.

use tract_core::internal::*;
use tract_core::ops::array::TypedConcat;
use tract_core::ops::cast::cast;
use tract_core::ops::cnn::{Conv, KernelFormat, PaddingSpec, PoolSpec, SumPool};
use tract_core::ops::einsum::EinSum;
use tract_core::ops::math;
use tract_core::ops::nn::{DataFormat, Reduce, Reducer};

use super::node::Node;
use super::{proto, refused};
use crate::error::{Error, Result};

/// Wires a node to its inputs and returns where its output comes out.
pub fn wire(model: &mut TypedModel, node: Node<'_>, inputs: &[OutletId]) -> Result<OutletId> {
    let wire = Wire { name: node.output.to_owned(), model };
    match (node.operator, inputs) {
        ("AveragePool", &[x]) => wire.average_pool(node, x),
        ("Cast", &[x]) => wire.cast(node, x),
        ("Concat", parts) => wire.concat(node, parts),
        ("Conv", &[x, weights, bias]) => wire.conv(node, x, weights, bias),
        ("Div", &[a, b]) => wire.elementwise(node, math::div(), a, b),
        ("Gemm", &[a, b, c]) => wire.gemm(node, a, b, c),
        ("Max", &[a, b]) => wire.elementwise(node, math::max(), a, b),
        ("Mul", &[a, b]) => wire.elementwise(node, math::mul(), a, b),
        ("ReduceMax", &[x, axes]) => wire.reduce(node, x, axes, false),
        ("ReduceMean", &[x, axes]) => wire.reduce(node, x, axes, true),
        ("Relu", &[x]) => wire.relu(node, x),
        ("Reshape", &[x, shape]) => wire.reshape(node, x, shape),
        ("Sub", &[a, b]) => wire.elementwise(node, math::sub(), a, b),
        (_, inputs) => {
            Err(Error::model(format!("this operator, with {} inputs, is not known", inputs.len())))
        }
    }
}

/// Where a node is being wired.
struct Wire<'a> {
    /// Of the node's output, which no other node has.
    name: String,
    model: &'a mut TypedModel,
}

impl Wire<'_> {
    fn average_pool(mut self, mut node: Node<'_>, x: OutletId) -> Result<OutletId> {
        let shape = self.floats(x)?;
        let channels = *shape.get(1).ok_or_else(misfit)?;
        let kernel = node.ints("kernel_shape")?.ok_or_else(misfit)?;
        let kernel = counts(Some(kernel), kernel.len(), 1)?;
        node.only_int("ceil_mode", 0)?;
        let count_include_pad = node.int("count_include_pad")? == Some(1);
        let spec = pool_spec(&mut node, &shape, kernel, channels)?;
        node.done()?;
        self.node("", SumPool::new(spec, count_include_pad, true), &[x])
    }

    fn cast(mut self, mut node: Node<'_>, x: OutletId) -> Result<OutletId> {
        node.only_int("to", i64::from(proto::FLOAT))?;
        node.done()?;
        let (float, half) = (f32::datum_type(), f16::datum_type());
        let from = self.fact(x)?.datum_type;
        if from != float && from != half {
            return Err(Error::model("only floating-point numbers are known here"));
        }
        self.node("", cast(float), &[x])
    }

    fn concat(mut self, mut node: Node<'_>, parts: &[OutletId]) -> Result<OutletId> {
        let shapes = parts.iter().map(|&part| self.floats(part)).collect::<Result<Vec<_>>>()?;
        let first = shapes.first().ok_or_else(misfit)?;
        let axis = resolved(node.int("axis")?.ok_or_else(misfit)?, first.len())?;
        node.done()?;
        let but_for_axis = |shape: &[usize]| -> Vec<usize> {
            shape.iter().enumerate().filter(|&(at, _)| at != axis).map(|(_, &dim)| dim).collect()
        };
        if shapes.iter().any(|shape| shape.len() != first.len() || but_for_axis(shape) != but_for_axis(first))
        {
            return Err(misfit());
        }
        self.node("", TypedConcat::new(axis), parts)
    }

    fn conv(
        mut self,
        mut node: Node<'_>,
        x: OutletId,
        weights: OutletId,
        bias: OutletId,
    ) -> Result<OutletId> {
        let shape = self.floats(x)?;
        let weights_shape = self.floats(weights)?;
        let (&[outputs, inputs, ref kernel @ ..], Some(&channels)) = (weights_shape.as_slice(), shape.get(1))
        else {
            return Err(misfit());
        };
        if inputs != channels || self.floats(bias)?.as_slice() != [outputs] {
            return Err(misfit());
        }
        if let Some(said) = node.ints("kernel_shape")?
            && !said.iter().copied().eq(kernel.iter().map(|&side| side as i64))
        {
            return Err(misfit());
        }
        node.only_int("group", 1)?;
        if node.ints("dilations")?.is_some_and(|dilations| dilations.iter().any(|&dilation| dilation != 1)) {
            return Err(Error::model("only a dilation of 1 is known"));
        }
        let spec =
            PoolSpec { output_channels: outputs, ..pool_spec(&mut node, &shape, kernel.into(), channels)? };
        node.done()?;
        self.node("", Conv::new(spec, KernelFormat::OIHW, 1, None), &[x, weights, bias])
    }

    fn elementwise(
        mut self,
        node: Node<'_>,
        operator: impl Into<Box<dyn TypedOp>>,
        a: OutletId,
        b: OutletId,
    ) -> Result<OutletId> {
        node.done()?;
        self.broadcast("", operator, a, b)
    }

    fn gemm(mut self, mut node: Node<'_>, a: OutletId, b: OutletId, c: OutletId) -> Result<OutletId> {
        node.only_float("alpha", 1.0)?;
        node.only_float("beta", 1.0)?;
        node.only_int("transA", 0)?;
        let transposed = node.int("transB")? == Some(1);
        node.done()?;
        let (&[m, k], &[rows, columns]) = (self.floats(a)?.as_slice(), self.floats(b)?.as_slice()) else {
            return Err(misfit());
        };
        let (depth, n) = if transposed { (columns, rows) } else { (rows, columns) };
        let bias = self.floats(c)?;
        let fits = bias.iter().rev().zip([n, m]).all(|(&dim, wanted)| dim == 1 || dim == wanted);
        if k != depth || bias.len() > 2 || !fits {
            return Err(misfit());
        }
        let axes = AxesMapping::for_numpy_matmul(2, false, transposed, false).map_err(refused)?;
        let product = self.node(".product", EinSum::new(axes, f32::datum_type()), &[a, b])?;
        self.broadcast("", math::add(), product, c)
    }

    fn reduce(mut self, mut node: Node<'_>, x: OutletId, axes: OutletId, mean: bool) -> Result<OutletId> {
        let shape = self.floats(x)?;
        let mut axes = self
            .integers(axes)?
            .iter()
            .map(|&axis| resolved(axis, shape.len()))
            .collect::<Result<TVec<_>>>()?;
        axes.sort_unstable();
        axes.dedup();
        let keep = node.int("keepdims")?.unwrap_or(1) == 1;
        // Of no consequence: there are axes.
        node.int("noop_with_empty_axes")?;
        node.done()?;
        if axes.is_empty() {
            return Err(misfit());
        }
        let reducer = if mean { Reducer::Sum } else { Reducer::Max };
        let mut outlet = self.node(".reduced", Reduce::new(axes.clone(), reducer), &[x])?;
        if mean {
            let count: usize = axes.iter().filter_map(|&axis| shape.get(axis)).product();
            let count = self.constant(".count", count as f32)?;
            outlet = self.broadcast(".mean", math::div(), outlet, count)?;
        }
        if !keep {
            for &axis in axes.iter().rev() {
                outlet = self.node(&format!(".without_{axis}"), AxisOp::Rm(axis), &[outlet])?;
            }
        }
        Ok(outlet)
    }

    fn relu(mut self, node: Node<'_>, x: OutletId) -> Result<OutletId> {
        node.done()?;
        let zero = self.constant(".zero", 0.0)?;
        self.broadcast("", math::max(), x, zero)
    }

    fn reshape(mut self, mut node: Node<'_>, x: OutletId, shape: OutletId) -> Result<OutletId> {
        let from = self.floats(x)?;
        let to = self.integers(shape)?;
        // Of no consequence: no dimension is 0.
        node.int("allowzero")?;
        node.done()?;
        let values = to.iter().try_fold(1_usize, |all, &dim| {
            usize::try_from(dim).ok().filter(|&dim| dim > 0).and_then(|dim| all.checked_mul(dim))
        });
        if values != Some(from.iter().product()) {
            return Err(misfit());
        }
        let dims = |shape: &mut dyn Iterator<Item = TDim>| shape.collect::<TVec<_>>();
        let from = dims(&mut from.iter().map(ToDim::to_dim));
        let to = dims(&mut to.iter().map(ToDim::to_dim));
        let steps = to_axis_ops_with_onnx_rules(&from, &to, true).map_err(refused)?;
        let mut outlet = x;
        for (at, step) in steps.into_iter().enumerate() {
            outlet = self.node(&format!(".step_{at}"), step, &[outlet])?;
        }
        Ok(outlet)
    }

    /// Wires two operands as [ONNX broadcasts](https://github.com/onnx/onnx/blob/main/docs/Broadcasting.md).
    fn broadcast(
        &mut self,
        part: &str,
        operator: impl Into<Box<dyn TypedOp>>,
        a: OutletId,
        b: OutletId,
    ) -> Result<OutletId> {
        let (shape, other) = (self.floats(a)?, self.floats(b)?);
        if !shape.iter().rev().zip(other.iter().rev()).all(|(&a, &b)| a == b || a == 1 || b == 1) {
            return Err(misfit());
        }
        let name = format!("{}{part}", self.name);
        one(wire_with_rank_broadcast(name, self.model, operator, &[a, b]))
    }

    /// Wires a part of the node.
    fn node(
        &mut self,
        part: &str,
        operator: impl Into<Box<dyn TypedOp>>,
        inputs: &[OutletId],
    ) -> Result<OutletId> {
        one(self.model.wire_node(format!("{}{part}", self.name), operator, inputs))
    }

    fn constant(&mut self, part: &str, value: f32) -> Result<OutletId> {
        self.model.add_const(format!("{}{part}", self.name), tensor0(value)).map_err(refused)
    }

    fn fact(&self, outlet: OutletId) -> Result<&TypedFact> {
        self.model.outlet_fact(outlet).map_err(refused)
    }

    /// The shape of what comes out there, which must be 32-bit floats.
    fn floats(&self, outlet: OutletId) -> Result<TVec<usize>> {
        let fact = self.fact(outlet)?;
        let shape = fact.shape.as_concrete().filter(|_| fact.datum_type == f32::datum_type());
        shape.map(Into::into).ok_or_else(|| Error::model("only 32-bit floating-point numbers are known here"))
    }

    /// The constant list of integers that comes out there.
    fn integers(&self, outlet: OutletId) -> Result<Vec<i64>> {
        let constant = self.fact(outlet)?.konst.clone();
        let constant = constant.filter(|constant| constant.rank() == 1);
        let constant = constant.ok_or_else(|| Error::model("a list in it is not constant"))?;
        let values = constant.try_as_plain_ram().and_then(|values| Ok(values.as_slice::<i64>()?.to_vec()));
        values.map_err(refused)
    }
}

/// The geometry that pooling and convolution share, with as many channels out as in.
fn pool_spec(node: &mut Node<'_>, shape: &[usize], kernel: TVec<usize>, channels: usize) -> Result<PoolSpec> {
    node.only_text("auto_pad", "NOTSET")?;
    let sides = shape.get(2..).filter(|sides| !sides.is_empty() && sides.len() == kernel.len());
    let sides = sides.ok_or_else(misfit)?;
    let strides = counts(node.ints("strides")?, sides.len(), 1)?;
    let pads = counts(node.ints("pads")?, 2 * sides.len(), 0)?;
    let (before, after) = pads.split_at_checked(sides.len()).ok_or_else(misfit)?;
    // Each window begins, ends and has its middle in the input or next to it: so none is without a
    // value, and the output is not much larger than the input.
    let within = |(((&kernel, &side), &before), &after): (((&usize, &usize), &usize), &usize)| {
        (1..=side).contains(&kernel) && before < kernel && after < kernel
    };
    if !kernel.iter().zip(sides).zip(before).zip(after).all(within) || strides.contains(&0) {
        return Err(misfit());
    }
    let padding = PaddingSpec::Explicit(before.into(), after.into());
    Ok(PoolSpec::new(DataFormat::NCHW, kernel, padding, None, Some(strides), channels, channels))
}

/// A list of `length` numbers, none below 0; all `default` where there is none.
fn counts(ints: Option<&[i64]>, length: usize, default: usize) -> Result<TVec<usize>> {
    let Some(ints) = ints else { return Ok(tvec![default; length]) };
    let counts = ints.iter().map(|&count| usize::try_from(count).ok()).collect::<Option<TVec<_>>>();
    counts.filter(|counts| counts.len() == length).ok_or_else(misfit)
}

/// ONNX counts axes below 0 from the last.
fn resolved(axis: i64, rank: usize) -> Result<usize> {
    let from_first = if axis < 0 { axis.checked_add_unsigned(rank as u64) } else { Some(axis) };
    let axis = from_first.and_then(|axis| usize::try_from(axis).ok());
    axis.filter(|&axis| axis < rank).ok_or_else(misfit)
}

fn one(outlets: TractResult<TVec<OutletId>>) -> Result<OutletId> {
    outlets.map_err(refused)?.first().copied().ok_or_else(misfit)
}

fn misfit() -> Error {
    Error::model("its inputs and attributes do not fit together")
}
