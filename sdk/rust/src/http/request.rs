use super::headers::Headers;
use super::redirect;
use super::response::Response;
use super::url::Url;
use super::{Error, Result};
use crate::{field, Resource};
use std::borrow::Cow;
use std::fmt;
use std::io::{self, BufWriter, Read, Write};

/// How much is written at once, and the size of a chunk, in bytes.
const PIECE: usize = 16 * 1024;

/// Fields that follow from the URL and the body.
const OWN_FIELDS: [&str; 3] = ["Host", "Content-Length", "Transfer-Encoding"];

/// A request that is being made. Nothing is sent before [`send`](Request::send), which also tells
/// what was wrong with the parts.
#[derive(Debug)]
pub struct Request<'a> {
    pub(super) method: Cow<'a, str>,
    url: Result<Url>,
    pub(super) headers: Headers,
    pub(super) body: Body<'a>,
    redirects: u32,
    wrong: Option<Error>,
}

pub(super) enum Body<'a> {
    None,
    Bytes(Cow<'a, [u8]>),
    Sized(Box<dyn Read + 'a>, u64),
    Chunked(Box<dyn Read + 'a>),
}

impl fmt::Debug for Body<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Body::None => out.write_str("None"),
            Body::Bytes(bytes) => write!(out, "Bytes({})", bytes.len()),
            Body::Sized(_, length) => write!(out, "Sized({length})"),
            Body::Chunked(_) => out.write_str("Chunked"),
        }
    }
}

impl<'a> Request<'a> {
    /// Begins a request of any method.
    pub fn new(method: &'a str, url: &str) -> Request<'a> {
        let wrong = (!field::is_token(method)).then(|| Error::Method(method.to_owned()));
        Request {
            method: Cow::Borrowed(method),
            url: Url::parse(url),
            headers: Headers::default(),
            body: Body::None,
            redirects: 0,
            wrong,
        }
    }

    /// Begins a GET request.
    pub fn get(url: &str) -> Request<'a> {
        Request::new("GET", url)
    }

