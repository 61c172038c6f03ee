use super::Error;
use crate::field;
use std::borrow::Cow;
use std::fmt;
use std::io::{self, BufWriter, Write};

type Stream = Box<dyn FnOnce(&mut dyn Write) -> io::Result<()>>;

/// The function's answer.
#[derive(Debug)]
pub struct Response {
    status: u16,
    headers: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    body: Body,
}

enum Body {
    Bytes(Vec<u8>),
    Stream(Stream),
}

impl fmt::Debug for Body {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Body::Bytes(bytes) => write!(out, "Bytes({})", bytes.len()),
            Body::Stream(_) => out.write_str("Stream"),
        }
    }
}

impl Response {
    /// Makes an answer without a body.
    pub fn new(status: u16) -> Response {
        Response { status, headers: Vec::new(), body: Body::Bytes(Vec::new()) }
    }

    /// Makes an answer of a media type, with the status 200.
    pub fn of(media_type: &'static str, body: impl Into<Vec<u8>>) -> Response {
        Response::new(200).header("Content-Type", media_type).body(body)
    }

    /// Makes an answer of plain text, with the status 200.
    pub fn text(text: impl Into<String>) -> Response {
        Response::of("text/plain; charset=utf-8", text.into())
    }

    /// Makes a page, with the status 200.
    pub fn html(text: impl Into<String>) -> Response {
        Response::of("text/html; charset=utf-8", text.into())
    }

    /// Makes an answer of JSON, with the status 200: of a [`Value`](crate::json::Value) or of text
    /// that is JSON.
    pub fn json(value: impl fmt::Display) -> Response {
        Response::of("application/json", value.to_string())
    }

    /// Makes an answer that tells the browser to GET another URL, with the status 303.
    pub fn redirect(location: impl Into<Cow<'static, str>>) -> Response {
        Response::new(303).header("Location", location)
    }

    /// Changes the status, from 200 to 599.
    pub fn status(mut self, status: u16) -> Response {
        self.status = status;
        self
    }

    /// Adds a header field.
    pub fn header(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Cow<'static, str>>,
    ) -> Response {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Changes the body.
    pub fn body(mut self, bytes: impl Into<Vec<u8>>) -> Response {
        self.body = Body::Bytes(bytes.into());
        self
    }

    /// Lets the body be written while it is sent; a flush sends what is there.
    ///
    /// ```no_run
    /// # use olin::cgi::Response;
    /// # use std::io::Write;
    /// let response = Response::of("text/event-stream", "").stream(|out| {
    ///     for number in 1..=5 {
    ///         write!(out, "data: {number}\n\n")?;
    ///         out.flush()?;
    ///         olin::runtime::sleep(std::time::Duration::from_secs(1));
    ///     }
    ///     Ok(())
    /// });
    /// ```
    pub fn stream(
        mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()> + 'static,
    ) -> Response {
        self.body = Body::Stream(Box::new(write));
        self
    }

    /// Writes the answer as CGI, RFC 3875 section 6; [`serve`](super::serve) calls this. A header
    /// field that cannot be one is an error, and nothing is written then.
    pub fn write(self, target: &mut dyn Write) -> io::Result<()> {
        for (name, value) in &self.headers {
            if !field::is_token(name) || !field::is_value(value.as_bytes()) {
                let why = format!("the answer's header field {name:?} cannot be sent");
                return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
            }
        }
        let mut out = BufWriter::with_capacity(64 * 1024, target);
        write!(out, "Status: {}\n", self.status)?;
        for (name, value) in &self.headers {
            write!(out, "{name}: {value}\n")?;
        }
        match self.body {
            Body::Bytes(bytes) => {
                if self.status != 204 && self.status != 304 {
                    write!(out, "Content-Length: {}\n", bytes.len())?;
                }
                out.write_all(b"\n")?;
                out.write_all(&bytes)?;
            }
            Body::Stream(stream) => {
                out.write_all(b"\n")?;
                stream(&mut out)?;
            }
        }
        out.flush()
    }
}

impl From<Error> for Response {
    fn from(error: Error) -> Response {
        Response::text(format!("{}\n", error.message())).status(error.status())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(response: Response) -> String {
        let mut text = Vec::new();
        response.write(&mut text).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn writes_answers() {
        assert_eq!(
            written(Response::text("hi").header("X-A", "b")),
            "Status: 200\nContent-Type: text/plain; charset=utf-8\nX-A: b\nContent-Length: 2\n\nhi"
        );
        assert_eq!(written(Response::new(204)), "Status: 204\n\n");
        assert_eq!(
            written(Response::redirect("/a")),
            "Status: 303\nLocation: /a\nContent-Length: 0\n\n"
        );
        assert_eq!(
            written(Response::of("a/b", "").stream(|out| out.write_all(b"c"))),
            "Status: 200\nContent-Type: a/b\n\nc"
        );
        assert!(written(Error::new(404, "Gone").into()).starts_with("Status: 404\n"));
    }

    #[test]
    fn writes_nothing_where_a_field_would_become_another() {
        for (name, value) in [("A", "b\nC: d"), ("A\nB", "c"), ("", "a"), ("A", "b\r")] {
            let mut text = Vec::new();
            assert!(Response::new(200).header(name, value).write(&mut text).is_err());
            assert!(text.is_empty());
        }
    }
}
