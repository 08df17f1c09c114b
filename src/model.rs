//! The ONNX model that the sidecar describes, run one window at a time.

use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};
use crate::onnx::Network;
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
pub struct Model(Network);

impl Model {
    /// Reads an ONNX file with input `[1, 1, mel bands, frames]` (log-mel in dB, low band first)
    /// and output `[1, 2]` (the logits of *pouring* and *hot*).
    ///
    /// # Errors
    /// [`Error::Model`] if the bytes are not those that the sidecar names by SHA-256, or
    /// [`Network::read`] refuses them.
    pub fn new(onnx: &[u8], sidecar: &Sidecar) -> Result<Self> {
        let sha256 = hex(&Sha256::digest(onnx));
        if sha256 != sidecar.model.sha256 {
            return Err(Error::model("the model file is not the one its description names"));
        }
        let shape = [1, 1, sidecar.front_end.mel_bands, sidecar.windows.frames];
        Ok(Self(Network::read(onnx, &shape)?))
    }

    /// Runs one window.
    ///
    /// `log_mel` is band-major: `frames` values in dB of the lowest band, then of the next.
    ///
    /// # Errors
    /// [`Error::Model`] if the length is not mel bands × frames, or the output is not two numbers.
    pub fn logits(&self, log_mel: &[f32]) -> Result<Logits> {
        match self.0.run(log_mel)?.as_slice() {
            &[pouring, hot] if pouring.is_finite() && hot.is_finite() => {
                Ok(Logits { pouring: pouring.into(), hot: hot.into() })
            }
            _ => Err(Error::model("its output is not two finite logits")),
        }
    }
}

/// Lower-case hexadecimal, as `sha256sum` prints it.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
