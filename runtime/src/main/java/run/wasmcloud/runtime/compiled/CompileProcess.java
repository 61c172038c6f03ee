package run.wasmcloud.runtime.compiled;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.CompileLimits;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.runtime.compiled.Compiler.Compilation;
import run.wasmcloud.wasmtime.NativeBytes;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that compiles one module, and then is of no more use. Closing it kills it. */
final class CompileProcess implements AutoCloseable {
    private static final Logger LOG = System.getLogger(CompileProcess.class.getName());
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final long LONGEST_END_SECONDS = 5;
    private static final int CHUNK = 64 * 1024;
    private static final int KILLED = 137;
    private static final int MIB = 1 << 20;

    /** How Rust's allocator, the JVM and Java say that there is no more memory. */
    private static final List<String> NO_MEMORY =
            List.of("memory allocation of", "insufficient memory", "OutOfMemoryError");

    private final Process process;
    private final DataInputStream answers;
    private final LastWords lastWords;

    CompileProcess(Process process) {
        this.process = process;
        this.answers = new DataInputStream(process.getInputStream());
        this.lastWords = LastWords.of(process.getErrorStream());
    }

    /**
     * Waits until the process wants the module.
     *
     * @throws WasmcloudException {@code INTERNAL} when it does not come to that, or compiles for
     *     other sandboxes than this one
     */
    void awaitReady(String codeName) {
        try (var _ = ProcessDeadline.start(process, LONGEST_START)) {
            if (answers.readByte() != CompileProtocol.READY) {
                throw broken("the compile process does not say that it is ready", null);
            }
            if (!answers.readUTF().equals(codeName)) {
                throw broken(
                        "the compile process has another version or other settings than this one"
                                + " (expected: the same files as when this server was started;"
                                + " restart it)",
                        null);
            }
        } catch (IOException e) {
            throw broken("the compile process does not start", e);
        }
    }

    private WasmcloudException broken(String what, @Nullable IOException e) {
        close();
        return new WasmcloudException(
                ErrorCode.INTERNAL,
                "The module could not be compiled, by a fault of ours",
                new IllegalStateException(what + ". It said: " + lastWords.text(), e));
    }

    /** Compiles the module. What the process does from here on is the module's doing. */
    Compilation compile(byte[] wasm, CompileLimits limits, int mostCodeBytes) {
        try (var deadline = ProcessDeadline.start(process, limits.wallTime())) {
            try {
                send(wasm);
                return answer(mostCodeBytes);
            } catch (IOException e) {
                return ended(e, deadline, limits);
            }
        }
    }

    private void send(byte[] wasm) throws IOException {
        try (var in = process.getOutputStream()) {
            in.write(wasm);
        }
    }

    private Compilation answer(int mostCodeBytes) throws IOException {
        return switch (answers.readByte()) {
            case CompileProtocol.COMPILED -> compiled(answers.readLong(), mostCodeBytes);
            case CompileProtocol.INVALID -> new Compilation.Invalid(answers.readUTF());
            default -> throw new StreamCorruptedException("no answer of the protocol");
        };
    }

    private Compilation compiled(long length, int mostCodeBytes) throws IOException {
        if (length < 1 || length > mostCodeBytes) {
            return new Compilation.LimitReached(
                    "it becomes %d MiB of machine code (expected: at most %d)"
                            .formatted(length / MIB, mostCodeBytes / MIB));
        }
        var code = NativeBytes.allocate((int) length);
        try {
            var buffer = code.buffer();
            var chunk = new byte[CHUNK];
            while (buffer.hasRemaining()) {
                var count = Math.min(chunk.length, buffer.remaining());
                answers.readFully(chunk, 0, count);
                buffer.put(chunk, 0, count);
            }
            return new Compilation.Compiled(code);
        } catch (IOException e) {
            code.close();
            throw e;
        }
    }

    private Compilation ended(IOException e, ProcessDeadline deadline, CompileLimits limits) {
        var status = status();
        LOG.log(
                Level.DEBUG,
                "a compile process ended with status " + status + " and said: " + lastWords.text(),
                e);
        if (deadline.passed() || status == CompileProtocol.OUT_OF_TIME) {
            return new Compilation.LimitReached(
                    "it takes longer than %s to compile".formatted(seconds(limits.wallTime())));
        }
        if (status == CompileProtocol.OUT_OF_MEMORY || status == KILLED || lacksMemory()) {
            return new Compilation.LimitReached(
                    "it takes more than %d MiB of memory to compile"
                            .formatted(limits.memoryBytes() / MIB));
        }
        return new Compilation.LimitReached(
                "the compiler broke on it (status %d)".formatted(status));
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private boolean lacksMemory() {
        var said = lastWords.text();
        return NO_MEMORY.stream().anyMatch(said::contains);
    }

    /** A process that has closed its output without ending is ended. */
    private int status() {
        try {
            if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE, "The server is stopping: try again later", e);
        }
    }

    /** Ends the process; whoever waits for its answer gets none. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        try (var _ = process.getOutputStream();
                answers) {
            // Both are of no more use.
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing the streams of a compile process", e);
        }
    }
}
