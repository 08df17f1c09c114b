//! `Div`, `Max`, `Mul`, `Relu` and `Sub`: a function of two values, broadcast as
//! <https://github.com/onnx/onnx/blob/main/docs/Broadcasting.md> says.

use super::{Inputs, Kernel};

/// One dimension of the output: its length, and the step in each operand from one of it to the next,
/// which is 0 where the operand is repeated.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Dim {
    length: usize,
    steps: (usize, usize),
}

pub struct Elementwise<F> {
    dims: Vec<Dim>,
    function: F,
}

impl<F: Fn(f32, f32) -> f32 + Send + Sync> Elementwise<F> {
    /// With the shape of the output; `None` if the operands do not broadcast.
    pub fn new(a: &[usize], b: &[usize], function: F) -> Option<(Self, Vec<usize>)> {
        let rank = a.len().max(b.len());
        let mut dims = Vec::with_capacity(rank);
        let mut next = (1, 1);
        for from_last in 0..rank {
            let length = |shape: &[usize]| shape.iter().rev().nth(from_last).copied().unwrap_or(1);
            let (a, b) = (length(a), length(b));
            if a != b && a != 1 && b != 1 {
                return None;
            }
            let step = |length, next| if length == 1 { 0 } else { next };
            dims.push(Dim { length: a.max(b), steps: (step(a, next.0), step(b, next.1)) });
            next = (next.0 * a, next.1 * b);
        }
        dims.reverse();
        let shape = dims.iter().map(|dim| dim.length).collect();
        Some((Self { dims, function }, shape))
    }

    fn walk(&self, dims: &[Dim], a: &[f32], b: &[f32], out: &mut [f32]) {
        let function = &self.function;
        let first = |values: &[f32]| values.first().copied().unwrap_or_default();
        match *dims {
            [] => out.iter_mut().for_each(|out| *out = function(first(a), first(b))),
            [Dim { steps: (1, 1), .. }] => {
                out.iter_mut().zip(a).zip(b).for_each(|((out, &a), &b)| *out = function(a, b));
            }
            [Dim { steps: (1, _), .. }] => {
                let b = first(b);
                out.iter_mut().zip(a).for_each(|(out, &a)| *out = function(a, b));
            }
            [Dim { steps: (_, 1), .. }] => {
                let a = first(a);
                out.iter_mut().zip(b).for_each(|(out, &b)| *out = function(a, b));
            }
            [Dim { length, steps }, ref inner @ ..] => {
                let block = (out.len() / length.max(1)).max(1);
                for (at, out) in out.chunks_exact_mut(block).enumerate() {
                    let from = |values: &'_ [f32], step: usize| at * step..values.len();
                    let (a, b) = (a.get(from(a, steps.0)), b.get(from(b, steps.1)));
                    self.walk(inner, a.unwrap_or_default(), b.unwrap_or_default(), out);
                }
            }
        }
    }
}

impl<F: Fn(f32, f32) -> f32 + Send + Sync> Kernel for Elementwise<F> {
    fn run(&self, inputs: &Inputs<'_>, out: &mut [f32], _: &mut [f32]) {
        self.walk(&self.dims, inputs.get(0), inputs.get(1), out);
    }
}
