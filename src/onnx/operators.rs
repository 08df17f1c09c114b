//! The operators: what ONNX says of each, checked and made a step of the plan. What a kernel would index,
//! divide by or allocate unchecked is checked here, so that no file makes it panic.

use super::kernels::{
    AveragePool, Concat, Conv, Elementwise, Gemm, Kernel, Next, Reduce, Reduction, Side, larger,
};
use super::node::Node;
use super::plan::{Operand, Plan};
use super::tensor::{Tensor, Values};
use super::{MAX_VALUES, proto};
use crate::error::{Error, Result};

/// A named value of the network.
#[derive(Debug, Clone)]
pub enum Value {
    /// What is in the file.
    Constant(Tensor),
    /// 32-bit floats that a step computes, or the network's input.
    Computed { shape: Vec<usize>, operand: Operand },
}

/// Adds what computes a node, and returns its output. `ours` says that nobody else needs its inputs.
pub fn wire(plan: &mut Plan, node: Node<'_>, inputs: &[&Value], ours: bool) -> Result<Value> {
    let mut wire = Wire { plan, ours };
    match (node.operator, inputs) {
        ("AveragePool", &[x]) => wire.average_pool(node, x),
        ("Cast", &[x]) => wire.cast(node, x),
        ("Concat", parts) => wire.concat(node, parts),
        ("Conv", &[x, weights, bias]) => wire.conv(node, x, weights, bias),
        ("Div", &[a, b]) => wire.elementwise(node, a, b, |a, b| a / b),
        ("Gemm", &[a, b, c]) => wire.gemm(node, a, b, c),
        ("Max", &[a, b]) => wire.elementwise(node, a, b, larger),
        ("Mul", &[a, b]) => wire.elementwise(node, a, b, |a, b| a * b),
        ("ReduceMax", &[x, axes]) => wire.reduce(node, x, axes, Reduction::Max),
        ("ReduceMean", &[x, axes]) => wire.reduce(node, x, axes, Reduction::Mean),
        ("Relu", &[x]) => wire.relu(node, x),
        ("Reshape", &[x, shape]) => wire.reshape(node, x, shape),
        ("Sub", &[a, b]) => wire.elementwise(node, a, b, |a, b| a - b),
        (_, inputs) => {
            Err(Error::model(format!("this operator, with {} inputs, is not known", inputs.len())))
        }
    }
}

fn zero() -> Value {
    Value::Constant(Tensor { shape: Vec::new(), values: Values::Floats(vec![0.0]) })
}

struct Wire<'a> {
    plan: &'a mut Plan,
    ours: bool,
}

