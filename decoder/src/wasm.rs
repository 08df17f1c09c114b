//! The interface for JavaScript, used in a worker of its own.
//!
//! The file stays outside of WebAssembly's memory: the worker reads the parts that are asked for,
//! and gets each chunk as it is decoded. Errors are thrown as `Error` with the name "DecodeError"
//! and the properties of [`DecodeErrorDetails`]. After a panic the instance must be replaced; the
//! panic's text is on the console.

use std::error::Error;
use std::io::{self, Read, Seek, SeekFrom};

use js_sys::{Float32Array, Function, Object, Uint8Array};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::source::seek_position;
use crate::{Chunk, DecodeError, MediaSource, Recording};

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = r#"
/** Returns up to `length` bytes from `offset`, and none at the end. */
export type ReadBytes = (offset: number, length: number) => Uint8Array;

/** Takes interleaved samples, ±1 full scale. An exception ends the decoding. */
export type OnChunk = (samples: Float32Array, channels: number, sampleRate: number) => void;

/**
 * Decodes the sound track of a file of `size` bytes. The extension of `name` tells the format where
 * the bytes do not.
 */
export function decode(size: number, read: ReadBytes, onChunk: OnChunk, name?: string): void;
"#;

/// Decodes the sound track of a file of `size` bytes. See the declaration in TypeScript above.
///
/// # Errors
/// [`DecodeError`] as an `Error`. Exceptions of `on_chunk` are unchanged; those of `read` become
/// [`DecodeError::ReadFailed`].
#[wasm_bindgen(skip_typescript)]
pub fn decode(
    size: f64,
    read: Function,
    on_chunk: &Function,
    name: Option<String>,
) -> Result<(), JsValue> {
    // A size beyond the range saturates, and reading ends where `read` returns nothing.
    let source = JsSource { read, size: size as u64, position: 0 };
    let recording = Recording::new(Box::new(source)).named(name.unwrap_or_default());
    let result = recording.decode(&mut |chunk: Chunk<'_>| {
        on_chunk
            .call3(
                &JsValue::UNDEFINED,
                &Float32Array::from(chunk.samples),
                &JsValue::from_f64(chunk.channels as f64),
                &JsValue::from_f64(chunk.sample_rate.into()),
            )
            .map(|_| ())
            .map_err(Failure::Thrown)
    });
    result.map_err(|failure| match failure {
        Failure::Thrown(thrown) => thrown,
        Failure::Decode(error) => to_js_error(error),
    })
}

/// The reason why decoding ended early.
enum Failure {
    Decode(DecodeError),
    /// An exception of JavaScript.
    Thrown(JsValue),
}

impl From<DecodeError> for Failure {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

/// Properties of a thrown "DecodeError", whose message is a sentence in English.
#[derive(Serialize, Tsify)]
pub struct DecodeErrorDetails {
    /// The code with the values that translated messages need.
    #[tsify(type = "DecodeErrorValues")]
    values: DecodeError,
    /// The words of the decoder, for developers; may be empty.
    detail: String,
}

fn to_js_error(error: DecodeError) -> JsValue {
    let thrown = js_sys::Error::new(&error.to_string());
    thrown.set_name("DecodeError");
    let detail = error.source().map(ToString::to_string).unwrap_or_default();
    match (DecodeErrorDetails { values: error, detail }).into_js() {
        Ok(details) => Object::assign(&thrown, details.unchecked_ref()).into(),
        Err(_) => thrown.into(),
    }
}

/// A file that JavaScript reads.
struct JsSource {
    read: Function,
    size: u64,
    position: u64,
}

impl Read for JsSource {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let (offset, length) = (self.position as f64, buffer.len() as f64);
        let bytes: Uint8Array = self
            .read
            .call2(&JsValue::UNDEFINED, &offset.into(), &length.into())
            .map_err(|thrown| io::Error::other(format!("{thrown:?}")))?
            .dyn_into()
            .map_err(|_| io::Error::other("the bytes that were read are no Uint8Array"))?;
        let count = (bytes.length() as usize).min(buffer.len());
        let (read, _) = buffer.split_at_mut(count);
        bytes.subarray(0, count as u32).copy_to(read);
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for JsSource {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.position = seek_position(to, self.position, self.size)?;
        Ok(self.position)
    }
}

impl MediaSource for JsSource {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.size)
    }
}
