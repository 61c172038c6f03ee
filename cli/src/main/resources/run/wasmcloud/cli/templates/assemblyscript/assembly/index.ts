import { body, log, variable, write } from "./olin";

const LONGEST_BODY = 16 * 1024;

/** The entry; its result is the exit status. */
export function cwa_main(): i32 {
  if (variable("REQUEST_METHOD") == "POST") {
    const text = body(LONGEST_BODY);
    if (text === null) {
      answer(413, "The body is too long\n");
    } else {
      answer(200, text.byteLength.toString() + " bytes\n");
    }
  } else {
    answer(200, "Hello from " + variable("SERVER_NAME") + "!\n");
  }
  return 0;
}

function answer(status: i32, text: string): void {
  write("Status: " + status.toString() + "\nContent-Type: text/plain; charset=utf-8\n\n" + text);
}

/** What the compiler calls where the program cannot go on. */
export function abort(message: string | null, file: string | null, line: u32, column: u32): void {
  log(1, (message ? message : "aborted") + " at line " + line.toString());
  unreachable();
}
