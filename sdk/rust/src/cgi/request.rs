use super::multipart::{boundary, Multipart};
use super::{Error, Form};
use crate::{env, field, stdio};
use std::fmt;
use std::io::{self, ErrorKind, Read};

/// The request that the function answers.
pub struct Request {
    variable: Box<dyn Fn(&str) -> Option<String>>,
    method: String,
    path: String,
    query: Form,
    body: Body,
}

impl fmt::Debug for Request {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Request({} {})", self.method, self.path)
    }
}

impl Request {
    /// Returns the request that this run is for, from the environment and standard input.
    pub fn of_this_run() -> Request {
        Request::new(env::var, stdio::stdin())
    }

    /// Makes a request of CGI variables and a body, for tests.
    pub fn new(
        variable: impl Fn(&str) -> Option<String> + 'static,
        body: impl Read + 'static,
    ) -> Request {
        let text = |name| variable(name).unwrap_or_default();
        let length = variable("CONTENT_LENGTH").and_then(|length| field::number(&length));
        Request {
            method: variable("REQUEST_METHOD").unwrap_or_else(|| "GET".to_owned()),
            path: match text("PATH_INFO") {
                path if path.is_empty() => "/".to_owned(),
                path => path,
            },
            query: Form::parse(&text("QUERY_STRING")),
            body: Body { source: Box::new(body), left: length },
            variable: Box::new(variable),
        }
    }

    /// Returns the method, such as `GET`.
    pub fn method(&self) -> &str {
        &self.method
    }

    /// Returns the path below the function, decoded, `/` where there is none.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns where the function is: what comes before [`path`](Request::path) in URLs of its own.
    /// Links begin with it.
    pub fn base(&self) -> String {
        self.variable("SCRIPT_NAME").unwrap_or_default()
    }

    /// Returns the query's names and values.
    pub fn query(&self) -> &Form {
        &self.query
    }

    /// Returns a CGI variable or one of the function's own.
    pub fn variable(&self, name: &str) -> Option<String> {
        (self.variable)(name)
    }

    /// Returns a header field; several of the same name are joined by commas.
    pub fn header(&self, name: &str) -> Option<String> {
        let name = name.to_ascii_uppercase().replace('-', "_");
        match name.as_str() {
            "CONTENT_TYPE" | "CONTENT_LENGTH" => self.variable(&name),
            _ => self.variable(&format!("HTTP_{name}")),
        }
    }

