package run.wasmcloud.runtime.compiled;

import run.wasmcloud.runtime.CodeSettings;
import run.wasmcloud.runtime.MachineCode;
import run.wasmcloud.wasmtime.Engine;
import run.wasmcloud.wasmtime.NativeBytes;
import run.wasmcloud.wasmtime.ProcessLimits;
import run.wasmcloud.wasmtime.WasmtimeException;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * The program of a compile process: compiles the one module on its standard input and writes the
 * machine code to its standard output. Before it reads the module it gives up what compiling does
 * not need.
 */
public final class CompileMain {
    private static final Duration LOOK = Duration.ofMillis(50);

    /** What the engine says when the system gives it no memory (ENOMEM). */
    private static final String NO_MEMORY = "os error 12)";

    private static final Path CHOSEN_WHEN_MEMORY_RUNS_OUT = Path.of("/proc/self/oom_score_adj");

    private final CodeSettings settings;
    private final long memoryBytes;
    private final long wallMillis;
    private final int moduleBytes;

    private CompileMain(String[] arguments) {
        settings =
                new CodeSettings(
                        Long.parseLong(arguments[0]),
                        Long.parseLong(arguments[1]),
                        Long.parseLong(arguments[2]));
        memoryBytes = Long.parseLong(arguments[3]);
        wallMillis = Long.parseLong(arguments[4]);
        moduleBytes = Integer.parseInt(arguments[5]);
    }

    /** Returns the arguments for a module. */
    static String[] arguments(
            CodeSettings settings, long memoryBytes, Duration wallTime, int moduleBytes) {
        return new String[] {
            Long.toString(settings.memoryReservation()),
            Long.toString(settings.memoryGuard()),
            Long.toString(settings.stackBytes()),
            Long.toString(memoryBytes),
            Long.toString(wallTime.toMillis()),
            Integer.toString(moduleBytes)
        };
    }

    /** Compiles one module. */
    public static void main(String[] arguments) throws IOException {
        // Whatever prints by mistake must not get between the answers.
        System.setOut(System.err);
        try (var out =
                new DataOutputStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)))) {
            new CompileMain(arguments).run(out);
        }
    }

    private void run(DataOutputStream out) throws IOException {
        try (var engine = Engine.create(settings.config());
                var wasm = NativeBytes.allocate(moduleBytes)) {
            var name = MachineCode.name(engine);
            restrict();
            out.writeByte(CompileProtocol.READY);
            out.writeUTF(name);
            out.flush();
            read(wasm);
            compile(engine, wasm, out);
        }
    }

    private void restrict() throws IOException {
        ProcessLimits.withoutCoreFile();
        ProcessLimits.yieldProcessor();
        if (Files.isWritable(CHOSEN_WHEN_MEMORY_RUNS_OUT)) {
            Files.writeString(CHOSEN_WHEN_MEMORY_RUNS_OUT, "1000");
        }
        var before = ProcessLimits.residentBytes();
        Thread.ofPlatform().daemon().name("limits").start(() -> watch(before));
        ProcessLimits.growBy(memoryBytes);
    }

    /**
     * Ends the process when it takes too much. Who started it does so too; but it may have died,
     * and not every system bounds the memory of a process.
     */
    private void watch(long before) {
        var parent = ProcessHandle.current().parent();
        var end = System.nanoTime() + Duration.ofMillis(wallMillis).plusSeconds(5).toNanos();
        while (true) {
            if (resident() - before > memoryBytes) {
                Runtime.getRuntime().halt(CompileProtocol.OUT_OF_MEMORY);
            }
            if (System.nanoTime() - end > 0 || !parent.filter(ProcessHandle::isAlive).isPresent()) {
                Runtime.getRuntime().halt(CompileProtocol.OUT_OF_TIME);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static long resident() {
        try {
            return ProcessLimits.residentBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void read(NativeBytes wasm) throws IOException {
        var buffer = wasm.buffer();
        try (ReadableByteChannel in = Channels.newChannel(new FileInputStream(FileDescriptor.in))) {
            while (buffer.hasRemaining()) {
                if (in.read(buffer) < 0) {
                    throw new EOFException("the module was cut");
                }
            }
        }
    }

    private static void answer(DataOutputStream out, ByteBuffer... parts) throws IOException {
        out.writeByte(CompileProtocol.COMPILED);
        out.writeLong(Arrays.stream(parts).mapToLong(ByteBuffer::remaining).sum());
        out.flush();
        var channel = Channels.newChannel(out);
        for (var part : parts) {
            while (part.hasRemaining()) {
                channel.write(part);
            }
        }
    }

    private static void compile(Engine engine, NativeBytes wasm, DataOutputStream out)
            throws IOException {
        try (var code = MachineCode.compile(engine, wasm)) {
            code.<IOException>write(parts -> answer(out, parts));
        } catch (WasmtimeException e) {
            var why = String.valueOf(e.getMessage());
            if (why.contains(NO_MEMORY)) {
                Runtime.getRuntime().halt(CompileProtocol.OUT_OF_MEMORY);
            }
            out.writeByte(CompileProtocol.INVALID);
            out.writeUTF(why.substring(0, Math.min(why.length(), CompileProtocol.LONGEST_MESSAGE)));
        }
    }
}
