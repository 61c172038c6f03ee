package run.wasmcloud.wasi;

import static run.wasmcloud.runtime.ValueType.I32;
import static run.wasmcloud.runtime.ValueType.I64;

import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;

import java.util.List;

/**
 * Calls that name a file below a directory. No directory is ever open, so each answers what that
 * means.
 */
final class PathCalls {
    static final List<HostFunction<WasiRun>> FUNCTIONS =
            List.of(
                    WasiCall.declare(
                            "path_create_directory", "makes a directory", below(0), I32, I32, I32),
                    WasiCall.declare(
                            "path_filestat_get",
                            "describes a file",
                            below(0),
                            I32,
                            I32,
                            I32,
                            I32,
                            I32),
                    WasiCall.declare(
                            "path_filestat_set_times",
                            "sets a file's times",
                            below(0),
                            I32,
                            I32,
                            I32,
                            I32,
                            I64,
                            I64,
                            I32),
                    WasiCall.declare(
                            "path_link",
                            "links a file",
                            below(0),
                            I32,
                            I32,
                            I32,
                            I32,
                            I32,
                            I32,
                            I32),
                    WasiCall.declare(
                            "path_open",
                            "opens a file",
                            below(0),
                            I32,
                            I32,
                            I32,
                            I32,
                            I32,
                            I64,
                            I64,
                            I32,
                            I32),
                    WasiCall.declare(
                            "path_readlink",
                            "reads a link",
                            below(0),
                            I32,
                            I32,
                            I32,
                            I32,
                            I32,
                            I32),
                    WasiCall.declare(
                            "path_remove_directory",
                            "removes a directory",
                            below(0),
                            I32,
                            I32,
                            I32),
                    WasiCall.declare(
                            "path_rename",
                            "renames a file",
                            below(0),
                            I32,
                            I32,
                            I32,
                            I32,
                            I32,
                            I32),
                    WasiCall.declare(
                            "path_symlink", "makes a link", below(2), I32, I32, I32, I32, I32),
                    WasiCall.declare(
                            "path_unlink_file", "removes a file", below(0), I32, I32, I32));

    private PathCalls() {}

    /** Answers for the descriptor at an index of the arguments, where a directory is expected. */
    private static WasiCall below(int argument) {
        return (WasiRun run, HostCall call) ->
                run.descriptors().isOpen(call.i32(argument)) ? Errno.NOTDIR : Errno.BADF;
    }
}
