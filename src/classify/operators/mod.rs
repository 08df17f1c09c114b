//! Custom operators in tract's graph. `kernels/` has their computations.
//!
//! tract reads and runs the whole network. Natively all its operators are available, and `replace`
//! replaces the slow ones. In the page, `page` lists the available operators. A model with others
//! is rejected, and the error names them. `README.md` explains how to add some.

mod fusion;
#[cfg(any(all(target_arch = "wasm32", not(all_operators)), test))]
pub(crate) mod page;
#[cfg(any(not(target_arch = "wasm32"), all_operators))]
pub(crate) mod replace;

use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

use hot_or_cold_kernels::Kernel;
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

/// A [`Kernel`] as an operator of tract.
#[derive(Debug)]
struct KernelOp<K> {
    kernel: Arc<K>,
    /// Unused buffers: at most one pair for each concurrent thread.
    idle_buffers: Arc<Mutex<Vec<Buffers>>>,
}

/// Memory that later runs use again. Filling new tensors with zeros takes 1% of a run in the page.
#[derive(Debug)]
struct Buffers {
    scratch: Vec<f32>,
    /// The last output. It is usable when the graph has dropped it.
    output: Arc<Tensor>,
}

impl<K: Kernel> KernelOp<K> {
    fn new(kernel: K) -> Self {
        Self { kernel: Arc::new(kernel), idle_buffers: Arc::default() }
    }
}

impl<K> Clone for KernelOp<K> {
    fn clone(&self) -> Self {
        Self { kernel: Arc::clone(&self.kernel), idle_buffers: Arc::clone(&self.idle_buffers) }
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
        let idle = || self.idle_buffers.lock().unwrap_or_else(PoisonError::into_inner);
        let shape = self.kernel.output_shape();
        // Separate, so that the lock is released before the kernel runs.
        let reused = idle().pop();
        let (mut scratch, output) = match reused {
            Some(Buffers { scratch, output }) => (scratch, Arc::try_unwrap(output).ok()),
            None => (vec![0.0; self.kernel.scratch_len()], None),
        };
        let mut output = output.map_or_else(|| Tensor::zero::<f32>(&shape), Ok)?;
        self.kernel.run(
            input.try_as_plain_ram()?.as_slice()?,
            output.try_as_plain_ram_mut()?.as_slice_mut()?,
            &mut scratch,
        );
        let output = Arc::new(output);
        idle().push(Buffers { scratch, output: Arc::clone(&output) });
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

    /// Values from -1 to 1, by a generator of fixed seed (Numerical Recipes' `ranqd1`).
    pub fn noise(length: usize, mut state: u32) -> Vec<f32> {
        let next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            2.0 * (state as f32 / u32::MAX as f32) - 1.0
        };
        std::iter::repeat_with(next).take(length).collect()
    }
}
