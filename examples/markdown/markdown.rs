//! markdown: makes HTML of the usual part of Markdown. HTML in the text stays text, and links lead to
//! web and mail addresses only, so the result can be shown as it is.

use olin::cgi::{serve, Error, Request, Response};
use olin::text::html;

const LONGEST_TEXT: usize = 64 * 1024;
const DEEPEST_QUOTE: usize = 8;
const SAMPLE: &str = "# Markdown\n\nSend *text*, get `HTML`:\n\n- headings, **strong** words, [links](https://example.com/)\n\
    - lists, quotes, code\n\n> POST it here.\n";

olin::main!(|| serve(answer));

fn answer(request: &mut Request) -> Result<Response, Error> {
    match request.method() {
        "GET" | "HEAD" => Ok(Response::html(page(SAMPLE))),
        "POST" => Ok(Response::html(page(&request.text(LONGEST_TEXT)?))),
        _ => Err(Error::new(405, "POST a text, or GET a sample")),
    }
}

fn page(text: &str) -> String {
    let mut out = "<!doctype html>\n<meta charset=\"utf-8\">\n".to_owned();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    blocks(&lines, 0, &mut out);
    out
}

/// Writes blocks one after the other; each takes the lines that are its own.
fn blocks(mut lines: &[&str], depth: usize, out: &mut String) {
    while let Some(line) = lines.first() {
        let count = if line.is_empty() {
            1
        } else if line.starts_with("```") {
            code(lines, out)
        } else if let Some((level, title)) = heading(line) {
            element(&format!("h{level}"), title, out);
            1
        } else if is_rule(line) {
            out.push_str("<hr>\n");
            1
        } else if line.starts_with('>') && depth < DEEPEST_QUOTE {
            quote(lines, depth, out)
        } else if bullet(line).is_some() {
            list("ul", lines, bullet, out)
        } else if numbered(line).is_some() {
            list("ol", lines, numbered, out)
        } else {
            paragraph(lines, depth, out)
        };
        lines = &lines[count..];
    }
}

fn element(name: &str, text: &str, out: &mut String) {
    out.push_str(&format!("<{name}>"));
    inline(text, out);
    out.push_str(&format!("</{name}>\n"));
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let title = line[level..].strip_prefix(' ')?;
    (1..=6).contains(&level).then(|| (level, title.trim()))
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3 && ["-", "*", "_"].iter().any(|mark| line.replace(mark, "").is_empty())
}

fn bullet(line: &str) -> Option<&str> {
    line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).or_else(|| line.strip_prefix("+ "))
}

fn numbered(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    line[digits..].strip_prefix(". ").filter(|_| (1..=9).contains(&digits))
}

fn code(lines: &[&str], out: &mut String) -> usize {
    let inside = lines[1..].iter().take_while(|line| !line.starts_with("```")).count();
    out.push_str("<pre><code>");
    for line in &lines[1..=inside] {
        out.push_str(&html(line));
        out.push('\n');
    }
    out.push_str("</code></pre>\n");
    (inside + 2).min(lines.len())
}

fn quote(lines: &[&str], depth: usize, out: &mut String) -> usize {
    let inside: Vec<&str> =
        lines.iter().map_while(|line| line.strip_prefix('>')).map(str::trim_start).collect();
    out.push_str("<blockquote>\n");
    blocks(&inside, depth + 1, out);
    out.push_str("</blockquote>\n");
    inside.len()
}

fn list(name: &str, lines: &[&str], item: fn(&str) -> Option<&str>, out: &mut String) -> usize {
    let mut count = 0;
    out.push_str(&format!("<{name}>\n"));
    for text in lines.iter().map_while(|line| item(line)) {
        element("li", text, out);
        count += 1;
    }
    out.push_str(&format!("</{name}>\n"));
    count
}

fn paragraph(lines: &[&str], depth: usize, out: &mut String) -> usize {
    let ends = |line: &str| {
        line.is_empty()
            || line.starts_with("```")
            || (line.starts_with('>') && depth < DEEPEST_QUOTE)
            || is_rule(line)
            || heading(line).is_some()
            || bullet(line).is_some()
            || numbered(line).is_some()
    };
    let count = 1 + lines[1..].iter().take_while(|line| !ends(line)).count();
    element("p", &lines[..count].join("\n"), out);
    count
}

/// Writes a text with its marks: code, strong, emphasis and links. A mark without its other half stays;
/// each kind is searched for no further than it was found last, so that many take no longer.
fn inline(text: &str, out: &mut String) {
    let mut open: Vec<(&str, &str)> = Vec::new();
    let mut ends = Ends::default();
    let mut plain = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let (length, markup) = if rest.starts_with('\\') && rest[1..].starts_with(is_mark) {
            (2, html(&rest[1..2]).into_owned())
        } else if let Some(code) = span(rest, '`', &['`'], &mut ends.code, at) {
            (code.len() + 2, format!("<code>{}</code>", html(code)))
        } else if let Some((length, link)) = link(rest, &mut ends, at) {
            (length, link)
        } else if let Some(mark) = ["**", "*"].iter().find(|mark| rest.starts_with(**mark)) {
            match emphasis(mark, &rest[mark.len()..], &mut open) {
                Some(tag) => (mark.len(), tag),
                None => (mark.len(), (*mark).to_owned()),
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        out.push_str(&html(&text[plain..at]));
        out.push_str(&markup);
        at += length;
        plain = at;
    }
    out.push_str(&html(&text[plain..]));
    for (_, tag) in open.iter().rev() {
        out.push_str(&format!("</{tag}>"));
    }
}

fn is_mark(character: char) -> bool {
    "\\`*_[]()#+-.!>".contains(character)
}

/// Returns what is between two marks at the beginning of a text. It ends at the first character of a set,
/// which has to be the closing mark: so a text is not searched again and again.
fn span<'a>(rest: &'a str, begin: char, ends: &[char], none_from: &mut Option<usize>, at: usize) -> Option<&'a str> {
    let inside = rest.strip_prefix(begin)?;
    if none_from.map_or(false, |from| at >= from) {
        return None;
    }
    match inside.find(ends) {
        Some(length) => Some(&inside[..length]).filter(|_| inside[length..].starts_with(ends[0])),
        None => {
            *none_from = Some(at);
            None
        }
    }
}

/// From where on a mark has no other half any more.
#[derive(Default)]
struct Ends {
    code: Option<usize>,
    label: Option<usize>,
    target: Option<usize>,
}

fn link(rest: &str, ends: &mut Ends, at: usize) -> Option<(usize, String)> {
    let label = span(rest, '[', &[']', '['], &mut ends.label, at)?;
    let after = &rest[label.len() + 2..];
    let target = span(after, '(', &[')', '(', ' ', '\n'], &mut ends.target, at)?;
    let known = ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme));
    let markup = || format!("<a href=\"{}\">{}</a>", html(target), html(label));
    known.then(|| (label.len() + target.len() + 4, markup()))
}

/// Returns the tag that a mark stands for: it closes the last that is open, or opens one.
fn emphasis<'a>(
    mark: &'a str,
    after: &str,
    open: &mut Vec<(&'a str, &'a str)>,
) -> Option<String> {
    if open.last().map_or(false, |(last, _)| *last == mark) {
        return open.pop().map(|(_, tag)| format!("</{tag}>"));
    }
    let is_open = open.iter().any(|(each, _)| *each == mark);
    if is_open || after.is_empty() || after.starts_with(char::is_whitespace) {
        return None;
    }
    let tag = if mark == "**" { "strong" } else { "em" };
    open.push((mark, tag));
    Some(format!("<{tag}>"))
}
