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

/// What a kernel may [take on](Kernel::take_on), of its own output and in its place.
pub enum Next<'a> {
    Relu,
    AveragePool(&'a AveragePool),
}

/// What a step of the plan computes.
pub trait Kernel: Send + Sync {
    /// Computes `out` of the inputs. `scratch` is as long as [`Kernel::scratch`] says, and holds anything.
    fn run(&self, inputs: &Inputs<'_>, out: &mut [f32], scratch: &mut [f32]);

    /// Whether it does what follows, too, from now on.
    fn take_on(&mut self, _next: &Next<'_>) -> bool {
        false
    }

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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::plan::Operand;
    use super::{Inputs, Kernel};

    /// What a kernel with one input makes of it, with anything in its scratch and where it writes.
    pub fn run(kernel: &impl Kernel, input: &[f32], values: usize) -> Vec<f32> {
        let mut out = vec![f32::NAN; values];
        let slots = [input.to_vec()];
        let inputs = Inputs { operands: &[Operand::Slot(0)], constants: &[], slots: &slots };
        kernel.run(&inputs, &mut out, &mut vec![f32::NAN; kernel.scratch()]);
        out
    }

    /// From -1 to 1, by a generator of fixed seed (Numerical Recipes' `ranqd1`).
    pub fn noise(length: usize, mut state: u32) -> Vec<f32> {
        let next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            2.0 * (state as f32 / u32::MAX as f32) - 1.0
        };
        std::iter::repeat_with(next).take(length).collect()
    }
}
