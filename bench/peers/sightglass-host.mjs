// Runs one of Sightglass's programs on V8 and prints the processor time between bench.start and bench.end, in
// nanoseconds, a line a run: node sightglass-host.mjs MODULE FOLDER RUNS
import { readFileSync } from "node:fs";
import { WASI } from "node:wasi";

const [file, folder, runs] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(file));
const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
};
for (let i = 0; i < Number(runs); i++) {
  const wasi = new WASI({ version: "preview1", args: ["benchmark.wasm"], preopens: { ".": folder }, returnOnExit: true });
  let started = 0;
  let ended = 0;
  const bench = { start: () => { started = now(); }, end: () => { ended = now(); } };
  const stdout = process.stdout.write.bind(process.stdout);
  wasi.start(new WebAssembly.Instance(module, { ...wasi.getImportObject(), bench }));
  if (ended < started) throw new Error("the program did not end well");
  stdout(`NS ${ended - started}\n`);
}
