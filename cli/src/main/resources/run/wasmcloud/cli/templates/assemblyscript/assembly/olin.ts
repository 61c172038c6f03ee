// The part of the Olin ABI that the function uses.

@external("cwa", "env_get")
declare function env_get(key: usize, keyLength: usize, value: usize, length: usize): i32;
@external("cwa", "io_get_stdout")
declare function io_get_stdout(): i32;
@external("cwa", "io_get_stdin")
declare function io_get_stdin(): i32;
@external("cwa", "log_write")
declare function log_write(level: i32, text: usize, length: usize): void;
@external("cwa", "resource_read")
declare function resource_read(resource: i32, target: usize, length: usize): i32;
@external("cwa", "resource_write")
declare function resource_write(resource: i32, source: usize, length: usize): i32;

/** Returns a variable's value, empty where there is none. */
export function variable(name: string): string {
  const key = String.UTF8.encode(name);
  const length = env_get(changetype<usize>(key), key.byteLength, 0, 0);
  if (length <= 0) {
    return "";
  }
  const value = new ArrayBuffer(length);
  env_get(changetype<usize>(key), key.byteLength, changetype<usize>(value), length);
  return String.UTF8.decode(value);
}

/** Reads the request's body, or null where it is longer than so many bytes. */
export function body(most: i32): ArrayBuffer | null {
  const input = io_get_stdin();
  const bytes = new ArrayBuffer(most + 1);
  let length = 0;
  while (length <= most) {
    const count = resource_read(input, changetype<usize>(bytes) + length, most + 1 - length);
    if (count <= 0) {
      return bytes.slice(0, length);
    }
    length += count;
  }
  return null;
}

/** Writes a text to the answer. */
export function write(text: string): void {
  const bytes = String.UTF8.encode(text);
  resource_write(io_get_stdout(), changetype<usize>(bytes), bytes.byteLength);
}

/** Writes a line of the function's log; level 1 is an error, 6 says what happens. */
export function log(level: i32, text: string): void {
  const bytes = String.UTF8.encode(text);
  log_write(level, changetype<usize>(bytes), bytes.byteLength);
}
