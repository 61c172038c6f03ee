use super::{Error, Result};

/// An absolute `http` or `https` URL. The platform judges and normalises it; here it only is taken
/// apart, so that nothing in it can become another part of the request's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Url {
    secure: bool,
    authority: String,
    target: String,
}

impl Url {
    pub(crate) fn parse(text: &str) -> Result<Url> {
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::Url("spaces and letters beyond ASCII must be percent-encoded"));
        }
        let (scheme, rest) = text.split_once("://").ok_or(Error::Url("it is not absolute"))?;
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            _ => return Err(Error::Url("its scheme is neither http nor https")),
        };
        let (authority, target) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        if authority.is_empty() {
            return Err(Error::Url("it names no host"));
        }
        if authority.contains(['@', '\\']) {
            return Err(Error::Url("it has a user in it"));
        }
        Ok(Url { secure, authority: authority.to_owned(), target: Url::target_of(target) })
    }

    fn target_of(rest: &str) -> String {
        let target = rest.split('#').next().unwrap_or_default();
        if target.starts_with('/') {
            target.to_owned()
        } else {
            format!("/{target}")
        }
    }

    /// Returns what to open: the URL without its path.
    pub(crate) fn origin(&self) -> String {
        let scheme = if self.secure { "https" } else { "http" };
        format!("{scheme}://{}", self.authority)
    }

    pub(crate) fn authority(&self) -> &str {
        &self.authority
    }

    /// Returns path and query.
    pub(crate) fn target(&self) -> &str {
        &self.target
    }

    pub(crate) fn is_secure(&self) -> bool {
        self.secure
    }

    pub(crate) fn same_origin(&self, other: &Url) -> bool {
        self.secure == other.secure && self.authority.eq_ignore_ascii_case(&other.authority)
    }

    /// Resolves a reference. RFC 3986, section 5.2; dot segments are left to the platform.
    pub(crate) fn join(&self, reference: &str) -> Result<Url> {
        let scheme = reference.split(['/', '?', '#']).next().unwrap_or_default();
        if scheme.contains(':') {
            return Url::parse(reference);
        }
        let origin = self.origin();
        if reference.starts_with("//") {
            let scheme = if self.secure { "https:" } else { "http:" };
            return Url::parse(&format!("{scheme}{reference}"));
        }
        let path = self.target.split('?').next().unwrap_or_default();
        let base = match reference.chars().next() {
            Some('/') => "",
            None | Some('#') => &self.target,
            Some('?') => path,
            Some(_) => &path[..path.rfind('/').map_or(0, |slash| slash + 1)],
        };
        Url::parse(&format!("{origin}{base}{reference}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn takes_urls_apart() {
        let parts = |text| {
            let url = url(text);
            (url.origin(), url.target().to_owned())
        };
        let both = |origin: &str, target: &str| (origin.to_owned(), target.to_owned());
        assert_eq!(parts("http://a"), both("http://a", "/"));
        assert_eq!(parts("HTTPS://a:8443/b?c#d"), both("https://a:8443", "/b?c"));
        assert_eq!(parts("http://[::1]:80?c=/"), both("http://[::1]:80", "/?c=/"));
        assert_eq!(parts("http://a#d"), both("http://a", "/"));
    }

    #[test]
    fn refuses_what_could_become_another_part_of_the_request() {
        for text in [
            "", "a", "/a", "ftp://a", "http:/a", "http://", "http:///a", "http://u@a", "http://a b",
            "http://a/ HTTP/1.1", "http://a\r\nX: y", "http://a/\n", "http://\u{e9}", "http://a\\b",
            "http://a/\0",
        ] {
            assert!(Url::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn resolves_references() {
        let base = url("https://a/b/c?d");
        let join = |reference| {
            let url = base.join(reference).unwrap();
            url.origin() + url.target()
        };
        assert_eq!(join("http://x/y"), "http://x/y");
        assert_eq!(join("//x"), "https://x/");
        assert_eq!(join("/y?z"), "https://a/y?z");
        assert_eq!(join("y"), "https://a/b/y");
        assert_eq!(join("y/http://z"), "https://a/b/y/http://z");
        assert_eq!(join("?z"), "https://a/b/c?z");
        assert_eq!(join(""), "https://a/b/c?d");
        assert_eq!(join("#e"), "https://a/b/c?d");
        assert!(base.join("mailto:x").is_err());
        assert!(base.join("javascript:alert(1)").is_err());
    }
}
