//! guestbook: a page on which visitors leave a line. A function keeps nothing from run to run, so the
//! lines are a JSON document on another server (STORE_URL), read and replaced over HTTP. Two visitors at
//! once are told apart by the document's ETag.

use olin::cgi::{serve, Error, Form, Request, Response};
use olin::json::Value;
use olin::text::html;
use olin::time::Timestamp;
use olin::{env, http};
use std::fmt::Write;

const LONGEST_FORM: usize = 8 * 1024;
const LONGEST_DOCUMENT: usize = 256 * 1024;
const LONGEST_NAME: usize = 50;
const LONGEST_TEXT: usize = 500;
const MOST_ENTRIES: usize = 100;
const MOST_TRIES: usize = 3;

olin::main!(|| serve(answer));

fn answer(request: &mut Request) -> Result<Response, Error> {
    let store = env::var("STORE_URL").filter(|url| !url.is_empty());
    let store = store.ok_or_else(|| Error::new(503, "STORE_URL is not set"))?;
    match request.method() {
        "GET" | "HEAD" => Ok(Response::html(page(&Book::read(&store)?.entries))),
        "POST" => {
            let entry = entry(&request.form(LONGEST_FORM)?)?;
            sign(&store, &entry)?;
            Ok(Response::redirect(request.base() + "/"))
        }
        _ => Err(Error::new(405, "GET the book, POST a line")),
    }
}

fn entry(form: &Form) -> Result<Value, Error> {
    let field = |name, longest| {
        let text = form.get(name).unwrap_or_default().trim();
        match text.chars().count() {
            count if (1..=longest).contains(&count) => Ok(Value::from(text)),
            _ => Err(Error::bad_request(format!("{name} (expected: 1 to {longest} letters)"))),
        }
    };
    Ok(Value::object([
        ("name", field("name", LONGEST_NAME)?),
        ("text", field("text", LONGEST_TEXT)?),
        ("time", Timestamp::now().to_string().into()),
    ]))
}

fn sign(store: &str, entry: &Value) -> Result<(), Error> {
    for _ in 0..MOST_TRIES {
        let mut book = Book::read(store)?;
        book.entries.insert(0, entry.clone());
        book.entries.truncate(MOST_ENTRIES);
        if book.write(store)? {
            return Ok(());
        }
    }
    Err(Error::new(503, "Many are signing at this moment; try again"))
}

/// The document, and which version of it this is.
struct Book {
    entries: Vec<Value>,
    tag: Option<String>,
}

impl Book {
    fn read(store: &str) -> Result<Book, Error> {
        let mut response = http::Request::get(store).header("Accept", "application/json").send()?;
        let tag = response.headers().get("ETag").map(str::to_owned);
        match response.status() {
            404 => Ok(Book { entries: Vec::new(), tag: None }),
            200 => match Value::parse(&response.read_text(LONGEST_DOCUMENT)?) {
                Ok(Value::Array(entries)) => Ok(Book { entries, tag }),
                _ => Err(Error::new(502, "The store has something else than a guest book")),
            },
            status => Err(http::Error::refused(status).into()),
        }
    }

    /// Replaces the document; false where another did so since it was read.
    fn write(self, store: &str) -> Result<bool, Error> {
        let request = http::Request::put(store).header("Content-Type", "application/json");
        let request = match &self.tag {
            Some(tag) => request.header("If-Match", tag),
            None => request.header("If-None-Match", "*"),
        };
        let text = Value::Array(self.entries).to_string().into_bytes();
        match request.body(text).send()?.status() {
            200..=204 => Ok(true),
            412 => Ok(false),
            status => Err(http::Error::refused(status).into()),
        }
    }
}

fn page(entries: &[Value]) -> String {
    let mut page = format!(
        r#"<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Guest book</title>
<h1>Guest book</h1>
<form method="post">
<p><label>Name <input name="name" maxlength="{LONGEST_NAME}" required></label>
<p><label>Text <input name="text" maxlength="{LONGEST_TEXT}" size="60" required></label>
<p><button>Sign</button>
</form>
"#
    );
    for entry in entries.iter().take(MOST_ENTRIES) {
        let text = |name: &str| html(entry[name].as_str().unwrap_or_default()).into_owned();
        let _ = writeln!(
            page,
            "<p><b>{}</b> <small>{}</small><br>{}",
            text("name"),
            text("time"),
            text("text")
        );
    }
    page
}
