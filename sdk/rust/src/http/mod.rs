//! An HTTP client over the Olin `http` and `https` resources.
//!
//! The platform looks names up, connects and speaks TLS; the function's policy says which URLs may be
//! asked for. Requests and answers are streamed as far as the platform does: it collects a request
//! (8 MiB at most, together with the run's others) before it sends it, and hands an answer on while
//! it comes.
//!
//! ```no_run
//! use olin::http::{Error, Request};
//!
//! fn weather() -> Result<String, Error> {
//!     let mut response = Request::get("https://api.example.com/weather?city=Oslo")
//!         .header("Accept", "application/json")
//!         .send()?;
//!     match response.status() {
//!         200 => response.read_text(64 * 1024),
//!         status => Err(Error::refused(status)),
//!     }
//! }
//! ```
//!
//! Bodies are bytes, or come from a reader of a known length or of none (chunked):
//!
//! ```no_run
//! # use olin::http::Request;
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let file = std::fs::File::open("/tmp/report.csv")?;
//! let response = Request::post("https://api.example.com/reports")
//!     .header("Content-Type", "text/csv")
//!     .body_stream(file)
//!     .send()?;
//! # Ok(())
//! # }
//! ```
//!
//! Redirects are answers like others, unless [`Request::follow`] says how many to follow. A URL that
//! the policy forbids ends the run: there is no error for it.

mod body;
mod error;
mod headers;
mod lines;
mod redirect;
mod request;
mod response;
mod url;

pub use error::Error;
pub use headers::Headers;
pub use request::Request;
pub use response::Response;

/// A result of the client.
pub type Result<T> = std::result::Result<T, Error>;
