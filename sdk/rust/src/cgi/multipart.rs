use super::Error;
use crate::{field, text};
use std::io::{self, Read};

/// The longest head of a part, in bytes.
const LONGEST_HEAD: usize = 8 * 1024;
const MOST_PARTS: usize = 100;
const PIECE: usize = 16 * 1024;

/// Reads `multipart/form-data` part by part, in constant memory. RFC 7578, RFC 2046 section 5.1.
///
/// ```no_run
/// # use olin::cgi::{Error, Request, Response};
/// # use std::io;
/// fn upload(request: &mut Request) -> Result<Response, Error> {
///     let mut parts = request.multipart()?;
///     let mut total = 0;
///     while let Some(mut part) = parts.next()? {
///         olin::info!("{} is {:?}", part.name(), part.file_name());
///         total += io::copy(&mut part, &mut io::sink())?;
///     }
///     Ok(Response::text(format!("{total} bytes")))
/// }
/// ```
#[derive(Debug)]
pub struct Multipart<R> {
    source: R,
    /// CRLF, two dashes and the boundary: what ends a part.
    delimiter: Vec<u8>,
    buffer: Vec<u8>,
    start: usize,
    parts: usize,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before the first part.
    Preamble,
    /// Within a part's bytes.
    Part,
    /// At a delimiter, which has not been read.
    Delimiter,
    /// After the last part.
    Done,
}

impl<R: Read> Multipart<R> {
    /// Begins to read a body with this boundary.
    pub fn new(source: R, boundary: &str) -> Multipart<R> {
        Multipart {
            source,
            delimiter: format!("\r\n--{boundary}").into_bytes(),
            // The first delimiter may be the body's beginning, without a line before it.
            buffer: b"\r\n".to_vec(),
            start: 0,
            parts: 0,
            state: State::Preamble,
        }
    }

    /// Skips what is left of the current part, and returns the next one; `None` after the last.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Result<Option<Part<'_, R>>, Error> {
        let mut piece = [0; 1024];
        while matches!(self.state, State::Preamble | State::Part) {
            self.read_part(&mut piece)?;
        }
        if self.state == State::Done || !self.begins_another()? {
            self.state = State::Done;
            return Ok(None);
        }
        self.parts += 1;
        if self.parts > MOST_PARTS {
            return Err(Error::new(413, format!("Too many parts (expected: at most {MOST_PARTS})")));
        }
        let head = self.head()?;
        self.state = State::Part;
        Ok(Some(Part { multipart: self, head }))
    }

    /// Reads a delimiter, and tells whether it is not the last one.
    fn begins_another(&mut self) -> Result<bool, Error> {
        self.start += self.delimiter.len();
        self.require(2)?;
        let last = self.rest().starts_with(b"--");
        if !last {
            let line = self.line(&mut LONGEST_HEAD.clone())?;
            if !field::trimmed(&line).is_empty() {
                return Err(broken("something follows a boundary"));
            }
        }
        Ok(!last)
    }

    fn head(&mut self) -> Result<Head, Error> {
        let mut head = Head::default();
        let mut budget = LONGEST_HEAD;
        loop {
            let line = text::lossy(self.line(&mut budget)?);
            if line.is_empty() {
                break;
            }
            let (name, value) =
                line.split_once(':').ok_or_else(|| broken("a part's header field is none"))?;
            match name.to_ascii_lowercase().as_str() {
                "content-disposition" => {
                    head.name = parameter(value, "name").unwrap_or_default();
                    head.file_name = parameter(value, "filename");
                }
                "content-type" => head.content_type = Some(value.trim().to_owned()),
                _ => {}
            }
        }
        Ok(head)
    }

    /// Returns the next line without its CRLF.
    fn line(&mut self, budget: &mut usize) -> Result<Vec<u8>, Error> {
        let mut searched = 0;
        loop {
            let found = position(&self.rest()[searched..], b"\r\n").map(|at| at + searched);
            if found.unwrap_or(self.rest().len()) > *budget {
                return Err(Error::new(413, "The head of a part is too long"));
            }
            if let Some(length) = found {
                let line = self.rest()[..length].to_vec();
                self.start += length + 2;
                *budget -= length;
                return Ok(line);
            }
            searched = self.rest().len().saturating_sub(1);
            self.require(self.rest().len() + 1)?;
        }
    }

    /// Reads some of the current part's bytes; 0 at its end.
    fn read_part(&mut self, target: &mut [u8]) -> io::Result<usize> {
        if !matches!(self.state, State::Preamble | State::Part) || target.is_empty() {
            return Ok(0);
        }
        loop {
            // No further than this read goes: what comes after is searched by the next.
            let near = self.rest().len().min(target.len() + self.delimiter.len());
            let found = position(&self.rest()[..near], &self.delimiter);
            // The last bytes may be the beginning of a delimiter.
            let safe = found.unwrap_or((near + 1).saturating_sub(self.delimiter.len()));
            if safe > 0 {
                let count = safe.min(target.len());
                target[..count].copy_from_slice(&self.buffer[self.start..self.start + count]);
                self.start += count;
                return Ok(count);
            }
            if found.is_some() {
                self.state = State::Delimiter;
                return Ok(0);
            }
            self.fill()?;
        }
    }

    fn rest(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    fn require(&mut self, count: usize) -> Result<(), Error> {
        while self.rest().len() < count {
            self.fill()?;
        }
        Ok(())
    }

    /// Reads more into the buffer.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let length = self.buffer.len();
        self.buffer.resize(length + PIECE, 0);
        let count = loop {
            match self.source.read(&mut self.buffer[length..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result,
            }
        };
        self.buffer.truncate(length + *count.as_ref().unwrap_or(&0));
        match count? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

#[derive(Debug, Default)]
struct Head {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
}

/// One part of a form: its head is here, its bytes are read from it.
#[derive(Debug)]
pub struct Part<'a, R> {
    multipart: &'a mut Multipart<R>,
    head: Head,
}

impl<R> Part<'_, R> {
    /// Returns the form field's name.
    pub fn name(&self) -> &str {
        &self.head.name
    }

    /// Returns the name that a file has on the caller's side: as hostile as all that callers say.
    pub fn file_name(&self) -> Option<&str> {
        self.head.file_name.as_deref()
    }

    /// Returns the media type that the caller says it is.
    pub fn content_type(&self) -> Option<&str> {
        self.head.content_type.as_deref()
    }
}

