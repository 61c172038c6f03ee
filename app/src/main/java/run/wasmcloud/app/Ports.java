package run.wasmcloud.app;

import run.wasmcloud.cli.CommandFailure;
import run.wasmcloud.cli.ExitCode;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Looks for ports before anything is started on them. */
final class Ports {
    private Ports() {}

    /**
     * Returns the port to use.
     *
     * @param port the one that is wanted, 0 for any free one
     * @param option what the person may choose another one with
     * @throws CommandFailure when it is in use, or cannot be used
     */
    static int free(InetAddress address, int port, String option) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new java.net.InetSocketAddress(address, port));
            return socket.getLocalPort();
        } catch (BindException e) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "Port %d of %s cannot be used".formatted(port, address.getHostAddress()),
                    "It is in use by another program, or not this machine's or user's to use ("
                            + e.getMessage()
                            + ").",
                    "Choose another one: wasmcloud up %s N (0 for any free one)".formatted(option));
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Port %d of %s cannot be used".formatted(port, address.getHostAddress()),
                    String.valueOf(e.getMessage()),
                    "Choose a port from 1 to 65535, or 0 for any free one: wasmcloud up %s N"
                            .formatted(option));
        }
    }
}
