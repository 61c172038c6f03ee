//! webhook: takes a code host's push event and tells a chat about it, over HTTPS.
//!
//! Variables: RELAY_URL, where to; RELAY_TOKEN, what the caller must know (in `X-Token`).

use olin::cgi::{serve, Error, Request, Response};
use olin::json::Value;
use olin::{env, http};

const LONGEST_EVENT: usize = 64 * 1024;
const LONGEST_LINE: usize = 120;
const MOST_COMMITS: usize = 10;

olin::main!(|| serve(answer));

fn answer(request: &mut Request) -> Result<Response, Error> {
    if request.method() != "POST" {
        return Err(Error::new(405, "POST a push event here"));
    }
    let token = setting("RELAY_TOKEN")?;
    if !same(request.header("X-Token").unwrap_or_default().as_bytes(), token.as_bytes()) {
        return Err(Error::new(403, "The X-Token is not the one that is expected"));
    }
    let event = Value::parse(&request.text(LONGEST_EVENT)?)?;
    let message = Value::object([("text", message(&event)?.into())]);
    relay(&setting("RELAY_URL")?, &message.to_string())?;
    Ok(Response::new(202))
}

fn setting(name: &str) -> Result<String, Error> {
    let missing = || Error::new(503, format!("{name} is not set")).because("set it, and call again");
    env::var(name).filter(|value| !value.is_empty()).ok_or_else(missing)
}

/// Compares in a time that does not tell where the first difference is.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

fn message(event: &Value) -> Result<String, Error> {
    let unusable = |what| Error::new(422, format!("This is no push event: {what} is missing"));
    let repository =
        event["repository"]["name"].as_str().ok_or_else(|| unusable("repository.name"))?;
    let commits = event["commits"].as_array().ok_or_else(|| unusable("commits"))?;
    let who = event["pusher"]["name"].as_str().unwrap_or("Somebody");
    let mut text = format!("{} pushed {} to {}", line(who), commits.len(), line(repository));
    for commit in commits.iter().take(MOST_COMMITS) {
        text.push_str("\n- ");
        text.push_str(&line(commit["message"].as_str().unwrap_or("(no message)")));
    }
    if commits.len() > MOST_COMMITS {
        text.push_str("\n- and more");
    }
    Ok(text)
}

/// The beginning of a text's first line.
fn line(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().take(LONGEST_LINE).collect()
}

fn relay(url: &str, message: &str) -> Result<(), Error> {
    let response =
        http::Request::post(url).header("Content-Type", "application/json").text(message).send()?;
    if !response.is_success() {
        return Err(http::Error::refused(response.status()).into());
    }
    Ok(())
}
