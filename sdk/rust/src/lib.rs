//! What a function of Wasmcloud needs: its request, its answer, and a way out.
//!
//! A function is a CGI program. This crate reads the request ([`cgi::Request`]) and writes the
//! answer ([`cgi::Response`]); it sends requests of the function's own ([`http::Request`]) through
//! the Olin ABI, where the platform does names, TLS and the policy; and it has what goes with that:
//! [`env`], [`log`](crate::info), [`random`], [`time`] and [`json`].
//!
//! ```no_run
//! use olin::cgi::{Error, Request, Response};
//!
//! fn answer(request: &mut Request) -> Result<Response, Error> {
//!     let name = request.query().get("name").unwrap_or("world").to_owned();
//!     Ok(Response::text(format!("Hello, {name}!\n")))
//! }
//!
//! olin::main!(|| olin::cgi::serve(answer));
//! ```
//!
//! # Targets
//!
//! | target | standard streams, environment, time | outbound HTTP, log levels |
//! |---|---|---|
//! | `wasm32-wasip1` | WASI, through the standard library | Olin, imported only where it is used |
//! | `wasm32-unknown-unknown` | Olin | Olin |
//! | any other | the standard library | none: [`Error::Unsupported`]; log lines go to standard error |
//!
//! A function that answers requests and sends none is thus a plain WASI module, and runs wherever
//! those do.
#![deny(missing_docs)]
#![warn(unsafe_op_in_unsafe_fn)]

pub mod cgi;
pub mod env;
mod error;
mod field;
pub mod http;
pub mod json;
pub mod log;
pub mod random;
mod resource;
pub mod runtime;
pub mod stdio;
mod sys;
pub mod text;
pub mod time;

pub use error::{Error, Result};
pub use resource::Resource;

/// Makes a function or closure the program's entry, for WASI and Olin alike.
///
/// What it returns is the exit status: `()` is 0; an `Err` is logged, and is 1.
///
/// ```no_run
/// fn run() -> Result<(), std::io::Error> {
///     olin::info!("started with {} arguments", olin::env::args().len());
///     Ok(())
/// }
///
/// olin::main!(run);
/// ```
#[macro_export]
macro_rules! main {
    ($run:expr) => {
        fn main() {
            $crate::runtime::start($run)
        }

        /// The entry of Olin guests; `main` is never called there.
        #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
        #[no_mangle]
        pub extern "C" fn cwa_main() -> i32 {
            $crate::runtime::status($run)
        }
    };
}