    /// Returns the body's media type in lower case, without parameters; empty where there is none.
    pub fn content_type(&self) -> String {
        let value = self.header("Content-Type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Returns the body, to be read piece by piece.
    pub fn body(&mut self) -> &mut Body {
        &mut self.body
    }

    /// Reads all of the body. More than so many bytes are an error of the status 413.
    pub fn bytes(&mut self, limit: usize) -> Result<Vec<u8>, Error> {
        let most = u64::try_from(limit).unwrap_or(u64::MAX);
        if self.body.left.map_or(false, |length| length > most) {
            return Err(too_long(limit));
        }
        let mut bytes = Vec::new();
        Read::take(&mut self.body, most.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() > limit {
            return Err(too_long(limit));
        }
        Ok(bytes)
    }

    /// Reads all of the body as UTF-8. More than so many bytes are an error of the status 413.
    pub fn text(&mut self, limit: usize) -> Result<String, Error> {
        String::from_utf8(self.bytes(limit)?)
            .map_err(|_| Error::bad_request("The body is not UTF-8"))
    }

    /// Reads the body as a form: `application/x-www-form-urlencoded`, else an error of the status 415.
    pub fn form(&mut self, limit: usize) -> Result<Form, Error> {
        require("application/x-www-form-urlencoded", &self.content_type())?;
        Ok(Form::parse(&self.text(limit)?))
    }

    /// Begins to read the body as `multipart/form-data`, else an error of the status 415.
    pub fn multipart(&mut self) -> Result<Multipart<&mut Body>, Error> {
        require("multipart/form-data", &self.content_type())?;
        let value = self.header("Content-Type").unwrap_or_default();
        match boundary(&value) {
            Some(boundary) => Ok(Multipart::new(&mut self.body, &boundary)),
            None => Err(Error::bad_request("The Content-Type has no usable boundary")),
        }
    }
}

fn require(expected: &str, found: &str) -> Result<(), Error> {
    if found == expected {
        return Ok(());
    }
    Err(Error::new(415, format!("Content-Type {found:?} (expected: {expected})")))
}

fn too_long(limit: usize) -> Error {
    Error::new(413, format!("The body is too long (expected: at most {limit} bytes)"))
}

/// A request's body. It fails with [`UnexpectedEof`](ErrorKind::UnexpectedEof) where it ends before
/// its `Content-Length`.
pub struct Body {
    source: Box<dyn Read>,
    left: Option<u64>,
}

impl fmt::Debug for Body {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Body({:?})", self.left)
    }
}

impl Read for Body {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let left = match &mut self.left {
            None => return self.source.read(target),
            Some(left) => left,
        };
        let most = usize::try_from(*left).unwrap_or(usize::MAX).min(target.len());
        if most == 0 {
            return Ok(0);
        }
        match self.source.read(&mut target[..most])? {
            0 => Err(ErrorKind::UnexpectedEof.into()),
            count => {
                *left -= count as u64;
                Ok(count)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(variables: &'static [(&str, &str)], body: &'static str) -> Request {
        let find = |name: &str| {
            variables.iter().find(|(each, _)| *each == name).map(|(_, value)| (*value).to_owned())
        };
        Request::new(find, body.as_bytes())
    }

    #[test]
    fn tells_what_it_is() {
        let request = request(
            &[
                ("REQUEST_METHOD", "PUT"), ("PATH_INFO", "/a b"), ("QUERY_STRING", "c=d"),
                ("HTTP_X_MY_FIELD", "e"), ("CONTENT_TYPE", "Text/Plain; charset=utf-8"),
                ("SCRIPT_NAME", "/_fn/x"),
            ],
            "",
        );
        assert_eq!((request.method(), request.path()), ("PUT", "/a b"));
        assert_eq!(request.query().get("c"), Some("d"));
        assert_eq!(request.header("X-My-Field").as_deref(), Some("e"));
        assert_eq!(request.content_type(), "text/plain");
        assert_eq!(request.base(), "/_fn/x");
    }

    #[test]
    fn is_something_without_variables() {
        let mut request = request(&[], "body");
        assert_eq!((request.method(), request.path()), ("GET", "/"));
        assert_eq!(request.text(4).unwrap(), "body");
    }

    #[test]
    fn bounds_bodies() {
        assert_eq!(request(&[], "12345").bytes(4).unwrap_err().status(), 413);
        let announced = &[("CONTENT_LENGTH", "5")];
        assert_eq!(request(announced, "").bytes(4).unwrap_err().status(), 413);
        assert_eq!(request(announced, "1234").bytes(5).unwrap_err().status(), 400);
        assert_eq!(request(announced, "123456").bytes(5).unwrap(), b"12345");
    }

    #[test]
    fn reads_forms() {
        const TYPE: (&str, &str) = ("CONTENT_TYPE", "application/x-www-form-urlencoded");
        assert_eq!(request(&[TYPE], "a=b").form(9).unwrap().get("a"), Some("b"));
        assert_eq!(request(&[], "a=b").form(9).unwrap_err().status(), 415);
        assert_eq!(request(&[TYPE], "a=b&c=d&e").form(8).unwrap_err().status(), 413);
        assert_eq!(request(&[("CONTENT_TYPE", "text/plain")], "").multipart().unwrap_err().status(), 415);
        let without = &[("CONTENT_TYPE", "multipart/form-data")];
        assert_eq!(request(without, "").multipart().unwrap_err().status(), 400);
    }
}
