//! Answers each request as `examples/hello` does, and logs as it does, through wasi:http.

use wasi::cli::stderr::get_stderr;
use wasi::http::types::{Fields, IncomingRequest, OutgoingBody, OutgoingResponse, ResponseOutparam};

const BODY: &[u8] = b"Hello from WebAssembly!\n";
const LOG: &[u8] = b"hello: said hello\n";

struct Hello;

wasi::http::proxy::export!(Hello);

impl wasi::exports::http::incoming_handler::Guest for Hello {
    fn handle(_request: IncomingRequest, out: ResponseOutparam) {
        let _ = get_stderr().blocking_write_and_flush(LOG);
        let headers = Fields::new();
        headers
            .set("content-type", &[b"text/plain; charset=utf-8".to_vec()])
            .expect("a valid header");
        let response = OutgoingResponse::new(headers);
        let body = response.body().expect("the first body");
        ResponseOutparam::set(out, Ok(response));
        let stream = body.write().expect("the first stream");
        let _ = stream.blocking_write_and_flush(BODY);
        drop(stream);
        let _ = OutgoingBody::finish(body, None);
    }
}
