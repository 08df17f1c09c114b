//! `Gemm`: a matrix product and a bias.

use super::{Inputs, Kernel};

pub struct Gemm {
    pub rows: usize,
    pub depth: usize,
    pub columns: usize,
    /// Whether the second matrix is `[columns, depth]`.
    pub transposed: bool,
    /// From one row of the bias to the next, and from one column: 0 where it is repeated.
    pub bias_steps: (usize, usize),
}

impl Kernel for Gemm {
    fn run(&self, inputs: &Inputs<'_>, out: &mut [f32], _: &mut [f32]) {
        let &Self { rows, depth, columns, transposed, bias_steps } = self;
        let (a, b, bias) = (inputs.get(0), inputs.get(1), inputs.get(2));
        let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        for (out, (row, column)) in out.iter_mut().zip(places) {
            let left = a.get(row * depth..).unwrap_or_default().iter().take(depth);
            let (first, step) = if transposed { (column * depth, 1) } else { (column, columns) };
            let right = b.get(first..).unwrap_or_default().iter().step_by(step);
            let bias = bias.get(row * bias_steps.0 + column * bias_steps.1).copied().unwrap_or_default();
            *out = left.zip(right).map(|(left, right)| left * right).sum::<f32>() + bias;
        }
    }
}
