use super::{Error, Result};
use std::io::{self, ErrorKind, Read};

const BUFFER: usize = 16 * 1024;

/// Lines and bytes of an answer, from its beginning on.
#[derive(Debug)]
pub(crate) struct Lines<R> {
    source: R,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(source: R) -> Lines<R> {
        Lines { source, buffer: vec![0; BUFFER].into_boxed_slice(), start: 0, end: 0 }
    }

    /// Returns bytes that are there, reading more where there are none; empty at the end.
    fn available(&mut self) -> io::Result<&[u8]> {
        while self.start == self.end {
            match self.source.read(&mut self.buffer) {
                Ok(0) => return Ok(&[]),
                Ok(count) => (self.start, self.end) = (0, count.min(BUFFER)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(&self.buffer[self.start..self.end])
    }

    /// Returns the next line without its end, which is CRLF or LF; takes its bytes from the budget.
    pub(crate) fn next(&mut self, budget: &mut usize) -> Result<Vec<u8>> {
        let mut line = Vec::new();
        loop {
            let bytes = self.available()?;
            if bytes.is_empty() {
                return Err(Error::Malformed("it ends within its head"));
            }
            let end = bytes.iter().position(|byte| *byte == b'\n');
            let count = end.map_or(bytes.len(), |end| end + 1);
            if count > *budget {
                return Err(Error::Malformed("its head is too long"));
            }
            line.extend_from_slice(&bytes[..end.unwrap_or(count)]);
            *budget -= count;
            self.start += count;
            if end.is_some() {
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(line);
            }
        }
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        if self.start == self.end && target.len() >= BUFFER {
            return self.source.read(target);
        }
        let bytes = self.available()?;
        let count = bytes.len().min(target.len());
        target[..count].copy_from_slice(&bytes[..count]);
        self.start += count;
        Ok(count)
    }
}