impl Wire<'_> {
    fn average_pool(&mut self, mut node: Node<'_>, x: &Value) -> Result<Value> {
        let (shape, x) = self.floats(x)?;
        let &[batch, channels, height, width] = shape.as_slice() else { return Err(misfit()) };
        node.only_text("auto_pad", "NOTSET")?;
        node.only_int("ceil_mode", 0)?;
        let count_include_pad = node.int("count_include_pad")? == Some(1);
        let kernel = counts(Some(node.ints("kernel_shape")?.ok_or_else(misfit)?), 1)?;
        let strides = counts(node.ints("strides")?, 1)?;
        let [top, left, bottom, right] = counts(node.ints("pads")?, 0)?;
        node.done()?;
        let side = |length: usize, kernel: usize, stride: usize, before: usize, after: usize| {
            // Each window begins, ends and has its middle in the input or next to it: so none is without
            // a value, and the output is not much larger than the input.
            let fits = (1..=length).contains(&kernel) && before < kernel && after < kernel && stride > 0;
            if !fits {
                return Err(misfit());
            }
            // A step beyond the end is as good as one that just reaches it.
            let stride = stride.min(before + length + after);
            Ok(Side { length, kernel, stride, before, after })
        };
        let ([kernel_height, kernel_width], [down, along]) = (kernel, strides);
        let height = side(height, kernel_height, down, top, bottom)?;
        let width = side(width, kernel_width, along, left, right)?;
        let shape = vec![batch, channels, height.outputs(), width.outputs()];
        let values = checked(&shape)?;
        let pool = AveragePool::new(height, width, count_include_pad);
        if self.taken_on(x, &Next::AveragePool(&pool), values) {
            return Ok(Value::Computed { shape, operand: x });
        }
        self.step(pool, vec![x], shape)
    }

    fn concat(&mut self, mut node: Node<'_>, parts: &[&Value]) -> Result<Value> {
        let parts = parts.iter().map(|part| self.floats(part)).collect::<Result<Vec<_>>>()?;
        let (first, _) = parts.first().ok_or_else(misfit)?;
        let axis = resolved(node.int("axis")?.ok_or_else(misfit)?, first.len())?;
        node.done()?;
        let but_for_axis = |shape: &[usize]| -> Vec<usize> {
            shape.iter().enumerate().filter(|&(at, _)| at != axis).map(|(_, &dim)| dim).collect()
        };
        let alike =
            |shape: &[usize]| shape.len() == first.len() && but_for_axis(shape) == but_for_axis(first);
        if !parts.iter().all(|(shape, _)| alike(shape)) {
            return Err(misfit());
        }
        let along: usize = parts.iter().filter_map(|(shape, _)| shape.get(axis)).sum();
        let block = |shape: &[usize]| shape.get(axis..).unwrap_or_default().iter().product();
        let blocks = parts.iter().map(|(shape, _)| block(shape)).collect();
        let mut shape = first.clone();
        shape.iter_mut().skip(axis).take(1).for_each(|dim| *dim = along);
        self.step(Concat::new(blocks), parts.into_iter().map(|(_, part)| part).collect(), shape)
    }

    fn conv(&mut self, mut node: Node<'_>, x: &Value, weights: &Value, bias: &Value) -> Result<Value> {
        let (shape, x) = self.floats(x)?;
        let (weights_shape, weights) = constant(weights)?;
        let (bias_shape, bias) = constant(bias)?;
        let (&[batch, channels, height, width], &[outputs, inputs, ref kernel @ ..]) =
            (shape.as_slice(), weights_shape)
        else {
            return Err(misfit());
        };
        if inputs != channels || bias_shape != [outputs] {
            return Err(misfit());
        }
        if let Some(said) = node.ints("kernel_shape")?
            && !said.iter().copied().eq(kernel.iter().map(|&side| side as i64))
        {
            return Err(misfit());
        }
        node.only_text("auto_pad", "NOTSET")?;
        node.only_int("group", 1)?;
        let (strides, dilations) = (counts(node.ints("strides")?, 1)?, counts(node.ints("dilations")?, 1)?);
        let pads = counts(node.ints("pads")?, 0)?;
        node.done()?;
        if kernel != [3, 3] || strides != [1, 1] || dilations != [1, 1] || pads != [1, 1, 1, 1] {
            let known =
                "only 3 × 3 weights with a stride and a dilation of 1 and one zero on each side are known";
            return Err(Error::model(known));
        }
        let shape = vec![batch, outputs, height, width];
        // Before the weights are transformed, and the kernel takes memory for itself.
        checked(&shape)?;
        checked(&[outputs.next_multiple_of(4), inputs, 36])?;
        let kernel = Conv::new([outputs, inputs], [height, width], weights, bias);
        self.step(kernel, vec![x], shape)
    }

    fn elementwise(
        &mut self,
        node: Node<'_>,
        a: &Value,
        b: &Value,
        function: impl Fn(f32, f32) -> f32 + Send + Sync + 'static,
    ) -> Result<Value> {
        node.done()?;
        let ((shape, a), (other, b)) = (self.floats(a)?, self.floats(b)?);
        let (kernel, shape) = Elementwise::new(&shape, &other, function).ok_or_else(misfit)?;
        self.step(kernel, vec![a, b], shape)
    }

    fn gemm(&mut self, mut node: Node<'_>, a: &Value, b: &Value, c: &Value) -> Result<Value> {
        node.only_float("alpha", 1.0)?;
        node.only_float("beta", 1.0)?;
        node.only_int("transA", 0)?;
        let transposed = node.int("transB")? == Some(1);
        node.done()?;
        let ((a_shape, a), (b_shape, b), (bias, c)) = (self.floats(a)?, self.floats(b)?, self.floats(c)?);
        let (&[rows, depth], &[first, second]) = (a_shape.as_slice(), b_shape.as_slice()) else {
            return Err(misfit());
        };
        let (b_depth, columns) = if transposed { (second, first) } else { (first, second) };
        let fits = bias.iter().rev().zip([columns, rows]).all(|(&dim, wanted)| dim == 1 || dim == wanted);
        if depth != b_depth || bias.len() > 2 || !fits {
            return Err(misfit());
        }
        let mut steps = bias.iter().rev().scan(1, |next, &dim| {
            let step = if dim == 1 { 0 } else { *next };
            *next *= dim;
            Some(step)
        });
        let (along, down) = (steps.next().unwrap_or(0), steps.next().unwrap_or(0));
        let kernel = Gemm { rows, depth, columns, transposed, bias_steps: (down, along) };
        self.step(kernel, vec![a, b, c], vec![rows, columns])
    }

    fn reduce(&mut self, mut node: Node<'_>, x: &Value, axes: &Value, reduction: Reduction) -> Result<Value> {
        let (shape, x) = self.floats(x)?;
        let axes =
            integers(axes)?.iter().map(|&axis| resolved(axis, shape.len())).collect::<Result<Vec<_>>>()?;
        let keep = node.int("keepdims")?.unwrap_or(1) == 1;
        // Of no consequence: there are axes.
        node.int("noop_with_empty_axes")?;
        node.done()?;
        if axes.is_empty() {
            return Err(misfit());
        }
        let reduced = shape.iter().enumerate().filter_map(|(at, &dim)| match axes.contains(&at) {
            true => keep.then_some(1),
            false => Some(dim),
        });
        let reduced = reduced.collect();
        self.step(Reduce::new(&shape, &axes, reduction), vec![x], reduced)
    }

    fn relu(&mut self, node: Node<'_>, x: &Value) -> Result<Value> {
        let (shape, operand) = self.floats(x)?;
        if self.taken_on(operand, &Next::Relu, checked(&shape)?) {
            return node.done().map(|()| Value::Computed { shape, operand });
        }
        self.elementwise(node, x, &zero(), larger)
    }

    /// Only constants are of another type.
    fn cast(&mut self, mut node: Node<'_>, x: &Value) -> Result<Value> {
        node.only_int("to", i64::from(proto::FLOAT))?;
        node.done()?;
        match x {
            Value::Constant(Tensor { shape, values: Values::Floats(values) | Values::Halves(values) }) => {
                Ok(Value::Constant(Tensor { shape: shape.clone(), values: Values::Floats(values.clone()) }))
            }
            Value::Computed { .. } => {
                self.plan.seal();
                Ok(x.clone())
            }
            Value::Constant(_) => Err(Error::model("only floating-point numbers are known here")),
        }
    }

    /// The values stay where they are.
    fn reshape(&mut self, mut node: Node<'_>, x: &Value, shape: &Value) -> Result<Value> {
        let (from, operand) = self.floats(x)?;
        let dims = integers(shape)?.iter().map(|&dim| usize::try_from(dim).ok().filter(|&dim| dim > 0));
        let shape = dims.collect::<Option<Vec<_>>>().ok_or_else(misfit)?;
        // Of no consequence: no dimension is 0.
        node.int("allowzero")?;
        node.done()?;
        let values = shape.iter().try_fold(1_usize, |all, &dim| all.checked_mul(dim));
        if values != Some(from.iter().product()) {
            return Err(misfit());
        }
        self.plan.seal();
        Ok(Value::Computed { shape, operand })
    }

    /// Whether what computes `x` does this, too.
    fn taken_on(&mut self, x: Operand, next: &Next<'_>, values: usize) -> bool {
        self.ours && self.plan.take_on(x, next, values)
    }

    fn step(
        &mut self,
        kernel: impl Kernel + 'static,
        inputs: Vec<Operand>,
        shape: Vec<usize>,
    ) -> Result<Value> {
        let values = checked(&shape)?;
        if self.plan.values() + values + kernel.scratch() > MAX_VALUES {
            return Err(too_large());
        }
        Ok(Value::Computed { operand: self.plan.step(Box::new(kernel), inputs, values), shape })
    }

    /// Shape and place of 32-bit floats.
    fn floats(&mut self, value: &Value) -> Result<(Vec<usize>, Operand)> {
        match value {
            Value::Computed { shape, operand } => Ok((shape.clone(), *operand)),
            Value::Constant(_) => {
                let (shape, values) = constant(value)?;
                Ok((shape.to_vec(), self.plan.constant(values.to_vec())))
            }
        }
    }
}

