use super::headers::Headers;
use super::lines::Lines;
use super::{Error, Result};
use crate::field;
use std::io::{self, ErrorKind, Read};

/// The longest line of a chunk's size, and all trailers together, in bytes.
const LONGEST_LINES: usize = 16 * 1024;
const MOST_TRAILERS: usize = 100;

/// Where an answer's body ends. RFC 9112, section 6.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// After so many more bytes.
    Length(u64),
    /// At the chunk of no bytes; so many more bytes are in this one.
    Chunked { left: u64, first: bool },
    /// At the end of the stream.
    ToEnd,
    /// Here.
    Ended,
}

impl Framing {
    /// Finds it in an answer's head. Whatever two readers could understand differently is refused.
    pub(crate) fn of(status: u16, method: &str, headers: &Headers) -> Result<Framing> {
        let length = content_length(headers)?;
        let coded = is_chunked(headers)?;
        if method == "HEAD" || matches!(status, 100..=199 | 204 | 304) {
            return Ok(Framing::Ended);
        }
        match (length, coded) {
            (Some(_), true) => {
                Err(Error::Malformed("it has both Content-Length and Transfer-Encoding"))
            }
            (Some(0), false) => Ok(Framing::Ended),
            (Some(length), false) => Ok(Framing::Length(length)),
            (None, true) => Ok(Framing::Chunked { left: 0, first: true }),
            (None, false) => Ok(Framing::ToEnd),
        }
    }

    /// Reads some of the body.
    pub(crate) fn read<R: Read>(
        &mut self,
        source: &mut Lines<R>,
        target: &mut [u8],
    ) -> io::Result<usize> {
        if target.is_empty() {
            return Ok(0);
        }
        match self {
            Framing::Ended => Ok(0),
            Framing::ToEnd => {
                let count = source.read(target)?;
                if count == 0 {
                    *self = Framing::Ended;
                }
                Ok(count)
            }
            Framing::Length(left) => {
                let count = read_some(source, target, *left)?;
                *left -= count as u64;
                if *left == 0 {
                    *self = Framing::Ended;
                }
                Ok(count)
            }
            Framing::Chunked { left, first } => {
                if *left == 0 {
                    *left = next_chunk(source, *first)?;
                    *first = false;
                    if *left == 0 {
                        *self = Framing::Ended;
                        return Ok(0);
                    }
                }
                let count = read_some(source, target, *left)?;
                *left -= count as u64;
                Ok(count)
            }
        }
    }
}

fn read_some<R: Read>(source: &mut R, target: &mut [u8], left: u64) -> io::Result<usize> {
    let most = usize::try_from(left).unwrap_or(usize::MAX).min(target.len());
    match source.read(&mut target[..most])? {
        0 => Err(io::Error::new(ErrorKind::UnexpectedEof, "the answer ends within its body")),
        count => Ok(count),
    }
}

/// Returns the next chunk's size; after the last, the trailers are read and dropped.
fn next_chunk<R: Read>(source: &mut Lines<R>, first: bool) -> Result<u64> {
    let mut budget = LONGEST_LINES;
    if !first && !source.next(&mut budget)?.is_empty() {
        return Err(Error::Malformed("a chunk is longer than its size"));
    }
    let line = source.next(&mut budget)?;
    let size = chunk_size(&line).ok_or(Error::Malformed("a chunk's size is none"))?;
    if size == 0 {
        for _ in 0..=MOST_TRAILERS {
            if source.next(&mut budget)?.is_empty() {
                return Ok(0);
            }
        }
        return Err(Error::Malformed("it has too many trailers"));
    }
    Ok(size)
}

fn chunk_size(line: &[u8]) -> Option<u64> {
    let size = line.split(|byte| *byte == b';').next().map(field::trimmed)?;
    if size.is_empty() || size.len() > 15 {
        return None;
    }
    size.iter().try_fold(0, |sum, digit| {
        Some(sum * 16 + u64::from(char::from(*digit).to_digit(16)?))
    })
}

fn content_length(headers: &Headers) -> Result<Option<u64>> {
    let mut found = None;
    for value in headers.all("Content-Length") {
        let length = std::str::from_utf8(value)
            .ok()
            .and_then(field::number)
            .ok_or(Error::Malformed("its Content-Length is no number"))?;
        if found.map_or(false, |other| other != length) {
            return Err(Error::Malformed("it has several Content-Lengths"));
        }
        found = Some(length);
    }
    Ok(found)
}

fn is_chunked(headers: &Headers) -> Result<bool> {
    let mut codings = headers.all("Transfer-Encoding");
    match (codings.next(), codings.next()) {
        (None, _) => Ok(false),
        (Some(coding), None) if coding.eq_ignore_ascii_case(b"chunked") => Ok(true),
        _ => Err(Error::Malformed("its Transfer-Encoding is not chunked")),
    }
}
