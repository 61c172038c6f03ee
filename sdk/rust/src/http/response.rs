use super::body::Framing;
use super::headers::Headers;
use super::lines::Lines;
use super::{Error, Result};
use crate::{field, Resource};
use std::io::{self, Read};

/// The longest head of an answer, in bytes.
const LONGEST_HEAD: usize = 64 * 1024;
const MOST_FIELDS: usize = 200;
/// How many interim answers (1xx) may come before the real one.
const MOST_INTERIM: usize = 8;

/// An answer: its head is here, its body is read from it.
///
/// ```no_run
/// # use olin::http::{Request, Result};
/// # use std::io::Read;
/// # fn main() -> Result<()> {
/// let mut response = Request::get("https://example.com/large").send()?;
/// let mut piece = [0; 4096];
/// loop {
///     match response.read(&mut piece)? {
///         0 => break,
///         count => olin::info!("{count} bytes came"),
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Response<R = Resource> {
    status: u16,
    reason: String,
    headers: Headers,
    framing: Framing,
    source: Lines<R>,
}

impl<R: Read> Response<R> {
    /// Reads an answer's head from its text, HTTP/1.1 as in RFC 9112; lines may end with LF alone.
    ///
    /// The method is the request's: the answer to HEAD has no body.
    pub fn parse(source: R, method: &str) -> Result<Response<R>> {
        let mut source = Lines::new(source);
        for _ in 0..MOST_INTERIM {
            let (status, reason, headers) = head(&mut source)?;
            if status == 101 {
                return Err(Error::Malformed("it changes the protocol"));
            }
            if status >= 200 {
                let framing = Framing::of(status, method, &headers)?;
                return Ok(Response { status, reason, headers, framing, source });
            }
        }
        Err(Error::Malformed("too many interim answers come first"))
    }

    /// Returns the status, from 200 to 999.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Tells whether the status is one of success, 200 to 299.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Returns the reason phrase, which may be empty.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Returns the header fields.
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// Reads the rest of the body, and fails where it is longer than so many bytes.
    pub fn read_bytes(&mut self, limit: usize) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let more = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        Read::take(&mut *self, more).read_to_end(&mut bytes)?;
        if bytes.len() > limit {
            return Err(Error::TooLong(limit));
        }
        Ok(bytes)
    }

    /// Reads the rest of the body as UTF-8, and fails where it is longer than so many bytes.
    pub fn read_text(&mut self, limit: usize) -> Result<String> {
        String::from_utf8(self.read_bytes(limit)?).map_err(|_| Error::NotText)
    }
}

impl<R: Read> Read for Response<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        self.framing.read(&mut self.source, target)
    }
}

fn head<R: Read>(source: &mut Lines<R>) -> Result<(u16, String, Headers)> {
    let mut budget = LONGEST_HEAD;
    let (status, reason) = status_line(&source.next(&mut budget)?)
        .ok_or(Error::Malformed("it does not begin with a status line"))?;
    let mut headers = Headers::default();
    loop {
        let line = source.next(&mut budget)?;
        if line.is_empty() {
            return Ok((status, reason, headers));
        }
        if headers.len() == MOST_FIELDS {
            return Err(Error::Malformed("it has too many header fields"));
        }
        let (name, value) =
            header_line(&line).ok_or(Error::Malformed("one of its header fields is none"))?;
        headers.add(name, value);
    }
}

fn status_line(line: &[u8]) -> Option<(u16, String)> {
    let rest = line.strip_prefix(b"HTTP/1.")?;
    let (version, rest) = rest.split_first()?;
    let (space, rest) = rest.split_first()?;
    if !version.is_ascii_digit() || *space != b' ' || rest.len() < 3 || !field::is_value(rest) {
        return None;
    }
    let (code, reason) = rest.split_at(3);
    let status = field::number(std::str::from_utf8(code).ok()?)? as u16;
    match reason {
        [] => Some((status, String::new())),
        [b' ', reason @ ..] => Some((status, crate::text::lossy(reason.to_vec()))),
        _ => None,
    }
    .filter(|_| status >= 100)
}

