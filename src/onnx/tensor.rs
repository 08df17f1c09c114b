//! ONNX's constant tensors.

use tract_core::prelude::*;

use super::proto::{FLOAT, FLOAT16, INT64, TensorProto};
use super::refused;
use crate::error::{Error, Result};

/// Reads a tensor of 16- or 32-bit floats or 64-bit integers that lies in `raw_data`, little-endian.
pub fn read(proto: &TensorProto) -> Result<Tensor> {
    let bytes = proto.raw_data.as_slice();
    match proto.data_type {
        FLOAT => shaped(proto, bytes.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect()),
        FLOAT16 => {
            shaped(proto, bytes.as_chunks().0.iter().map(|&bytes| f16::from_le_bytes(bytes)).collect())
        }
        INT64 => shaped(proto, bytes.as_chunks().0.iter().map(|&bytes| i64::from_le_bytes(bytes)).collect()),
        other => Err(Error::model(format!("{:?} is of ONNX's type {other}, which is not known", proto.name))),
    }
}

fn shaped<T: Datum + Copy>(proto: &TensorProto, values: Vec<T>) -> Result<Tensor> {
    let wrong = || Error::model(format!("{:?} does not hold as many numbers as its shape says", proto.name));
    let dims = proto.dims.iter().map(|&dim| usize::try_from(dim).ok()).collect::<Option<Vec<_>>>();
    let dims = dims.ok_or_else(wrong)?;
    let length = dims.iter().try_fold(1_usize, |all, &dim| all.checked_mul(dim)).ok_or_else(wrong)?;
    if length == 0 || length != values.len() || size_of_val(values.as_slice()) != proto.raw_data.len() {
        return Err(wrong());
    }
    Tensor::from_shape(&dims, &values).map_err(refused)
}
