//! A matrix product with a bias.
//!
//! tract's own product and convolution link its matrix kernels. Without both, the page's module is
//! 244 kB smaller (Brotli).

use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::{args_3, as_op, op_as_typed_op, op_out_of_plan};

/// `a · b + bias` of 32-bit floats: `[rows, depth]`, `[depth, columns]` and `[columns]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gemm {
    pub rows: usize,
    pub depth: usize,
    pub columns: usize,
    /// Whether the second matrix is `[columns, depth]`.
    pub transposed: bool,
}

impl Gemm {
    fn run(&self, a: &[f32], b: &[f32], bias: &[f32], output: &mut [f32]) {
        let &Self { depth, columns, transposed, .. } = self;
        let (next_column, step) = if transposed { (depth, 1) } else { (1, columns) };
        let rows = a.chunks_exact(depth.max(1)).zip(output.chunks_exact_mut(columns.max(1)));
        for (row, output) in rows {
            for (column, (output, bias)) in output.iter_mut().zip(bias).enumerate() {
                let (_, weights) = b.split_at((column * next_column).min(b.len()));
                let weights = weights.iter().step_by(step.max(1));
                *output =
                    row.iter().zip(weights).map(|(value, weight)| value * weight).sum::<f32>()
                        + bias;
            }
        }
    }
}

impl Op for Gemm {
    fn name(&self) -> StaticName {
        "Gemm".into()
    }

    fn validation(&self) -> Validation {
        Validation::Rounding
    }

    op_as_typed_op!();
}

impl EvalOp for Gemm {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext<'_>, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let (a, b, bias) = args_3!(inputs);
        let mut output = Tensor::zero::<f32>(&[self.rows, self.columns])?;
        let lengths = [self.rows * self.depth, self.depth * self.columns, self.columns];
        ensure!([a.len(), b.len(), bias.len()] == lengths, "Gemm: other input shapes");
        self.run(
            a.try_as_plain_ram()?.as_slice()?,
            b.try_as_plain_ram()?.as_slice()?,
            bias.try_as_plain_ram()?.as_slice()?,
            output.try_as_plain_ram_mut()?.as_slice_mut()?,
        );
        Ok(tvec!(output.into_tvalue()))
    }
}

impl TypedOp for Gemm {
    fn output_facts(&self, _: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        Ok(tvec!(f32::fact([self.rows, self.columns])))
    }

    as_op!();
}