/// Shape and values of a constant of 32-bit floats.
fn constant(value: &Value) -> Result<(&[usize], &[f32])> {
    match value {
        Value::Constant(Tensor { shape, values: Values::Floats(values) }) => Ok((shape, values)),
        Value::Constant(_) => Err(Error::model("only 32-bit floating-point numbers are known here")),
        Value::Computed { .. } => Err(Error::model("its weights are not constant")),
    }
}

/// A constant list of integers.
fn integers(value: &Value) -> Result<&[i64]> {
    match value {
        Value::Constant(Tensor { shape, values: Values::Integers(values) }) if shape.len() == 1 => Ok(values),
        _ => Err(Error::model("a list in it is not constant")),
    }
}

/// A list of `N` numbers, none below 0; all `default` where there is none.
fn counts<const N: usize>(ints: Option<&[i64]>, default: usize) -> Result<[usize; N]> {
    let Some(ints) = ints else { return Ok([default; N]) };
    let counts = ints.iter().map(|&count| usize::try_from(count).ok()).collect::<Option<Vec<_>>>();
    counts.and_then(|counts| counts.try_into().ok()).ok_or_else(misfit)
}

/// ONNX counts axes below 0 from the last.
fn resolved(axis: i64, rank: usize) -> Result<usize> {
    let from_first = if axis < 0 { axis.checked_add_unsigned(rank as u64) } else { Some(axis) };
    let axis = from_first.and_then(|axis| usize::try_from(axis).ok());
    axis.filter(|&axis| axis < rank).ok_or_else(misfit)
}

/// The values in a tensor of this shape.
fn checked(shape: &[usize]) -> Result<usize> {
    let values = shape.iter().try_fold(1_usize, |all, &dim| all.checked_mul(dim));
    values.filter(|&values| values <= MAX_VALUES).ok_or_else(too_large)
}

fn too_large() -> Error {
    Error::model("its output is too large")
}

fn misfit() -> Error {
    Error::model("its inputs and attributes do not fit together")
}
