//! json-api: a JSON API of two operations, with problems (RFC 9457) for what is wrong.

use olin::cgi::{serve, Error, Request, Response};
use olin::json::Value;

const LONGEST_BODY: usize = 64 * 1024;
const MOST_VALUES: usize = 5_000;

olin::main!(|| serve(|request| Ok(answer(request).unwrap_or_else(problem))));

fn answer(request: &mut Request) -> Result<Response, Error> {
    let path = request.path().to_owned();
    match (request.method(), path.as_str()) {
        ("GET" | "HEAD", "/") => Ok(Response::json(operations())),
        ("POST", "/statistics") => statistics(&body(request)?).map(Response::json),
        ("POST", "/convert") => convert(&body(request)?).map(Response::json),
        (_, "/" | "/statistics" | "/convert") => Err(Error::new(405, "Not with this method")),
        _ => Err(Error::new(404, "There is no such operation; GET / lists them")),
    }
}

fn problem(error: Error) -> Response {
    let problem = Value::object([
        ("type", "about:blank".into()),
        ("status", i32::from(error.status()).into()),
        ("title", error.message().into()),
    ]);
    Response::of("application/problem+json", problem.to_string()).status(error.status())
}

fn operations() -> Value {
    let example = |text| Value::parse(text).unwrap_or(Value::Null);
    Value::object([
        ("POST /statistics", example(r#"{"values": [1, 2, 3.5]}"#)),
        ("POST /convert", example(r#"{"value": 20, "from": "celsius", "to": "fahrenheit"}"#)),
    ])
}

fn body(request: &mut Request) -> Result<Value, Error> {
    if request.content_type() != "application/json" {
        return Err(Error::new(415, "Send application/json"));
    }
    Ok(Value::parse(&request.text(LONGEST_BODY)?)?)
}

fn unusable(why: impl Into<String>) -> Error {
    Error::new(422, why)
}

fn statistics(body: &Value) -> Result<Value, Error> {
    let values = body["values"].as_array().ok_or_else(|| unusable("values is not an array"))?;
    let numbers: Option<Vec<f64>> = values.iter().map(Value::as_f64).collect();
    let mut numbers = numbers.ok_or_else(|| unusable("values has more than numbers in it"))?;
    if numbers.is_empty() || numbers.len() > MOST_VALUES {
        return Err(unusable(format!("values has {} numbers (1 to {MOST_VALUES})", numbers.len())));
    }
    numbers.sort_by(f64::total_cmp);
    let count = numbers.len();
    let mean = numbers.iter().sum::<f64>() / count as f64;
    let spread = numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / count as f64;
    Ok(Value::object([
        ("count", (count as f64).into()),
        ("smallest", numbers[0].into()),
        ("largest", numbers[count - 1].into()),
        ("mean", mean.into()),
        ("median", ((numbers[(count - 1) / 2] + numbers[count / 2]) / 2.0).into()),
        ("deviation", spread.sqrt().into()),
    ]))
}

fn convert(body: &Value) -> Result<Value, Error> {
    let value = body["value"].as_f64().ok_or_else(|| unusable("value is not a number"))?;
    let celsius = match body["from"].as_str() {
        Some("celsius") => value,
        Some("fahrenheit") => (value - 32.0) / 1.8,
        Some("kelvin") => value - 273.15,
        _ => return Err(unusable("from is not celsius, fahrenheit or kelvin")),
    };
    let converted = match body["to"].as_str() {
        Some("celsius") => celsius,
        Some("fahrenheit") => celsius * 1.8 + 32.0,
        Some("kelvin") => celsius + 273.15,
        _ => return Err(unusable("to is not celsius, fahrenheit or kelvin")),
    };
    // To a thousandth: what the arithmetic adds is no temperature.
    Ok(Value::object([("value", ((converted * 1000.0).round() / 1000.0).into())]))
}