impl<R: Read> Read for Part<'_, R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        self.multipart.read_part(target)
    }
}

fn broken(why: &str) -> Error {
    Error::bad_request(format!("The form is broken: {why}"))
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    loop {
        from += bytes[from..].iter().position(|byte| *byte == first)?;
        if bytes[from..].starts_with(wanted) {
            return Some(from);
        }
        from += 1;
    }
}

/// Returns the boundary that a Content-Type names, where it may be one.
pub(super) fn boundary(content_type: &str) -> Option<String> {
    let boundary = parameter(content_type, "boundary")?;
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"'()+_,-./:=? ".contains(&byte);
    let fits = (1..=70).contains(&boundary.len()) && boundary.bytes().all(allowed);
    (fits && !boundary.ends_with(' ')).then(|| boundary)
}

/// Returns a parameter of a field's value: `; name=value` or `; name="value"`.
fn parameter(value: &str, wanted: &str) -> Option<String> {
    let mut rest = value;
    loop {
        rest = rest.get(unquoted_semicolon(rest)? + 1..)?.trim_start();
        let (name, after) = rest.split_once('=')?;
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(match after.strip_prefix('"') {
                Some(quoted) => unquoted(quoted),
                None => after.split(';').next().unwrap_or_default().trim().to_owned(),
            });
        }
    }
}

/// Returns where the next semicolon is that is not within quotes.
fn unquoted_semicolon(text: &str) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    text.char_indices().find_map(|(at, character)| {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => return Some(at),
            _ => {}
        }
        None
    })
}

