use std::fmt;
use std::io;

/// What an Olin function answers when it does not do what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// −1: it did not work. The function's log says why.
    Unknown,
    /// −2: a URL that is none, or a descriptor that is not open.
    InvalidArgument,
    /// −3.
    PermissionDenied,
    /// −4: no resource of that scheme, or no such variable.
    NotFound,
    /// −5.
    EndOfFile,
    /// A code that the ABI does not have.
    Other(i32),
    /// The program does not run on an Olin host.
    Unsupported,
}

/// A result of an Olin function.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Tells what a result means: a count, or an error code where it is negative.
    pub(crate) fn check(result: i32) -> Result<usize> {
        match result {
            0.. => Ok(result as usize),
            -1 => Err(Error::Unknown),
            -2 => Err(Error::InvalidArgument),
            -3 => Err(Error::PermissionDenied),
            -4 => Err(Error::NotFound),
            -5 => Err(Error::EndOfFile),
            code => Err(Error::Other(code)),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Unknown => out.write_str("it did not work; the function's log says why"),
            Error::InvalidArgument => out.write_str("invalid argument"),
            Error::PermissionDenied => out.write_str("permission denied"),
            Error::NotFound => out.write_str("not found"),
            Error::EndOfFile => out.write_str("end of file"),
            Error::Other(code) => write!(out, "error {code}"),
            Error::Unsupported => out.write_str("there is no Olin host here"),
        }
    }
}

impl std::error::Error for Error {}

impl From<Error> for io::Error {
    fn from(error: Error) -> io::Error {
        let kind = match error {
            Error::InvalidArgument => io::ErrorKind::InvalidInput,
            Error::PermissionDenied => io::ErrorKind::PermissionDenied,
            Error::NotFound => io::ErrorKind::NotFound,
            Error::EndOfFile => io::ErrorKind::UnexpectedEof,
            Error::Unsupported => io::ErrorKind::Unsupported,
            Error::Unknown | Error::Other(_) => io::ErrorKind::Other,
        };
        io::Error::new(kind, error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_counts_from_codes() {
        assert_eq!(Error::check(0), Ok(0));
        assert_eq!(Error::check(i32::MAX), Ok(i32::MAX as usize));
        assert_eq!(Error::check(-1), Err(Error::Unknown));
        assert_eq!(Error::check(-4), Err(Error::NotFound));
        assert_eq!(Error::check(i32::MIN), Err(Error::Other(i32::MIN)));
    }
}
