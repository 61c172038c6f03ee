//! A guest that does what the query says and reports it: the Rust SDK's part of SdkIT.

use olin::cgi::{self, Request, Response};
use olin::{http, Resource};
use std::fmt::Write as _;
use std::io::{self, Read};

fn main_of_probe() -> io::Result<()> {
    if env_query().contains("do=fail") {
        olin::runtime::exit(3);
    }
    cgi::serve(answer)
}

olin::main!(main_of_probe);

fn env_query() -> String {
    olin::env::var("QUERY_STRING").unwrap_or_default()
}

fn answer(request: &mut Request) -> Result<Response, cgi::Error> {
    match request.query().get("do") {
        Some("fetch") => Ok(Response::text(fetch(request))),
        Some("form") => form(request),
        Some("stream") => Ok(stream(request)),
        Some("facts") => Ok(Response::text(facts()?)),
        Some("hostile") => Ok(hostile(request)),
        Some("upload") => upload(request),
        Some("panic") => panic!("told to"),
        _ => Ok(Response::text(echo(request))),
    }
}

/// Numbers from 0 on, modulo 251, and that many.
struct Counting(u64, u64);

impl Read for Counting {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let count = target.len().min((self.1 - self.0) as usize);
        for byte in &mut target[..count] {
            *byte = (self.0 % 251) as u8;
            self.0 += 1;
        }
        Ok(count)
    }
}

fn exchange(request: &Request) -> http::Result<http::Response> {
    let parameter = |name| request.query().get(name);
    let number = |name| parameter(name).and_then(|value| value.parse().ok()).unwrap_or(0);
    let length = number("body");
    let mut sent = http::Request::new(
        parameter("method").unwrap_or("GET"),
        parameter("url").unwrap_or_default(),
    );
    if let Some(value) = parameter("field") {
        sent = sent.header("X-Probe", value);
    }
    sent = match parameter("mode") {
        Some("chunked") => sent.body_stream(Counting(0, length)),
        Some("bytes") => sent.body((0..length).map(|at| (at % 251) as u8).collect::<Vec<_>>()),
        _ if length > 0 => sent.body_sized(Counting(0, length), length),
        _ => sent,
    };
    sent.follow(number("follow") as u32).send()
}

fn fetch(request: &Request) -> String {
    let mut report = String::new();
    if let Err(error) = try_fetch(request, &mut report) {
        let word = match error {
            http::Error::Url(_) => "url",
            http::Error::Header(_) | http::Error::Method(_) => "field",
            http::Error::NoAnswer => "no-answer",
            http::Error::Malformed(_) => "malformed",
            http::Error::TooLong(_) => "too-long",
            http::Error::TooManyRedirects => "redirects",
            http::Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => "truncated",
            http::Error::Io(error) if error.kind() == io::ErrorKind::InvalidInput => "invalid",
            _ => "unknown",
        };
        let _ = writeln!(report, "error {word}");
    }
    report
}

fn try_fetch(request: &Request, report: &mut String) -> http::Result<()> {
    let mut response = exchange(request)?;
    let _ = writeln!(report, "status {}", response.status());
    if let Some(value) = response.headers().get("x-answer") {
        let _ = writeln!(report, "field {value}");
    }
    if let Some(limit) = request.query().get("limit") {
        response.read_text(limit.parse().unwrap_or(0)).map(|_| ())
    } else {
        Ok(report_body(&mut response, report)?)
    }
}

fn report_body(body: &mut dyn Read, report: &mut String) -> io::Result<()> {
    let (mut length, mut sum) = (0, 0);
    let mut piece = [0; 5000];
    let end = loop {
        match body.read(&mut piece) {
            Ok(0) => break Ok(()),
            Ok(count) => {
                length += count;
                sum += piece[..count].iter().map(|byte| u64::from(*byte)).sum::<u64>();
            }
            Err(error) => break Err(error),
        }
    };
    let _ = writeln!(report, "length {length}\nsum {sum}");
    end
}

fn echo(request: &mut Request) -> String {
    let mut report = format!("method {}\npath {}\n", request.method(), request.path());
    for (name, value) in request.query().iter() {
        let _ = writeln!(report, "query {name}={value}");
    }
    if let Some(value) = request.header("X-Probe") {
        let _ = writeln!(report, "field {value}");
    }
    if let Some(value) = request.header("Content-Type") {
        let _ = writeln!(report, "type {value}");
    }
    if report_body(request.body(), &mut report).is_err() {
        report.push_str("error truncated\n");
    }
    report
}

fn form(request: &mut Request) -> Result<Response, cgi::Error> {
    let form = request.form(1000)?;
    Ok(Response::text(format!("a {}\n", form.get("a").unwrap_or("-"))))
}

fn upload(request: &mut Request) -> Result<Response, cgi::Error> {
    let mut report = String::new();
    let mut parts = request.multipart()?;
    while let Some(mut part) = parts.next()? {
        let _ = writeln!(report, "part {} {:?}", part.name(), part.file_name());
        report_body(&mut part, &mut report)?;
    }
    Ok(Response::text(report))
}

fn stream(request: &Request) -> Response {
    let number = |name| request.query().get(name).and_then(|value| value.parse().ok()).unwrap_or(0);
    let (count, pause) = (number("n"), std::time::Duration::from_millis(number("pause")));
    Response::text("").stream(move |out| {
        for line in 1..=count {
            writeln!(out, "line {line}")?;
            out.flush()?;
            olin::runtime::sleep(pause);
        }
        Ok(())
    })
}

fn facts() -> io::Result<String> {
    let yes = |fact| if fact { "yes" } else { "no" };
    let mut zeros = [1; 3];
    Resource::open("zero://")?.read_exact(&mut zeros)?;
    let (major, minor) = olin::runtime::spec()?;
    olin::error!("an {}", "error");
    olin::warning!("a warning");
    olin::info!("an info");
    let arguments = olin::env::args();
    Ok([
        ("arguments", arguments.len().to_string()),
        ("argument", arguments[1].clone()),
        ("missing", yes(olin::env::var("NO_SUCH_VARIABLE").is_none()).into()),
        ("gateway", olin::env::var("GATEWAY_INTERFACE").unwrap_or_default()),
        ("time", yes(olin::time::Timestamp::now().year >= 2026).into()),
        ("random", yes(olin::random::number()? != olin::random::number()?).into()),
        ("name", olin::runtime::name()?),
        ("spec", (major * 10 + minor).to_string()),
        ("zero", yes(zeros == [0; 3]).into()),
        ("ftp", yes(Resource::open("ftp://example.com").err() == Some(olin::Error::NotFound)).into()),
    ]
    .iter()
    .map(|(name, value)| format!("{name} {value}\n"))
    .collect())
}

/// What must not get through ends the run before anything is written, unless it is escaped.
fn hostile(request: &Request) -> Response {
    let text = request.query().get("text").unwrap_or_default();
    if request.query().get("field").is_some() {
        return Response::text("").header("X-A", "b\nX-Smuggled: c");
    }
    let json = olin::json::Value::from(text);
    Response::html(format!("{}\n{json}", olin::text::html(text)))
}
