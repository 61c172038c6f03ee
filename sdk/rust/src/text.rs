//! Percent-encoding, and texts for HTML.

use std::borrow::Cow;

/// Decodes `%XX`; an escape that is none stays as it is, and bytes that are not UTF-8 become U+FFFD.
pub fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let (byte, left) = escape(rest).unwrap_or((*first, after));
        bytes.push(byte);
        rest = left;
    }
    lossy(bytes)
}

/// Returns the byte that an escape at the beginning stands for, and what follows it.
fn escape(text: &[u8]) -> Option<(u8, &[u8])> {
    match text {
        [b'%', high, low, rest @ ..] => {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            Some(((digit(*high)? * 16 + digit(*low)?) as u8, rest))
        }
        _ => None,
    }
}

/// Encodes all but letters, digits and `-._~`, so that the text can be a part of a URL.
pub fn percent_encoded(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(char::from(HEX[usize::from(byte >> 4)]));
            encoded.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    encoded
}

/// Escapes a text for HTML, for its texts and its quoted attributes.
pub fn html(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

/// Makes a text of bytes that should be UTF-8.
pub(crate) fn lossy(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_what_is_encoded() {
        let text = "a b&c=\u{e9}/\u{1f600}%";
        assert_eq!(percent_encoded(text), "a%20b%26c%3D%C3%A9%2F%F0%9F%98%80%25");
        assert_eq!(percent_decoded(&percent_encoded(text)), text);
    }

    #[test]
    fn keeps_broken_escapes() {
        for text in ["%", "%a", "%zz", "100%", "%%", "%+1"] {
            assert_eq!(percent_decoded(text), text);
        }
        assert_eq!(percent_decoded("%ff"), "\u{fffd}");
    }

    #[test]
    fn escapes_html() {
        assert_eq!(html("<a href='x'>\"&\"</a>"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;&lt;/a&gt;");
        assert!(matches!(html("plain"), Cow::Borrowed("plain")));
    }
}
