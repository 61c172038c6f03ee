//! Which redirects are followed, and how. RFC 9110, section 15.4.

use super::request::{Body, Request};
use super::response::Response;
use super::url::Url;
use std::borrow::Cow;
use std::io::Read;

/// Fields that are for one origin only.
const SECRET_FIELDS: [&str; 3] = ["Authorization", "Cookie", "Proxy-Authorization"];

/// Fields that say something about a body.
const BODY_FIELDS: [&str; 4] =
    ["Content-Type", "Content-Encoding", "Content-Language", "Content-Location"];

/// Returns where an answer leads, where that can be followed.
pub(super) fn next<R: Read>(url: &Url, response: &Response<R>, body: &Body<'_>) -> Option<Url> {
    let repeatable = matches!(body, Body::None | Body::Bytes(_));
    match response.status() {
        301 | 302 | 303 => {}
        307 | 308 if repeatable => {}
        _ => return None,
    }
    let next = url.join(response.headers().get("Location")?).ok()?;
    (next.is_secure() || !url.is_secure()).then(|| next)
}

/// Makes the next request of the last one.
pub(super) fn change(request: &mut Request<'_>, status: u16, same_origin: bool) {
    let to_get = match status {
        303 => request.method != "HEAD",
        301 | 302 => request.method == "POST" || !matches!(request.body, Body::None | Body::Bytes(_)),
        _ => false,
    };
    if to_get {
        request.method = Cow::Borrowed("GET");
        request.body = Body::None;
        BODY_FIELDS.iter().for_each(|name| request.headers.remove(name));
    }
    if !same_origin {
        SECRET_FIELDS.iter().for_each(|name| request.headers.remove(name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads(from: &str, status: u16, location: &str, body: &Body<'_>) -> Option<String> {
        let text = format!("HTTP/1.1 {status} X\r\nLocation: {location}\r\n\r\n");
        let response = Response::parse(text.as_bytes(), "GET").unwrap();
        next(&Url::parse(from).unwrap(), &response, body).map(|url| url.origin() + url.target())
    }

    #[test]
    fn follows_what_leads_somewhere() {
        for status in [301, 302, 303, 307, 308] {
            let next = leads("http://a/b", status, "/c", &Body::None);
            assert_eq!(next.as_deref(), Some("http://a/c"));
        }
        for status in [200, 300, 304, 305, 404] {
            assert_eq!(leads("http://a/b", status, "/c", &Body::None), None);
        }
    }

    #[test]
    fn does_not_leave_https_or_http_altogether() {
        assert_eq!(leads("https://a", 302, "http://a", &Body::None), None);
        assert_eq!(leads("http://a", 302, "ftp://a", &Body::None), None);
        assert_eq!(leads("http://a", 302, "http://u:p@a", &Body::None), None);
        assert!(leads("http://a", 302, "https://a", &Body::None).is_some());
    }

    #[test]
    fn does_not_repeat_a_body_that_is_gone() {
        let stream = Body::Chunked(Box::new("x".as_bytes()));
        assert_eq!(leads("http://a", 307, "/b", &stream), None);
        assert!(leads("http://a", 303, "/b", &stream).is_some());
    }

    #[test]
    fn becomes_a_get_without_the_body() {
        let mut request = Request::post("http://a").text("x").header("Content-Type", "a/b");
        change(&mut request, 302, true);
        assert_eq!(request.method, "GET");
        assert!(matches!(request.body, Body::None) && request.headers.is_empty());
        let mut request = Request::put("http://a").text("x").header("Content-Type", "a/b");
        change(&mut request, 308, true);
        assert_eq!(request.method, "PUT");
        assert!(matches!(request.body, Body::Bytes(_)) && request.headers.len() == 1);
    }

    #[test]
    fn tells_no_secret_to_another_origin() {
        let request = || Request::get("http://a").header("authorization", "x").header("A", "b");
        let mut same = request();
        change(&mut same, 302, true);
        assert_eq!(same.headers.len(), 2);
        let mut other = request();
        change(&mut other, 302, false);
        assert_eq!(other.headers.iter().next(), Some(("A", &b"b"[..])));
    }
}
