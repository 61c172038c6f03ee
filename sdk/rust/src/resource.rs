use crate::{sys, Result};
use std::io::{self, Read, Write};

/// What a URL leads to: an open descriptor of the Olin ABI, closed when it is dropped.
///
/// | URL | reading gives | writing |
/// |---|---|---|
/// | `log://?prefix=P` | nothing | each write is a line of the function's log |
/// | `null://` | nothing | goes nowhere |
/// | `zero://` | zeros without end | goes nowhere |
/// | `random://` | random bytes without end | fails |
/// | `http://…`, `https://…` | the answer's text | the request's text; [`flush`](Write::flush) sends it |
///
/// For HTTP use [`http::Request`](crate::http::Request). A URL that the function's policy forbids
/// ends the program: there is no error for it.
///
/// ```no_run
/// use std::io::Read;
///
/// let mut key = [0; 32];
/// olin::Resource::open("random://")?.read_exact(&mut key)?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Resource {
    descriptor: i32,
}

impl Resource {
    /// Opens a URL.
    pub fn open(url: &str) -> Result<Resource> {
        sys::open(url).map(Resource::owning)
    }

    /// Opens standard input.
    pub fn stdin() -> Result<Resource> {
        sys::stdin().map(Resource::owning)
    }

    /// Opens standard output.
    pub fn stdout() -> Result<Resource> {
        sys::stdout().map(Resource::owning)
    }

    /// Opens standard error, which is the function's log.
    pub fn stderr() -> Result<Resource> {
        sys::stderr().map(Resource::owning)
    }

    fn owning(descriptor: i32) -> Resource {
        Resource { descriptor }
    }
}

impl Read for Resource {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        Ok(sys::read(self.descriptor, target)?)
    }
}

impl Write for Resource {
    fn write(&mut self, source: &[u8]) -> io::Result<usize> {
        Ok(sys::write(self.descriptor, source)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(sys::flush(self.descriptor)?)
    }
}

impl Drop for Resource {
    fn drop(&mut self) {
        sys::close(self.descriptor);
    }
}
