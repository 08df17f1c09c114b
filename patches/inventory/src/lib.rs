//! A stand-in for the crate `inventory`, with its interface, for tract in the page.
//!
//! tract registers kernels, model transforms and runtimes by `inventory::submit!`. Each
//! registration is a constructor that runs when the program starts, so the linker includes all its
//! references: nearly every operator of tract. The page's WebAssembly would be 1,213 kB (Brotli)
//! instead of 495.
//!
//! For WebAssembly this crate registers only the element-wise and reduction kernels (`Routine`),
//! which the shipped model uses. On other targets, and with `--cfg all_operators`, it registers
//! everything, as the original does. Only builds of this workspace get it (`[patch.crates-io]`).

use std::ops::Deref;
use std::sync::{Mutex, PoisonError};

#[doc(hidden)]
pub use ctor;

/// A type whose values are registered; implemented by [`collect!`].
pub trait Collect: Sync + Sized + 'static {
    /// The registry of this type.
    fn registry() -> &'static Registry<Self>;
}

/// The registered values of one type.
pub struct Registry<T: 'static>(Mutex<Vec<&'static T>>);

impl<T> Registry<T> {
    /// An empty registry.
    #[expect(clippy::new_without_default, reason = "a static needs a const function")]
    pub const fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }
}

/// Registers a value; called by [`submit!`] before `main`.
///
/// A value is registered once, although a WebAssembly linker may call constructors several times.
pub fn register<T: Collect>(value: &'static T) {
    let mut values = T::registry().0.lock().unwrap_or_else(PoisonError::into_inner);
    if !values.iter().any(|known| std::ptr::eq(*known, value)) {
        values.push(value);
    }
}

/// Iterates over the registered values: `iter::<T>()` and `iter::<T>.into_iter()`.
#[expect(non_camel_case_types, reason = "the interface of the original")]
pub type iter<T> = registered::iter<T>;

#[doc(hidden)]
pub use registered::*;

mod registered {
    use std::convert::Infallible;
    use std::marker::PhantomData;

    /// One value, `iter`, that carries a type.
    #[expect(non_camel_case_types, reason = "the interface of the original")]
    pub enum iter<T> {
        #[doc(hidden)]
        Never(Infallible, PhantomData<fn() -> T>),
        iter,
    }

    #[doc(hidden)]
    pub use iter::*;
}

impl<T: Collect> IntoIterator for iter<T> {
    type Item = &'static T;
    type IntoIter = std::vec::IntoIter<&'static T>;

    fn into_iter(self) -> Self::IntoIter {
        registered_values()
    }
}

impl<T: Collect> Deref for iter<T> {
    type Target = fn() -> std::vec::IntoIter<&'static T>;

    fn deref(&self) -> &Self::Target {
        const { &(registered_values::<T> as fn() -> std::vec::IntoIter<&'static T>) }
    }
}

fn registered_values<T: Collect>() -> std::vec::IntoIter<&'static T> {
    T::registry().0.lock().unwrap_or_else(PoisonError::into_inner).clone().into_iter()
}

/// Declares the registry of a type.
#[macro_export]
macro_rules! collect {
    ($type:ty) => {
        impl $crate::Collect for $type {
            fn registry() -> &'static $crate::Registry<Self> {
                static REGISTRY: $crate::Registry<$type> = $crate::Registry::new();
                &REGISTRY
            }
        }
    };
}

/// Registers a value: for WebAssembly, only routines of tract.
#[cfg(all(target_family = "wasm", not(all_operators)))]
#[macro_export]
macro_rules! submit {
    ($root:tt::routines::Routine $($fields:tt)*) => {
        $crate::__register! { $root::routines::Routine $($fields)* }
    };
    ($($value:tt)*) => {};
}

/// Registers a value.
#[cfg(not(all(target_family = "wasm", not(all_operators))))]
#[macro_export]
macro_rules! submit {
    ($($value:tt)*) => {
        $crate::__register! { $($value)* }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    ($($value:tt)*) => {
        const _: () = {
            $crate::ctor::declarative::ctor! {
                #[ctor(unsafe)]
                fn register() {
                    $crate::register(const { &{ $($value)* } });
                }
            }
        };
    };
}
