//! Contains panics of the decoding library, which damaged files can cause.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::DecodeError;

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread runs the decoding library, whose panics become errors. A panic hook can then
/// be silent.
pub fn is_guarded() -> bool {
    IS_GUARDED.get()
}

/// Runs a call of the decoding library. Whatever it changed must be dropped after a panic.
pub fn guard<T>(call: impl FnOnce() -> T) -> Result<T, DecodeError> {
    IS_GUARDED.set(true);
    let result = catch_unwind(AssertUnwindSafe(call));
    IS_GUARDED.set(false);
    result.map_err(|_| DecodeError::Damaged { source: None })
}
