//! The part of the Olin ABI that the function uses, and the function.

extern "cwa" fn env_get(key: [*]const u8, key_length: usize, value: [*]u8, length: usize) i32;
extern "cwa" fn io_get_stdin() i32;
extern "cwa" fn io_get_stdout() i32;
extern "cwa" fn resource_read(resource: i32, target: [*]u8, length: usize) i32;
extern "cwa" fn resource_write(resource: i32, source: [*]const u8, length: usize) i32;

const longest_body = 16 * 1024;
var buffer: [longest_body + 1]u8 = undefined;

/// The entry; its result is the exit status.
export fn cwa_main() i32 {
    var method: [16]u8 = undefined;
    if (isPost(variable("REQUEST_METHOD", &method))) {
        if (body()) |bytes| {
            answer("200");
            writeNumber(bytes.len);
            write(" bytes\n");
        } else {
            answer("413");
            write("The body is too long\n");
        }
    } else {
        var host: [256]u8 = undefined;
        answer("200");
        write("Hello from ");
        write(variable("SERVER_NAME", &host));
        write("!\n");
    }
    return 0;
}

fn isPost(method: []const u8) bool {
    return method.len == 4 and method[0] == 'P' and method[1] == 'O';
}

fn answer(status: []const u8) void {
    write("Status: ");
    write(status);
    write("\nContent-Type: text/plain; charset=utf-8\n\n");
}

/// Returns a variable's value, empty where there is none or it is too long.
fn variable(name: []const u8, value: []u8) []const u8 {
    const length = env_get(name.ptr, name.len, value.ptr, value.len);
    if (length < 0 or length > value.len) return "";
    return value[0..@intCast(length)];
}

/// Reads the request's body; null where it is too long.
fn body() ?[]const u8 {
    const input = io_get_stdin();
    var length: usize = 0;
    while (length <= longest_body) {
        const count = resource_read(input, buffer[length..].ptr, buffer.len - length);
        if (count <= 0) return buffer[0..length];
        length += @intCast(count);
    }
    return null;
}

fn write(text: []const u8) void {
    _ = resource_write(io_get_stdout(), text.ptr, text.len);
}

fn writeNumber(number: usize) void {
    var digits: [20]u8 = undefined;
    var at = digits.len;
    var left = number;
    while (true) {
        at -= 1;
        digits[at] = @intCast('0' + left % 10);
        left /= 10;
        if (left == 0) break;
    }
    write(digits[at..]);
}