fn header_line(line: &[u8]) -> Option<(&str, &[u8])> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let name = std::str::from_utf8(&line[..colon]).ok()?;
    let value = field::trimmed(&line[colon + 1..]);
    (field::is_token(name) && field::is_value(value)).then(|| (name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Response<&[u8]>> {
        Response::parse(text.as_bytes(), "GET")
    }

    fn body(text: &str) -> Result<String> {
        parse(text)?.read_text(1000)
    }

    /// Gives one byte at a time.
    struct Dripping<'a>(&'a [u8]);

    impl Read for Dripping<'_> {
        fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
            let most = target.len().min(1);
            self.0.read(&mut target[..most])
        }
    }

    #[test]
    fn reads_head_and_body() {
        let mut response = parse(
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nX-A: 1\r\nx-a:\t2 \r\n\r\nbody",
        )
        .unwrap();
        assert_eq!((response.status(), response.reason()), (404, "Not Found"));
        assert!(!response.is_success());
        assert_eq!(response.headers().get("content-type"), Some("text/plain"));
        assert_eq!(response.headers().all("X-A").collect::<Vec<_>>(), [b"1", b"2"]);
        assert_eq!(response.read_text(4).unwrap(), "body");
    }

    #[test]
    fn reads_bare_line_feeds_and_status_lines_without_a_reason() {
        assert_eq!(body("HTTP/1.1 200\nContent-Length: 2\n\nhi").unwrap(), "hi");
        assert_eq!(parse("HTTP/1.0 200 \n\n").unwrap().reason(), "");
    }

    #[test]
    fn keeps_to_the_length() {
        assert_eq!(body("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi and more").unwrap(), "hi");
        assert_eq!(body("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nmore").unwrap(), "");
    }

    #[test]
    fn tells_a_body_that_ends_early() {
        for text in [
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhi",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhi",
        ] {
            assert!(
                matches!(body(text), Err(Error::Io(e)) if e.kind() == io::ErrorKind::UnexpectedEof)
            );
        }
        assert!(matches!(
            body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n"),
            Err(Error::Malformed(_))
        ));
    }

    #[test]
    fn decodes_chunks() {
        let text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n\
            2;a=b\r\nhi\r\n0A \r\n0123456789\r\n0\r\nTrailer: x\r\n\r\nmore";
        assert_eq!(body(text).unwrap(), "hi0123456789");
        let mut dripping = Response::parse(Dripping(text.as_bytes()), "GET").unwrap();
        assert_eq!(dripping.read_text(12).unwrap(), "hi0123456789");
    }

    #[test]
    fn refuses_broken_chunks() {
        for chunks in [
            "\r\n", "x\r\n", "-1\r\n", "+1\r\nx\r\n0\r\n\r\n", "1\r\nxy\r\n0\r\n\r\n",
            "ffffffffffffffffff\r\n", "0x1\r\nx\r\n0\r\n\r\n", "1 1\r\nx\r\n0\r\n\r\n",
        ] {
            let text = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}");
            assert!(matches!(body(&text), Err(Error::Malformed(_))), "{chunks:?}");
        }
    }

    #[test]
    fn bounds_the_lines_of_chunks_and_trailers() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        let long = format!("{head}1;{}\r\nx\r\n0\r\n\r\n", "a".repeat(LONGEST_HEAD));
        assert!(matches!(body(&long), Err(Error::Malformed(_))));
        let many = format!("{head}0\r\n{}\r\n", "A: b\r\n".repeat(1000));
        assert!(matches!(body(&many), Err(Error::Malformed(_))));
    }

    #[test]
    fn has_no_body_where_there_is_none() {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nignored";
        assert_eq!(Response::parse(text.as_bytes(), "HEAD").unwrap().read_text(9).unwrap(), "");
        for status in [204, 304] {
            assert_eq!(body(&format!("HTTP/1.1 {status} X\r\n\r\nignored")).unwrap(), "");
        }
    }

    #[test]
    fn skips_interim_answers() {
        let interim = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
        let text = interim.repeat(2) + "HTTP/1.1 200 OK\r\n\r\n";
        let response = parse(&text).unwrap();
        assert_eq!((response.status(), response.headers().len()), (200, 0));
        assert!(parse(&interim.repeat(100)).is_err());
        assert!(parse("HTTP/1.1 101 Switching Protocols\r\n\r\n").is_err());
    }

    #[test]
    fn refuses_heads_that_are_none() {
        for head in [
            "", "\r\n\r\n", "HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1 20", "HTTP/1.1 2000 OK", "HTTP/2 200 OK",
            "HTTP/1.1 -20 OK", "HTTP/1.1 099 Low", "http/1.1 200 OK", "HTTP/1.1  200 OK", "<html>",
            "HTTP/1.1 200 OK\r\nNo colon", "HTTP/1.1 200 OK\r\n: x", "HTTP/1.1 200 OK\r\nA : x",
            "HTTP/1.1 200 OK\r\nA: x\r\n folded", "HTTP/1.1 200 OK\r\nA: \0",
            "HTTP/1.1 200 OK\r\nA: x\ry", "HTTP/1.1 200 OK\r\nContent-Length: -1",
            "HTTP/1.1 200 OK\r\nContent-Length: 1, 1", "HTTP/1.1 200 OK\r\nContent-Length: +1",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1",
        ] {
            let text = format!("{head}\r\n\r\nx");
            assert!(matches!(parse(&text), Err(Error::Malformed(_))), "{head:?}");
        }
        assert!(parse("HTTP/1.1 200 OK\r\nA: x\r\n").is_err(), "a head without an end");
    }

    #[test]
    fn bounds_the_head() {
        let long = format!("HTTP/1.1 200 OK\r\nA: {}\r\n\r\n", "x".repeat(LONGEST_HEAD));
        assert!(matches!(parse(&long), Err(Error::Malformed(_))));
        let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "A: b\r\n".repeat(MOST_FIELDS + 1));
        assert!(matches!(parse(&many), Err(Error::Malformed(_))));
        assert!(matches!(
            Response::parse(io::repeat(b'x'), "GET"),
            Err(Error::Malformed(_))
        ));
    }

    #[test]
    fn bounds_the_body_that_is_read_at_once() {
        let mut endless =
            Response::parse("HTTP/1.1 200 OK\r\n\r\n".as_bytes().chain(io::repeat(b'x')), "GET")
                .unwrap();
        assert!(matches!(endless.read_bytes(10_000), Err(Error::TooLong(10_000))));
        assert!(matches!(body("HTTP/1.1 200 OK\r\n\r\n\u{e9}").map(|text| text.len()), Ok(2)));
        let mut latin = Response::parse(&b"HTTP/1.1 200 OK\r\n\r\n\xe9"[..], "GET").unwrap();
        assert!(matches!(latin.read_text(9), Err(Error::NotText)));
    }

    /// Whatever comes, reading it ends, within what came, and without a panic.
    #[test]
    fn survives_whatever_comes() {
        const PIECES: [&[u8]; 14] = [
            b"HTTP/1.1 ", b"200 OK", b"204 ", b"103 ", b"\r\n", b"\n", b"\r\n\r\n", b": ", b"0", b"f",
            b"Content-Length", b"Transfer-Encoding: chunked", b"\xff\0", b";",
        ];
        let mut state = 1_u64;
        let mut next = move |bound: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % bound
        };
        for _ in 0..20_000 {
            let mut text = b"HTTP/1.1 200 OK\r\n"[..next(18)].to_vec();
            for _ in 0..next(16) {
                text.extend_from_slice(PIECES[next(PIECES.len())]);
            }
            if let Ok(mut response) = Response::parse(&text[..], "GET") {
                let mut read = Vec::new();
                let _ = response.read_to_end(&mut read);
                assert!(read.len() <= text.len());
            }
        }
    }
}
