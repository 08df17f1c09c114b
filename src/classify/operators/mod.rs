//! Operators of this crate in tract's graph.
//!
//! tract reads and runs the whole network. Natively all its operators are available, and `replace`
//! replaces the slow ones. In the page, `page` lists the available operators. A model with others
//! is rejected, and the error names them. `README.md` explains how to add some.

mod average_pool;
mod conv3x3;
mod fusion;
#[cfg(any(all(target_arch = "wasm32", not(all_operators)), test))]
pub(crate) mod page;
#[cfg(any(not(target_arch = "wasm32"), all_operators))]
pub(crate) mod replace;
mod tile_pool;
mod winograd;

use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::optim::{OptimizerSession, TypedPass};
use tract_onnx::tract_core::{args_1, as_op, op_as_typed_op, op_out_of_plan};

/// Returns the patch for one node of a graph, if any.
type FindPatch = fn(&TypedModel, &TypedNode) -> TractResult<Option<TypedModelPatch>>;

/// A pass of tract's optimiser that applies the patches of a function.
#[derive(Debug, Clone)]
struct NodePass {
    find: FindPatch,
    next_node: usize,
}

impl NodePass {
    fn new(find: FindPatch) -> Self {
        Self { find, next_node: 0 }
    }
}

impl TypedPass for NodePass {
    fn reset(&mut self) -> TractResult<()> {
        self.next_node = 0;
        Ok(())
    }

    fn next(
        &mut self,
        _session: &mut OptimizerSession<'_>,
        model: &TypedModel,
    ) -> TractResult<Option<TypedModelPatch>> {
        // Continues after the patched node. tract repeats the pass until there is no patch.
        while let Some(node) = model.nodes.get(self.next_node) {
            self.next_node += 1;
            if let Some(patch) = (self.find)(model, node)? {
                return Ok(Some(patch));
            }
        }
        Ok(None)
    }
}

/// A computation on one tensor of 32-bit floats whose shape is known when the model is loaded.
trait Kernel: Debug + Send + Sync + 'static {
    /// The operator's name in tract's graph.
    const NAME: &'static str;

    /// Shape of the input.
    fn input_shape(&self) -> [usize; 4];

    /// Shape of the output.
    fn output_shape(&self) -> [usize; 4];

    /// Number of values of working memory that [`Kernel::run`] needs.
    fn scratch_len(&self) -> usize;

    /// Computes `output` from `input`, both row-major. All lengths are those of the shapes and of
    /// [`Kernel::scratch_len`]. `scratch` may contain any values.
    fn run(&self, input: &[f32], output: &mut [f32], scratch: &mut [f32]);
}

/// A [`Kernel`] as an operator of tract.
#[derive(Debug)]
struct KernelOp<K> {
    kernel: Arc<K>,
    /// Unused scratch memory: at most one for each concurrent thread.
    idle_scratch: Arc<Mutex<Vec<Vec<f32>>>>,
}

impl<K: Kernel> KernelOp<K> {
    fn new(kernel: K) -> Self {
        Self { kernel: Arc::new(kernel), idle_scratch: Arc::default() }
    }
}

impl<K> Clone for KernelOp<K> {
    fn clone(&self) -> Self {
        Self { kernel: Arc::clone(&self.kernel), idle_scratch: Arc::clone(&self.idle_scratch) }
    }
}

impl<K> PartialEq for KernelOp<K> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.kernel, &other.kernel)
    }
}

impl<K> Eq for KernelOp<K> {}

impl<K: Kernel> Op for KernelOp<K> {
    fn name(&self) -> StaticName {
        K::NAME.into()
    }

    fn validation(&self) -> Validation {
        Validation::Rounding
    }

    op_as_typed_op!();
}

impl<K: Kernel> EvalOp for KernelOp<K> {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext<'_>, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let input = args_1!(inputs);
        ensure!(input.shape() == self.kernel.input_shape(), "{}: another input shape", K::NAME);
        let idle = || self.idle_scratch.lock().unwrap_or_else(PoisonError::into_inner);
        // Separate, so that the lock is released before the kernel runs.
        let reused = idle().pop();
        let mut scratch = reused.unwrap_or_else(|| vec![0.0; self.kernel.scratch_len()]);
        let mut output = Tensor::zero::<f32>(&self.kernel.output_shape())?;
        self.kernel.run(
            input.try_as_plain_ram()?.as_slice()?,
            output.try_as_plain_ram_mut()?.as_slice_mut()?,
            &mut scratch,
        );
        idle().push(scratch);
        Ok(tvec!(output.into_tvalue()))
    }
}

impl<K: Kernel> TypedOp for KernelOp<K> {
    fn output_facts(&self, _: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        Ok(tvec!(f32::fact(self.kernel.output_shape())))
    }

    as_op!();
}

/// The shape of a value of 32-bit floats, if all its `N` dimensions are known.
fn known_shape<const N: usize>(
    model: &TypedModel,
    outlet: OutletId,
) -> TractResult<Option<[usize; N]>> {
    let fact = model.outlet_fact(outlet)?;
    let shape = fact.shape.as_concrete().filter(|_| fact.datum_type == f32::datum_type());
    Ok(shape.and_then(|shape| shape.try_into().ok()))
}

/// The values of an outlet, if it is a constant of 32-bit floats.
fn constant(model: &TypedModel, outlet: OutletId) -> TractResult<Option<Vec<f32>>> {
    let Some(constant) = &model.outlet_fact(outlet)?.konst else { return Ok(None) };
    if constant.datum_type() != f32::datum_type() {
        return Ok(None);
    }
    Ok(Some(constant.try_as_plain_ram()?.as_slice()?.to_vec()))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
pub(crate) mod tests {
    use super::Kernel;
    use tract_onnx::tract_core::internal::tract_linalg;

    /// `patches/inventory` replaces the crate that registers tract's kernels.
    #[test]
    fn kernels_of_tract_are_registered() {
        let routines: Vec<_> = tract_linalg::routines::declared().collect();
        assert!(routines.len() > 30, "{}", routines.len());
        assert!(tract_linalg::mmm_routines::declared().count() > 4);
        if cfg!(target_arch = "x86_64") && std::is_x86_feature_detected!("fma") {
            let is_fma = |name: &str| name.contains("fma") || name.contains("avx");
            assert!(routines.iter().any(|routine| is_fma(routine.name())));
        }
    }

    /// Runs a kernel, with NaN in its scratch and its output.
    pub(super) fn run(kernel: &impl Kernel, input: &[f32]) -> Vec<f32> {
        let mut output = vec![f32::NAN; kernel.output_shape().iter().product()];
        kernel.run(input, &mut output, &mut vec![f32::NAN; kernel.scratch_len()]);
        output
    }

    /// Values from -1 to 1, by a generator of fixed seed (Numerical Recipes' `ranqd1`).
    pub fn noise(length: usize, mut state: u32) -> Vec<f32> {
        let next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            2.0 * (state as f32 / u32::MAX as f32) - 1.0
        };
        std::iter::repeat_with(next).take(length).collect()
    }
}
