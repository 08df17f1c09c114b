//! Loads the ONNX model and runs it on one window at a time, with tract.

mod checks;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hot_or_cold_kernels::slices::band_major;
use sha2::{Digest as _, Sha256};
use tract_onnx::model::Onnx;
use tract_onnx::tract_hir::internal::*;

use self::checks::{check_attributes, check_constants, check_input, check_operators, check_sizes};
use crate::classify::operators;
use crate::error::{Error, Result};
use crate::sidecar::Sidecar;

/// The network's output for one window, before calibration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Logits {
    /// Logit of *pouring*; positive for a pour.
    pub pouring: f64,
    /// Logit of *hot*, given that it is a pour; positive for hot.
    pub hot: f64,
}

/// A loaded, optimised network.
pub struct Model {
    plan: Arc<TypedRunnableModel>,
    input_shape: [usize; 4],
}

impl Model {
    /// Loads an ONNX file. Its input is `[1, 1, mel bands, frames]`: log-mel in dB, the lowest band
    /// first. Its output is `[1, 2]`: the logits of *pouring* and *hot*.
    ///
    /// # Errors
    /// [`Error::Model`] if the SHA-256 of the file is not the sidecar's, or if tract cannot run
    /// it. The reason names operators that this build does not have.
    pub fn new(onnx: &[u8], sidecar: &Sidecar) -> Result<Self> {
        let sha256 = to_hex(&Sha256::digest(onnx));
        if sha256 != sidecar.model.sha256 {
            return Err(Error::model("the model file is not the one its description names"));
        }
        let input_shape = [1, 1, sidecar.front_end.mel_bands, sidecar.windows.frames];
        let plan = catch_panics(|| Setup::DEFAULT.load(onnx, input_shape))?;
        Ok(Self { plan, input_shape })
    }

    /// Runs the network on one window.
    ///
    /// `log_mel` has mel bands × frames values in dB, band-major, the lowest band first.
    ///
    /// # Errors
    /// [`Error::Model`] if the number of values is wrong, or a value or logit is not finite.
    pub fn logits(&self, log_mel: &[f32]) -> Result<Logits> {
        match catch_panics(|| run(&self.plan, &self.input_shape, log_mel))?.as_slice() {
            &[pouring, hot] if pouring.is_finite() && hot.is_finite() => {
                Ok(Logits { pouring: pouring.into(), hot: hot.into() })
            }
            _ => Err(Error::model("its output is not two finite logits")),
        }
    }

    /// Runs the network on log-mel frames in dB, frame-major: a window of them at most. `input` is
    /// scratch.
    pub(crate) fn frame_logits(&self, frames: &[f32], input: &mut Vec<f32>) -> Result<Logits> {
        let [_, _, bands, length] = self.input_shape;
        if frames.len() < bands {
            return Err(Error::model("a window has no frames"));
        }
        band_major(frames, bands, length, input);
        self.logits(input)
    }
}

/// A set of operators, and the optimiser for models of these operators.
struct Setup {
    onnx: fn() -> Onnx,
    optimise: fn(TypedModel) -> TractResult<TypedModel>,
}

impl Setup {
    #[cfg(any(not(target_arch = "wasm32"), all_operators))]
    const DEFAULT: Self = Self { onnx: tract_onnx::onnx, optimise: operators::replace::optimise };

    #[cfg(all(target_arch = "wasm32", not(all_operators)))]
    const DEFAULT: Self = Self::PAGE;

    #[cfg(any(all(target_arch = "wasm32", not(all_operators)), test))]
    const PAGE: Self = Self { onnx: operators::page::onnx, optimise: operators::page::optimise };

    /// Reads and optimises a model with one input, of 32-bit floats of this shape, and one output.
    fn load(&self, mut bytes: &[u8], input: [usize; 4]) -> TractResult<Arc<TypedRunnableModel>> {
        // Shapes are inferred from the input's. Those in the file may have a symbol for the batch.
        let onnx = (self.onnx)().with_ignore_value_info(true);
        let file = onnx.proto_model_for_read(&mut bytes).context("the file is not whole")?;
        let graph = file.graph.as_ref().context("the file holds no network")?;
        check_operators(&onnx, graph)?;
        check_attributes(graph)?;
        check_constants(graph)?;
        let mut model = onnx.model_for_proto_model(&file)?;
        let has_one = model.inputs.len() == 1 && model.outputs.len() == 1;
        ensure!(has_one, "it does not have one input and one output");
        check_input(model.input_fact(0)?, input)?;
        model.set_input_fact(0, InferenceFact::from(f32::fact(input)))?;
        model.analyse(false)?;
        check_sizes(&model)?;
        (self.optimise)(model.into_typed()?)?.into_runnable()
    }
}

fn run(plan: &Arc<TypedRunnableModel>, shape: &[usize], values: &[f32]) -> TractResult<Vec<f32>> {
    // For other values the results depend on the processor.
    ensure!(values.iter().all(|value| value.is_finite()), "its input is not finite");
    ensure!(
        values.len() == shape.iter().product::<usize>(),
        "its input has another number of values"
    );
    let input = Tensor::from_shape(shape, values)?;
    let outputs = plan.run(tvec!(input.into_tvalue()))?;
    let output = outputs.first().context("it has no output")?;
    Ok(output.try_as_plain_ram()?.as_slice::<f32>()?.to_vec())
}

/// The reason for a panic of tract.
const PANICKED: &str = "its network is broken";

/// Calls `run`, and maps errors of tract to [`Error::Model`]. Panics of tract are mapped as well,
/// where the target can unwind. In the page a panic ends the worker, which is replaced.
fn catch_panics<T>(run: impl FnOnce() -> TractResult<T>) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(result) => result.map_err(|error| Error::Model {
            reason: format!("{error:#}"),
            source: Some(Arc::from(Box::<dyn std::error::Error + Send + Sync>::from(error))),
        }),
        Err(_) => Err(Error::model(PANICKED)),
    }
}

/// Lower-case hexadecimal, as `sha256sum` prints it.
fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