/// Reads up to the closing quote. Browsers write a quote as `%22`, others as `\"`.
fn unquoted(text: &str) -> String {
    let mut value = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => match characters.next() {
                Some(escaped @ ('"' | '\\')) => value.push(escaped),
                // A file name of Windows.
                Some(other) => value.extend(['\\', other]),
                None => value.push('\\'),
            },
            other => value.push(other),
        }
    }
    value.replace("%22", "\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    type Found = Vec<(String, Option<String>, Vec<u8>)>;

    fn parts(body: &[u8]) -> Result<Found, Error> {
        let mut multipart = Multipart::new(body, "X");
        let mut found = Vec::new();
        while let Some(mut part) = multipart.next()? {
            let (name, file) = (part.name().to_owned(), part.file_name().map(str::to_owned));
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes)?;
            found.push((name, file, bytes));
        }
        Ok(found)
    }

    #[test]
    fn reads_parts() {
        let found = parts(
            b"--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--X \r\n\
            content-disposition: form-data; name=b; filename=\"c;\\\"d%22.txt\"\r\n\
            Content-Type: text/plain\r\n\r\n\r\n--\r\n--X-\r\n\r\n--X--\r\nepilogue",
        );
        // The third boundary is none: something follows it on its line.
        assert!(found.is_err());
        let found = parts(
            b"preamble\r\n--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--X \r\n\
            content-disposition: form-data; name=b; filename=\"c;\\\"d%22.txt\"\r\n\
            Content-Type: text/plain\r\n\r\n\r\n--\r\n-X\r\n--X--\r\nepilogue",
        )
        .unwrap();
        assert_eq!(found[0], ("a".into(), None, b"one".to_vec()));
        assert_eq!(found[1], ("b".into(), Some("c;\"d\".txt".into()), b"\r\n--\r\n-X".to_vec()));
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn reads_large_parts_with_almost_boundaries() {
        let file = b"\r\n--\r\r\n--Y\r".repeat(10_000);
        let mut body = b"--X\r\n\r\n".to_vec();
        body.extend_from_slice(&file);
        body.extend_from_slice(b"\r\n--X--");
        assert!(parts(&body).unwrap()[0].2 == file);
    }

    #[test]
    fn skips_what_is_not_read() {
        let body = b"--X\r\n\r\nskipped\r\n--X\r\n\r\nread\r\n--X--";
        let mut multipart = Multipart::new(&body[..], "X");
        assert!(multipart.next().unwrap().is_some());
        let mut bytes = Vec::new();
        multipart.next().unwrap().unwrap().read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, b"read");
        assert!(multipart.next().unwrap().is_none());
        assert!(multipart.next().unwrap().is_none());
    }

    #[test]
    fn has_no_parts_where_there_are_none() {
        assert!(parts(b"--X--").unwrap().is_empty());
    }

    #[test]
    fn refuses_forms_that_are_none() {
        for body in [
            &b""[..], b"x", b"--X", b"--X-", b"--X\r\n", b"--X\r\nno colon\r\n\r\n\r\n--X--",
            b"--X\r\n\r\nno end", b"--X\r\n\r\n\r\n--", b"--Xmore\r\n\r\n\r\n--X--",
        ] {
            assert_eq!(parts(body).unwrap_err().status(), 400, "{:?}", text::lossy(body.to_vec()));
        }
    }

    #[test]
    fn bounds_heads_and_counts() {
        let long = [b"--X\r\nA: ".to_vec(), vec![b'x'; 1 << 20]].concat();
        assert_eq!(parts(&long).unwrap_err().status(), 413);
        let many = [b"--X\r\n\r\n\r\n".repeat(MOST_PARTS + 1), b"--X--".to_vec()].concat();
        assert_eq!(parts(&many).unwrap_err().status(), 413);
    }

    #[test]
    fn survives_whatever_comes() {
        const PIECES: [&[u8]; 8] =
            [b"\r\n--X", b"--X", b"--", b"\r\n", b"\r", b"A: b", b"\r\n\r\n", b"\xff"];
        let mut state = 7_u64;
        let mut next = move |bound: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as usize % bound
        };
        for _ in 0..2_000 {
            let body: Vec<u8> = (0..next(12)).flat_map(|_| PIECES[next(8)].to_vec()).collect();
            if let Ok(found) = parts(&body) {
                assert!(found.iter().map(|(_, _, bytes)| bytes.len()).sum::<usize>() < body.len());
            }
        }
    }

    #[test]
    fn finds_boundaries() {
        let found = |value| boundary(value);
        assert_eq!(found("multipart/form-data; boundary=aB").as_deref(), Some("aB"));
        assert_eq!(found("a/b; c=\"d;boundary=e\"; BOUNDARY=\"f g\"").as_deref(), Some("f g"));
        for none in ["a/b", "a/b; boundary=", "a/b; boundary=\"a ", "a/b; boundary=\"\r\n\"", ";;;"] {
            assert_eq!(found(none), None, "{none}");
        }
        assert_eq!(found(&format!("a/b; boundary={}", "x".repeat(71))), None);
    }
}
