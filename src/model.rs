//! The ONNX model and its sidecar, made into a tract plan that runs one window at a time.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use tract_onnx::prelude::*;

use crate::error::{Error, Result};
use crate::sidecar::Sidecar;

/// What the network says of one window, before calibration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Logits {
    /// Above 0: more likely a pour than not.
    pub pouring: f64,
    /// Above 0: more likely hot than cold, if it is a pour.
    pub hot: f64,
}

/// A loaded, optimised network.
pub struct Model {
    plan: Arc<TypedRunnableModel>,
    bands: usize,
    frames: usize,
}

impl Model {
    /// Reads an ONNX file with input `[1, 1, mel bands, frames]` (log-mel in dB, low band first)
    /// and output `[1, 2]` (the logits of *pouring* and *hot*).
    ///
    /// # Errors
    /// [`Error::Model`] if the bytes are not those that the sidecar names by SHA-256, or tract
    /// cannot run them.
    pub fn new(onnx: &[u8], sidecar: &Sidecar) -> Result<Self> {
        let sha256 = hex(&Sha256::digest(onnx));
        if sha256 != sidecar.model.sha256 {
            return Err(Error::model("the model file is not the one its description names"));
        }
        let (bands, frames) = (sidecar.front_end.mel_bands, sidecar.windows.frames);
        let plan = plan(onnx, bands, frames).map_err(|error| Error::model(error.root_cause()))?;
        Ok(Self { plan, bands, frames })
    }

    /// Runs one window.
    ///
    /// `log_mel` is band-major: `frames` values in dB of the lowest band, then of the next.
    ///
    /// # Errors
    /// [`Error::Model`] if the length is not mel bands × frames, or the output is not two numbers.
    pub fn logits(&self, log_mel: &[f32]) -> Result<Logits> {
        let output = self.run(log_mel).map_err(|error| Error::model(error.root_cause()))?;
        match output.as_slice() {
            &[pouring, hot] if pouring.is_finite() && hot.is_finite() => {
                Ok(Logits { pouring: pouring.into(), hot: hot.into() })
            }
            _ => Err(Error::model("its output is not two finite logits")),
        }
    }

    fn run(&self, log_mel: &[f32]) -> TractResult<Vec<f32>> {
        let input = Tensor::from_shape(&[1, 1, self.bands, self.frames], log_mel)?;
        let outputs = self.plan.run(tvec!(input.into()))?;
        match outputs.first() {
            Some(output) => Ok(output.to_plain_array_view::<f32>()?.iter().copied().collect()),
            None => Ok(Vec::new()),
        }
    }
}

fn plan(onnx: &[u8], bands: usize, frames: usize) -> TractResult<Arc<TypedRunnableModel>> {
    tract_onnx::onnx()
        .model_for_read(&mut &*onnx)?
        .with_input_fact(0, f32::fact([1, 1, bands, frames]).into())?
        .into_optimized()?
        .into_runnable()
}

/// Lower-case hexadecimal, as `sha256sum` prints it.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
