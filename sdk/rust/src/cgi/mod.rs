//! Requests to the function and its answers: CGI, RFC 3875, on WASI and Olin hosts alike.
//!
//! ```no_run
//! use olin::cgi::{Error, Request, Response};
//!
//! fn answer(request: &mut Request) -> Result<Response, Error> {
//!     match (request.method(), request.path()) {
//!         ("GET", "/") => Ok(Response::html("<h1>Welcome</h1>")),
//!         ("POST", "/notes") => {
//!             let form = request.form(16 * 1024)?;
//!             let note = form.get("note").ok_or_else(|| Error::bad_request("note is missing"))?;
//!             olin::info!("a note of {} letters", note.len());
//!             Ok(Response::redirect("/"))
//!         }
//!         _ => Err(Error::new(404, "There is nothing here")),
//!     }
//! }
//!
//! olin::main!(|| olin::cgi::serve(answer));
//! ```
//!
//! A body that is made while it is sent is a [stream](Response::stream); what is flushed goes to the
//! caller at once.

mod error;
mod form;
mod multipart;
mod request;
mod response;

pub use error::Error;
pub use form::Form;
pub use multipart::{Multipart, Part};
pub use request::{Body, Request};
pub use response::Response;

use crate::stdio;
use std::io;

/// Answers the request that this run is for. An error becomes an answer with its status and message;
/// its cause is written to standard error, the function's log.
pub fn serve(answer: impl FnOnce(&mut Request) -> Result<Response, Error>) -> io::Result<()> {
    let mut request = Request::of_this_run();
    let response = answer(&mut request).unwrap_or_else(|error| {
        if let Some(cause) = error.cause() {
            use std::io::Write;
            let _ = writeln!(stdio::stderr(), "{error}: {cause}");
        }
        Response::from(error)
    });
    response.write(&mut stdio::stdout())
}
