// What a peer does with the same guest: one HTTP server, the module compiled once, a fresh instance each request.
// Runs on Node and on Deno: `node hello-host.mjs PORT FILE.wasm` or `deno run -A hello-host.mjs PORT FILE.wasm`.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import process from "node:process";
import { run } from "./hello-run.mjs";

const [port, file] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(file));

if (globalThis.Deno) {
  globalThis.Deno.serve({ port: Number(port), hostname: "127.0.0.1", onListen() {} }, () => {
    const [type, body] = run(module);
    return new Response(body, { headers: { "content-type": type } });
  });
} else {
  createServer((_, response) => {
    const [type, body] = run(module);
    response.writeHead(200, { "content-type": type });
    response.end(body);
  }).listen(Number(port), "127.0.0.1");
}
