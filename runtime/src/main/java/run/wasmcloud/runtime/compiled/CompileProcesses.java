package run.wasmcloud.runtime.compiled;

import run.wasmcloud.model.CompileLimits;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.runtime.CodeSettings;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiles each module in a process of its own, which knows nothing of this one and is killed when
 * it takes too much: no module is compiled where another one was. Thread-safe.
 */
public final class CompileProcesses implements Compiler {
    private final JavaCommand java;
    private final Class<?> program;
    private final CodeSettings code;
    private final String codeName;
    private final CompilerSettings settings;
    private final CompileTurns turns;
    private final Set<CompileProcess> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Makes a compiler.
     *
     * @param program does what {@link CompileMain} does
     */
    CompileProcesses(
            Class<?> program, CodeSettings code, String codeName, CompilerSettings settings) {
        this.java = JavaCommand.ofThisProcess();
        this.program = program;
        this.code = code;
        this.codeName = codeName;
        this.settings = settings;
        this.turns =
                new CompileTurns(settings.atOnce(), settings.mostWaiting(), settings.longestWait());
    }

    /**
     * Makes a compiler for the sandbox that has these settings and this code name. Nothing is
     * started yet.
     */
    public static CompileProcesses of(
            CodeSettings code, String codeName, CompilerSettings settings) {
        return new CompileProcesses(CompileMain.class, code, codeName, settings);
    }

    @Override
    public Compilation compile(byte[] wasm, CompileLimits limits) {
        try (var _ = turns.take();
                var process = start(wasm, limits)) {
            running.add(process);
            try {
                return result(process, wasm, limits);
            } finally {
                running.remove(process);
            }
        }
    }

    private CompileProcess start(byte[] wasm, CompileLimits limits) {
        var arguments =
                CompileMain.arguments(code, limits.memoryBytes(), limits.wallTime(), wasm.length);
        try {
            return new CompileProcess(java.start(program, arguments, settings.threads()));
        } catch (IOException e) {
            throw new WasmcloudException(
                    ErrorCode.INTERNAL, "No process to compile in could be started", e);
        }
    }

    private Compilation result(CompileProcess process, byte[] wasm, CompileLimits limits) {
        // Closed between the start and the entry in the set: nobody else would end it.
        requireOpen();
        try {
            process.awaitReady(codeName);
        } catch (WasmcloudException e) {
            requireOpen();
            throw e;
        }
        var compilation = process.compile(wasm, limits, settings.mostCodeBytes());
        if (closed) {
            discard(compilation);
            requireOpen();
        }
        return compilation;
    }

    private void requireOpen() {
        if (closed) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE, "The server is stopping: try again later");
        }
    }

    private static void discard(Compilation compilation) {
        if (compilation instanceof Compilation.Compiled compiled) {
            compiled.code().close();
        }
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(CompileProcess::kill);
    }
}
