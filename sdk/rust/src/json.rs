//! JSON, RFC 8259: small, strict and bounded.
//!
//! ```
//! use olin::json::Value;
//!
//! let value = Value::parse(r#"{"name": "Ada", "born": 1815}"#)?;
//! assert_eq!(value["name"].as_str(), Some("Ada"));
//! assert_eq!(value["died"], Value::Null);
//!
//! let answer = Value::object([("age", Value::from(2026 - 1815)), ("name", value["name"].clone())]);
//! assert_eq!(answer.to_string(), r#"{"age":211,"name":"Ada"}"#);
//! # Ok::<(), olin::json::Error>(())
//! ```

use std::fmt::{self, Write};
use std::ops::Index;

/// How deep arrays and objects may be within each other.
const DEEPEST: usize = 64;

/// A JSON value. Numbers are what JavaScript has: whole ones are exact up to 2⁵³.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number; one that JSON does not have is written as `null`.
    Number(f64),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object, its members in their order. A name that is there twice is refused when it is read.
    Object(Vec<(String, Value)>),
}

static NULL: Value = Value::Null;

impl Value {
    /// Reads a text that is one value.
    pub fn parse(text: &str) -> Result<Value, Error> {
        let mut parser = Parser { text, at: 0 };
        let value = parser.value(0)?;
        parser.space();
        match parser.peek() {
            None => Ok(value),
            Some(_) => Err(parser.wrong("the end")),
        }
    }

    /// Makes an object.
    pub fn object<'a>(members: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
        Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// Makes an array.
    pub fn array(values: impl IntoIterator<Item = Value>) -> Value {
        Value::Array(values.into_iter().collect())
    }

