//! The standard streams of whichever host there is.
//!
//! On a WASI host they are the standard library's, so `println!` and this module may be mixed; on an
//! Olin host `println!` goes nowhere.

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub use std::io::{stderr, stdin, stdout, Stderr, Stdin, Stdout};

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub use olin::{stderr, stdin, stdout, Stderr, Stdin, Stdout};

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod olin {
    use crate::Resource;

    /// Standard input.
    pub type Stdin = Resource;
    /// Standard output.
    pub type Stdout = Resource;
    /// Standard error, which is the function's log.
    pub type Stderr = Resource;

    /// Opens standard input.
    ///
    /// # Panics
    /// Where as many resources are open as may be.
    pub fn stdin() -> Stdin {
        Resource::stdin().expect("standard input can be opened")
    }

    /// Opens standard output.
    ///
    /// # Panics
    /// Where as many resources are open as may be.
    pub fn stdout() -> Stdout {
        Resource::stdout().expect("standard output can be opened")
    }

    /// Opens standard error.
    ///
    /// # Panics
    /// Where as many resources are open as may be.
    pub fn stderr() -> Stderr {
        Resource::stderr().expect("standard error can be opened")
    }
}
