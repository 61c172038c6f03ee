use std::fmt;
use std::io;

/// Why a request got no answer that can be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The URL cannot be asked for: what is wrong with it.
    Url(&'static str),
    /// The method is no token.
    Method(String),
    /// A header field that cannot be sent: its name.
    Header(String),
    /// There was no answer: no connection, no trust, or a request that the platform refused. The
    /// function's log says which.
    NoAnswer,
    /// The answer is no HTTP/1.1: what is wrong with it.
    Malformed(&'static str),
    /// The answer's body is longer than was allowed, in bytes.
    TooLong(usize),
    /// The answer's body is not UTF-8.
    NotText,
    /// There were more redirects than were to be followed.
    TooManyRedirects,
    /// The answer has a status that the program does not go on with ([`Error::refused`]).
    Status(u16),
    /// Reading or writing failed.
    Io(io::Error),
}

impl Error {
    /// Makes an error of a status, for programs that treat both alike.
    pub fn refused(status: u16) -> Error {
        Error::Status(status)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Url(why) => write!(out, "the URL cannot be asked for: {why}"),
            Error::Method(method) => write!(out, "method {method:?} (expected: such as GET)"),
            Error::Header(name) => write!(out, "the header field {name:?} cannot be sent"),
            Error::NoAnswer => out.write_str("there was no answer; the function's log says why"),
            Error::Malformed(why) => write!(out, "the answer is no HTTP/1.1: {why}"),
            Error::TooLong(limit) => write!(out, "the answer is longer than {limit} bytes"),
            Error::NotText => out.write_str("the answer is not UTF-8"),
            Error::TooManyRedirects => out.write_str("the answer is one redirect too many"),
            Error::Status(status) => write!(out, "the answer has the status {status}"),
            Error::Io(error) => write!(out, "reading or writing failed: {error}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for Error {
    /// What went wrong within an answer comes out of [`Read`](io::Read) as an [`io::Error`].
    fn from(error: io::Error) -> Error {
        if !error.get_ref().map_or(false, |inner| inner.is::<Error>()) {
            return Error::Io(error);
        }
        match error.into_inner().map(|inner| inner.downcast::<Error>()) {
            Some(Ok(inner)) => *inner,
            _ => Error::Malformed("its body"),
        }
    }
}

impl From<Error> for io::Error {
    fn from(error: Error) -> io::Error {
        match error {
            Error::Io(error) => error,
            other => io::Error::new(io::ErrorKind::InvalidData, other),
        }
    }
}