    /// Returns a member of an object.
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Value::Object(members) => {
                members.iter().find(|(each, _)| each == name).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// Returns the text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns a number.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns whether it is `true`, where it is `true` or `false`.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the values of an array.
    pub fn as_array(&self) -> Option<&[Value]> {
        match self {
            Value::Array(values) => Some(values),
            _ => None,
        }
    }

    /// Returns the members of an object.
    pub fn as_object(&self) -> Option<&[(String, Value)]> {
        match self {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }
}

/// A member that is not there is `null`.
impl Index<&str> for Value {
    type Output = Value;

    fn index(&self, name: &str) -> &Value {
        self.get(name).unwrap_or(&NULL)
    }
}

/// A value that is not there is `null`.
impl Index<usize> for Value {
    type Output = Value;

    fn index(&self, index: usize) -> &Value {
        self.as_array().and_then(|values| values.get(index)).unwrap_or(&NULL)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Bool(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Value {
        Value::Number(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Value {
        Value::Number(f64::from(value))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Value {
        Value::String(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Value {
        Value::String(value)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => out.write_str("null"),
            Value::Bool(value) => write!(out, "{value}"),
            Value::Number(number) if number.is_finite() => write!(out, "{number}"),
            Value::Number(_) => out.write_str("null"),
            Value::String(text) => write_string(text, out),
            Value::Array(values) => {
                out.write_char('[')?;
                for (index, value) in values.iter().enumerate() {
                    write!(out, "{}{value}", if index == 0 { "" } else { "," })?;
                }
                out.write_char(']')
            }
            Value::Object(members) => {
                out.write_char('{')?;
                for (index, (name, value)) in members.iter().enumerate() {
                    out.write_str(if index == 0 { "" } else { "," })?;
                    write_string(name, out)?;
                    write!(out, ":{value}")?;
                }
                out.write_char('}')
            }
        }
    }
}

/// Within a page's script a string must not end it, so `<` is escaped too.
fn write_string(text: &str, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    out.write_char('"')?;
    for character in text.chars() {
        match character {
            '"' => out.write_str("\\\"")?,
            '\\' => out.write_str("\\\\")?,
            '\n' => out.write_str("\\n")?,
            '\t' => out.write_str("\\t")?,
            '\0'..='\x1f' | '<' | '\u{2028}' | '\u{2029}' => {
                write!(out, "\\u{:04x}", u32::from(character))?;
            }
            other => out.write_char(other)?,
        }
    }
    out.write_char('"')
}

/// What is wrong with a text that should be JSON, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// From 1 on.
    pub line: usize,
    /// From 1 on, in characters.
    pub column: usize,
    expected: &'static str,
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Error { line, column, expected } = self;
        write!(out, "this is no JSON at line {line}, column {column} (expected: {expected})")
    }
}

impl std::error::Error for Error {}

impl From<Error> for crate::cgi::Error {
    fn from(error: Error) -> crate::cgi::Error {
        crate::cgi::Error::bad_request(error.to_string())
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn wrong(&self, expected: &'static str) -> Error {
        let before = self.text.get(..self.at).unwrap_or(self.text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Error {
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            expected,
        }
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn skip(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn value(&mut self, depth: usize) -> Result<Value, Error> {
        self.space();
        match self.peek() {
            Some(b'[' | b'{') if depth == DEEPEST => Err(self.wrong("less depth")),
            Some(b'{') => self.object(depth + 1),
            Some(b'[') => self.array(depth + 1),
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Result<Value, Error> {
        let words =
            [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))];
        for (word, value) in words {
            if self.text[self.at..].starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self.wrong("a value"))
    }

    fn array(&mut self, depth: usize) -> Result<Value, Error> {
        self.at += 1;
        let mut values = Vec::new();
        self.space();
        if self.skip(b']') {
            return Ok(Value::Array(values));
        }
        loop {
            values.push(self.value(depth)?);
            self.space();
            if self.skip(b']') {
                return Ok(Value::Array(values));
            }
            if !self.skip(b',') {
                return Err(self.wrong("',' or ']'"));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, Error> {
        self.at += 1;
        let mut members: Vec<(String, Value)> = Vec::new();
        let mut names = std::collections::HashSet::new();
        self.space();
        if self.skip(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(self.wrong("a name in quotes"));
            }
            let name = self.string()?;
            if !names.insert(name.clone()) {
                return Err(self.wrong("another name: this one is there already"));
            }
            self.space();
            if !self.skip(b':') {
                return Err(self.wrong("':'"));
            }
            members.push((name, self.value(depth)?));
            self.space();
            if self.skip(b'}') {
                return Ok(Value::Object(members));
            }
            if !self.skip(b',') {
                return Err(self.wrong("',' or '}'"));
            }
        }
    }

    fn number(&mut self) -> Result<Value, Error> {
        let start = self.at;
        self.skip(b'-');
        if !self.skip(b'0') {
            self.digits()?;
        }
        if self.skip(b'.') {
            self.digits()?;
        }
        if self.skip(b'e') || self.skip(b'E') {
            let _ = self.skip(b'+') || self.skip(b'-');
            self.digits()?;
        }
        match self.text[start..self.at].parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Value::Number(number)),
            _ => Err(self.wrong("a smaller number")),
        }
    }

    fn digits(&mut self) -> Result<(), Error> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start {
            return Err(self.wrong("a digit"));
        }
        Ok(())
    }

    fn string(&mut self) -> Result<String, Error> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek(), None | Some(b'"' | b'\\' | 0..=0x1f)) {
                self.at += 1;
            }
            text.push_str(&self.text[start..self.at]);
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                _ => return Err(self.wrong("the string's end")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Error> {
        let character = match self.text.as_bytes().get(self.at + 1) {
            Some(b'u') => {
                self.at += 2;
                return self.unicode();
            }
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(*byte),
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\x08',
            Some(b'f') => '\x0c',
            _ => return Err(self.wrong("an escape")),
        };
        self.at += 2;
        Ok(character)
    }

    /// Half of a pair that is alone stands for no character.
    fn unicode(&mut self) -> Result<char, Error> {
        let first = self.hex()?;
        let code = match first {
            0xd800..=0xdbff if self.text[self.at..].starts_with("\\u") => {
                self.at += 2;
                match self.hex()? {
                    second @ 0xdc00..=0xdfff => {
                        0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
                    }
                    _ => return Err(self.wrong("a pair's other half before this")),
                }
            }
            other => other,
        };
        char::from_u32(code).ok_or_else(|| self.wrong("a character before this"))
    }

    fn hex(&mut self) -> Result<u32, Error> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            code = code * 16 + digit.ok_or_else(|| self.wrong("four hexadecimal digits"))?;
            self.at += 1;
        }
        Ok(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(text: &str) -> String {
        Value::parse(text).map_or_else(|error| error.to_string(), |value| value.to_string())
    }

    #[test]
    fn writes_what_it_reads() {
        for text in [
            "null", "true", "false", "0", "-1.5", "[]", "{}", "[1,[2,{\"a\":null}]]", "\"\"",
            "\"\u{e9}\u{1f600}\"", "{\"a\":1,\"b\":[true]}", "9007199254740992",
        ] {
            assert_eq!(again(text), text);
        }
        assert_eq!(again(" [ 1 , 2 ]\r\n"), "[1,2]");
        assert_eq!(again("1e2"), "100");
        assert_eq!(again(r#""\u0041\ud83d\ude00\/\n\u0001""#), "\"A\u{1f600}/\\n\\u0001\"");
        assert_eq!(again("\"</script>\""), "\"\\u003c/script>\"");
        assert_eq!(Value::Number(f64::NAN).to_string(), "null");
    }

    #[test]
    fn refuses_what_is_no_json() {
        for text in [
            "", " ", "nul", "nulls", "tru", "+1", "01", "1.", ".5", "1e", "-", "1e999", "[", "[1", "[1,",
            "[1,]", "[,]", "{", "{a:1}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1 \"b\":2}",
            "{\"a\":1,\"a\":2}", "\"", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud800\"",
            "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\n\"", "\"\t\"", "'a'", "1 2", "[1] x", "\u{feff}1",
            "NaN", "Infinity", "// c\n1", "\"\\u\u{e9}\"",
        ] {
            assert!(Value::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn says_where() {
        let error = Value::parse("{\n  \"\u{e9}\": x}").unwrap_err();
        assert_eq!((error.line, error.column), (2, 8));
    }

    #[test]
    fn bounds_the_depth() {
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert!(Value::parse(&nested(DEEPEST)).is_ok());
        assert!(Value::parse(&nested(DEEPEST + 1)).is_err());
        assert!(Value::parse(&"[".repeat(1_000_000)).is_err());
        assert!(Value::parse(&"{\"a\":".repeat(1_000_000)).is_err());
    }

    #[test]
    fn survives_whatever_comes() {
        const PIECES: [&str; 16] = [
            "{", "}", "[", "]", ":", ",", "\"", "\\u", "d83d", "\\ude00", "1", "-", "e", ".", "null",
            "\u{1f600}",
        ];
        let mut state = 3_u64;
        let mut next = move |bound: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as usize % bound
        };
        for _ in 0..50_000 {
            let text: String = (0..next(12)).map(|_| PIECES[next(16)]).collect();
            if let Ok(value) = Value::parse(&text) {
                assert_eq!(Value::parse(&value.to_string()), Ok(value));
            }
        }
    }
}
