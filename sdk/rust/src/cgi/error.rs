use crate::http;
use std::fmt;
use std::io;

/// Why a request gets no better answer: a status and a message for the caller, and for the function's
/// log perhaps a cause.
#[derive(Debug)]
pub struct Error {
    status: u16,
    message: String,
    cause: Option<String>,
}

impl Error {
    /// Makes an error of a status, from 400 to 599, and what the caller is told.
    pub fn new(status: u16, message: impl Into<String>) -> Error {
        Error { status, message: message.into(), cause: None }
    }

    /// Makes an error of the status 400.
    pub fn bad_request(message: impl Into<String>) -> Error {
        Error::new(400, message)
    }

    /// Makes an error that the caller cannot help; only the log is told the cause.
    pub fn internal(cause: impl fmt::Display) -> Error {
        Error::new(500, "Something went wrong here").because(cause)
    }

    /// Adds a cause for the function's log.
    pub fn because(mut self, cause: impl fmt::Display) -> Error {
        self.cause = Some(cause.to_string());
        self
    }

    /// Returns the status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns what the caller is told.
    pub fn message(&self) -> &str {
        &self.message
    }

    pub(super) fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.status, self.message)
    }
}

impl std::error::Error for Error {}

impl From<io::Error> for Error {
    /// A body that ends early is the caller's, all else is not.
    fn from(error: io::Error) -> Error {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Error::bad_request("The body ends early"),
            _ => Error::internal(error),
        }
    }
}

impl From<http::Error> for Error {
    fn from(error: http::Error) -> Error {
        Error::new(502, "Another server did not answer as it should").because(error)
    }
}
