//! upload: takes files from a form and tells what they are, in constant memory.

use olin::cgi::{serve, Error, Part, Request, Response};
use olin::json::Value;
use std::io::{self, Read};

const PAGE: &str = r#"<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Upload</title>
<h1>Upload</h1>
<form method="post" enctype="multipart/form-data">
<p><label>Files <input type="file" name="file" multiple required></label>
<p><label>Note <input name="note"></label>
<p><button>Send</button>
</form>
"#;

olin::main!(|| serve(answer));

fn answer(request: &mut Request) -> Result<Response, Error> {
    match request.method() {
        "GET" | "HEAD" => Ok(Response::html(PAGE)),
        "POST" => receive(request).map(Response::json),
        _ => Err(Error::new(405, "GET the form, POST it")),
    }
}

fn receive(request: &mut Request) -> Result<Value, Error> {
    let mut found = Vec::new();
    let mut parts = request.multipart()?;
    while let Some(mut part) = parts.next()? {
        let (bytes, checksum) = read(&mut part)?;
        found.push(Value::object([
            ("field", part.name().into()),
            ("file", part.file_name().into()),
            ("type", part.content_type().into()),
            ("bytes", (bytes as f64).into()),
            ("crc32", format!("{checksum:08x}").into()),
        ]));
    }
    Ok(Value::object([("parts", Value::Array(found))]))
}

/// Reads a part to its end: how long it is, and its checksum.
fn read(part: &mut Part<'_, impl Read>) -> io::Result<(u64, u32)> {
    let table = table();
    let (mut length, mut checksum) = (0, !0);
    let mut piece = [0; 16 * 1024];
    loop {
        let count = part.read(&mut piece)?;
        if count == 0 {
            return Ok((length, !checksum));
        }
        length += count as u64;
        for byte in &piece[..count] {
            checksum = table[usize::from(checksum as u8 ^ byte)] ^ (checksum >> 8);
        }
    }
}

/// The CRC-32 of each byte, as zip and PNG have it.
fn table() -> [u32; 256] {
    let mut table = [0; 256];
    for (number, entry) in (0..).zip(table.iter_mut()) {
        *entry = (0..8).fold(number, |sum: u32, _| (sum >> 1) ^ (0xedb8_8320 * (sum & 1)));
    }
    table
}
