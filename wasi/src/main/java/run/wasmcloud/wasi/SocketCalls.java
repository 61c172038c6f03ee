package run.wasmcloud.wasi;

import static run.wasmcloud.runtime.ValueType.I32;

import run.wasmcloud.runtime.HostFunction;

import java.util.List;

/** Calls on sockets. No socket is ever open, so each answers what that means. */
final class SocketCalls {
    static final List<HostFunction<WasiRun>> FUNCTIONS =
            List.of(
                    WasiCall.declare(
                            "sock_accept", "accepts a connection", notSocket(), I32, I32, I32),
                    WasiCall.declare(
                            "sock_recv",
                            "receives a message",
                            notSocket(),
                            I32,
                            I32,
                            I32,
                            I32,
                            I32,
                            I32),
                    WasiCall.declare(
                            "sock_send", "sends a message", notSocket(), I32, I32, I32, I32, I32),
                    WasiCall.declare(
                            "sock_shutdown", "shuts a socket down", notSocket(), I32, I32));

    private SocketCalls() {}

    private static WasiCall notSocket() {
        return (run, call) -> run.descriptors().isOpen(call.i32(0)) ? Errno.NOTSOCK : Errno.BADF;
    }
}
