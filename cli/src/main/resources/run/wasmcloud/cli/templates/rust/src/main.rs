use olin::cgi::{serve, Error, Request, Response};

olin::main!(|| serve(answer));

fn answer(request: &mut Request) -> Result<Response, Error> {
    match request.method() {
        "GET" | "HEAD" => {
            let name = request.query().get("name").unwrap_or("world").to_owned();
            Ok(Response::text(format!("Hello, {name}!\n")))
        }
        "POST" => {
            let text = request.text(16 * 1024)?;
            Ok(Response::text(format!("{} letters\n", text.chars().count())))
        }
        _ => Err(Error::new(405, "GET or POST")),
    }
}
