# workerd serve workerd.capnp --socket-addr http=127.0.0.1:PORT
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "hello", worker = .hello)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "hello")],
);

const hello :Workerd.Worker = (
  modules = [
    (name = "hello-worker.mjs", esModule = embed "hello-worker.mjs"),
    (name = "hello-run.mjs", esModule = embed "hello-run.mjs"),
    (name = "hello.wasm", wasm = embed "../../examples/hello/hello.wasm"),
  ],
  compatibilityDate = "2025-06-01",
);
