// What a peer does with the same guest: one HTTP server, the module compiled once, a fresh instance each request.
// Runs on Node and on Deno: `node hello-host.mjs PORT FILE.wasm` or `deno run -A hello-host.mjs PORT FILE.wasm`.
// It serves only the two WASI calls that the guest makes, with less work than a general implementation would do.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import process from "node:process";

const [port, file] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(file));
const decoder = new TextDecoder();

function run() {
  let stdout = "";
  let memory;
  const wasi = {
    fd_write(fd, vectors, count, written) {
      const view = new DataView(memory.buffer);
      let total = 0;
      for (let i = 0; i < count; i++) {
        const address = view.getUint32(vectors + 8 * i, true);
        const length = view.getUint32(vectors + 8 * i + 4, true);
        if (fd === 1) stdout += decoder.decode(new Uint8Array(memory.buffer, address, length));
        total += length;
      }
      view.setUint32(written, total, true);
      return 0;
    },
    proc_exit(status) {
      throw new Error(`exit ${status}`);
    },
  };
  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi });
  memory = instance.exports.memory;
  instance.exports._start();
  const end = stdout.indexOf("\n\n");
  return [stdout.slice("Content-Type: ".length, end), stdout.slice(end + 2)];
}

if (globalThis.Deno) {
  globalThis.Deno.serve({ port: Number(port), hostname: "127.0.0.1", onListen() {} }, () => {
    const [type, body] = run();
    return new Response(body, { headers: { "content-type": type } });
  });
} else {
  createServer((_, response) => {
    const [type, body] = run();
    response.writeHead(200, { "content-type": type });
    response.end(body);
  }).listen(Number(port), "127.0.0.1");
}
