//! ONNX's constant tensors.

use half::f16;

use super::proto::{FLOAT, FLOAT16, INT64, TensorProto};
use crate::error::{Error, Result};

/// A constant of the network.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    pub shape: Vec<usize>,
    pub values: Values,
}

/// Row-major.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    Floats(Vec<f32>),
    /// 16-bit floats, which only `Cast` takes, as 32-bit ones.
    Halves(Vec<f32>),
    Integers(Vec<i64>),
}

/// Reads a tensor of 16- or 32-bit floats or 64-bit integers that lies in `raw_data`, little-endian.
pub fn read(proto: &TensorProto) -> Result<Tensor> {
    let bytes = proto.raw_data.as_slice();
    let (values, length, size) = match proto.data_type {
        FLOAT => {
            let values: Vec<_> = bytes.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect();
            (Values::Floats(values), bytes.len() / 4, 4)
        }
        FLOAT16 => {
            let halves = bytes.as_chunks().0.iter().map(|&bytes| f16::from_le_bytes(bytes).to_f32());
            (Values::Halves(halves.collect()), bytes.len() / 2, 2)
        }
        INT64 => {
            let values: Vec<_> = bytes.as_chunks().0.iter().map(|&bytes| i64::from_le_bytes(bytes)).collect();
            (Values::Integers(values), bytes.len() / 8, 8)
        }
        other => {
            return Err(Error::model(format!(
                "{:?} is of ONNX's type {other}, which is not known",
                proto.name
            )));
        }
    };
    let wrong = || Error::model(format!("{:?} does not hold as many numbers as its shape says", proto.name));
    let shape = proto.dims.iter().map(|&dim| usize::try_from(dim).ok()).collect::<Option<Vec<_>>>();
    let shape = shape.ok_or_else(wrong)?;
    let wanted = shape.iter().try_fold(1_usize, |all, &dim| all.checked_mul(dim)).ok_or_else(wrong)?;
    if wanted == 0 || wanted != length || length * size != bytes.len() {
        return Err(wrong());
    }
    Ok(Tensor { shape, values })
}