    /// Begins a POST request.
    pub fn post(url: &str) -> Request<'a> {
        Request::new("POST", url)
    }

    /// Begins a PUT request.
    pub fn put(url: &str) -> Request<'a> {
        Request::new("PUT", url)
    }

    /// Begins a DELETE request.
    pub fn delete(url: &str) -> Request<'a> {
        Request::new("DELETE", url)
    }

    /// Adds a header field. `Host`, `Content-Length` and `Transfer-Encoding` follow from the URL and
    /// the body, and cannot be added.
    pub fn header(mut self, name: &str, value: &str) -> Request<'a> {
        let own = OWN_FIELDS.iter().any(|each| each.eq_ignore_ascii_case(name));
        if own || !field::is_token(name) || !field::is_value(value.as_bytes()) {
            self.wrong = self.wrong.or_else(|| Some(Error::Header(name.to_owned())));
        } else {
            self.headers.add(name, value.as_bytes());
        }
        self
    }

    /// Sends these bytes with the request.
    pub fn body(mut self, bytes: impl Into<Cow<'a, [u8]>>) -> Request<'a> {
        self.body = Body::Bytes(bytes.into());
        self
    }

    /// Sends a text with the request.
    pub fn text(self, text: &'a str) -> Request<'a> {
        self.body(text.as_bytes())
    }

    /// Sends what a reader gives, chunked.
    pub fn body_stream(mut self, source: impl Read + 'a) -> Request<'a> {
        self.body = Body::Chunked(Box::new(source));
        self
    }

    /// Sends so many bytes of a reader. One that gives fewer fails the request.
    pub fn body_sized(mut self, source: impl Read + 'a, length: u64) -> Request<'a> {
        self.body = Body::Sized(Box::new(source), length);
        self
    }

    /// Follows at most so many redirects; without this call none is.
    ///
    /// 303, and 301 and 302 after a POST, become a GET without a body, as browsers do it; others
    /// repeat the request, where its body can be repeated. `Authorization` and `Cookie` go to no
    /// other origin, and https does not become http. What is not followed is returned.
    pub fn follow(mut self, redirects: u32) -> Request<'a> {
        self.redirects = redirects;
        self
    }

    /// Sends the request, and waits for the head of its answer.
    pub fn send(mut self) -> Result<Response> {
        if let Some(wrong) = self.wrong.take() {
            return Err(wrong);
        }
        let mut url = self.url?;
        self.url = Ok(url.clone());
        let mut left = self.redirects;
        loop {
            let response = self.exchange(&url)?;
            let next = match redirect::next(&url, &response, &self.body) {
                Some(next) if self.redirects > 0 => next,
                _ => return Ok(response),
            };
            if left == 0 {
                return Err(Error::TooManyRedirects);
            }
            left -= 1;
            redirect::change(&mut self, response.status(), url.same_origin(&next));
            url = next;
        }
    }

    fn exchange(&mut self, url: &Url) -> Result<Response> {
        let mut resource = Resource::open(&url.origin()).map_err(io::Error::from)?;
        self.write(url, &mut resource)?;
        resource.flush().map_err(|_| Error::NoAnswer)?;
        Response::parse(resource, &self.method)
    }

    /// Writes the request's text. RFC 9112.
    fn write(&mut self, url: &Url, target: &mut impl Write) -> Result<()> {
        let mut out = BufWriter::with_capacity(PIECE, target);
        write!(out, "{} {} HTTP/1.1\r\n", self.method, url.target())?;
        write!(out, "Host: {}\r\n", url.authority())?;
        for (name, value) in self.headers.iter() {
            write!(out, "{name}: ")?;
            out.write_all(value)?;
            out.write_all(b"\r\n")?;
        }
        match &mut self.body {
            Body::None => out.write_all(b"\r\n")?,
            Body::Bytes(bytes) => {
                write!(out, "Content-Length: {}\r\n\r\n", bytes.len())?;
                out.write_all(bytes)?;
            }
            Body::Sized(source, length) => {
                write!(out, "Content-Length: {length}\r\n\r\n")?;
                let copied = io::copy(&mut source.take(*length), &mut out)?;
                if copied < *length {
                    return Err(Error::Io(io::ErrorKind::UnexpectedEof.into()));
                }
            }
            Body::Chunked(source) => {
                out.write_all(b"Transfer-Encoding: chunked\r\n\r\n")?;
                write_chunks(source, &mut out)?;
            }
        }
        // Not its flush, which would send the request: only what the buffer still has.
        out.into_inner().map_err(|error| error.into_error())?;
        Ok(())
    }
}

fn write_chunks(source: &mut dyn Read, out: &mut impl Write) -> io::Result<()> {
    let mut piece = vec![0; PIECE];
    loop {
        let count = match source.read(&mut piece) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if count == 0 {
            return out.write_all(b"0\r\n\r\n");
        }
        write!(out, "{count:x}\r\n")?;
        out.write_all(&piece[..count])?;
        out.write_all(b"\r\n")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(mut request: Request<'_>) -> String {
        assert!(request.wrong.is_none());
        let url = request.url.as_ref().unwrap().clone();
        let mut text = Vec::new();
        request.write(&url, &mut text).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn writes_requests() {
        assert_eq!(
            written(Request::get("http://a:81/b?c").header("Accept", "*/*")),
            "GET /b?c HTTP/1.1\r\nHost: a:81\r\nAccept: */*\r\n\r\n"
        );
        assert_eq!(
            written(Request::post("https://a").text("hi")),
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
        );
        assert_eq!(
            written(Request::put("https://a").body_sized("hi there".as_bytes(), 2)),
            "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
        );
        assert_eq!(
            written(Request::delete("https://a").body_stream("hi".as_bytes())),
            "DELETE / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"
        );
    }

    #[test]
    fn cuts_long_bodies_into_chunks() {
        let text = written(Request::post("http://a").body_stream(io::repeat(b'x').take(40_000)));
        let sizes = text.lines().filter(|line| line.len() == 4).collect::<Vec<_>>();
        assert_eq!(sizes, ["4000", "4000", "1c40"]);
    }

    #[test]
    fn fails_where_a_reader_gives_too_little() {
        let mut request = Request::post("http://a").body_sized("hi".as_bytes(), 3);
        let url = Url::parse("http://a").unwrap();
        assert!(matches!(request.write(&url, &mut Vec::new()), Err(Error::Io(_))));
    }

    #[test]
    fn refuses_parts_that_would_become_others() {
        let sent = |request: Request<'_>| request.send().unwrap_err().to_string();
        assert!(sent(Request::new("GET /x HTTP/1.1\r\n", "http://a")).contains("method"));
        assert!(sent(Request::new("", "http://a")).contains("method"));
        assert!(sent(Request::get("http://a b")).contains("URL"));
        for (name, value) in [
            ("A", "b\r\nC: d"), ("A\r\nB", "c"), ("", "a"), ("A:", "b"), ("A B", "c"), ("A", "\0"),
            ("Host", "b"), ("content-length", "1"), ("Transfer-encoding", "chunked"),
        ] {
            let request = Request::get("http://a").header(name, value).header("B", "c");
            assert!(matches!(request.send(), Err(Error::Header(each)) if each == name));
        }
    }

    #[test]
    fn says_that_there_is_no_host_here() {
        let error = Request::get("http://a").send().unwrap_err();
        assert!(error.to_string().contains("no Olin host"), "{error}");
    }
}
