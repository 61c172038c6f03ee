// The same guest on workerd: the module compiled once, a fresh instance each request.
import module from "hello.wasm";
import { run } from "hello-run.mjs";

export default {
  fetch() {
    const [type, body] = run(module);
    return new Response(body, { headers: { "content-type": type } });
  },
};
