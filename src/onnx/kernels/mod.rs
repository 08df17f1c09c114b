//! What the operators compute, on row-major 32-bit floats. Shapes are checked before a kernel is made: it
//! gets slices of the lengths that it was made for, and can neither fail nor allocate.

mod concat;
mod conv;
mod elementwise;
mod gemm;
mod pool;
mod reduce;

pub use concat::Concat;
pub use conv::Conv;
pub use elementwise::Elementwise;
pub use gemm::Gemm;
pub use pool::{AveragePool, Side};
pub use reduce::{Reduce, Reduction};

/// The larger one, by one instruction: `f32::max` is a function call in WebAssembly, where the two differ
/// about what is no number.
pub fn larger(one: f32, other: f32) -> f32 {
    if one > other { one } else { other }
}

/// What a step of the plan computes.
pub trait Kernel: Send + Sync {
    /// Computes `out` of the inputs. `scratch` is as long as [`Kernel::scratch`] says, and holds anything.
    fn run(&self, inputs: &Inputs<'_>, out: &mut [f32], scratch: &mut [f32]);

    /// How many values it needs for itself while it runs.
    fn scratch(&self) -> usize {
        0
    }
}

/// The values that a kernel takes, in its operator's order.
pub struct Inputs<'a> {
    pub(super) operands: &'a [super::plan::Operand],
    pub(super) constants: &'a [Vec<f32>],
    pub(super) slots: &'a [Vec<f32>],
}

impl<'a> Inputs<'a> {
    /// The input `at`, empty beyond the last.
    pub fn get(&self, at: usize) -> &'a [f32] {
        self.operands.get(at).map_or(&[], |operand| operand.values(self.constants, self.slots))
    }
}
