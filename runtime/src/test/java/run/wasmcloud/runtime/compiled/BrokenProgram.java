package run.wasmcloud.runtime.compiled;

import run.wasmcloud.runtime.CodeSettings;
import run.wasmcloud.runtime.MachineCode;
import run.wasmcloud.wasmtime.Engine;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Compile processes that break, each in its own way. */
final class BrokenProgram {
    private BrokenProgram() {}

    /** Ends before it is ready. */
    static final class EndsAtOnce {
        public static void main(String[] arguments) {
            Runtime.getRuntime().halt(7);
        }
    }

    /** Is of another version. */
    static final class OfAnotherVersion {
        public static void main(String[] arguments) throws IOException {
            ready("0".repeat(64));
        }
    }

    /** Ends when it has got the module. */
    static final class EndsWhenReady {
        public static void main(String[] arguments) throws IOException {
            ready(codeName(arguments));
            Runtime.getRuntime().halt(139);
        }
    }

    /** Answers what is no answer, and goes on. */
    static final class AnswersNonsense {
        public static void main(String[] arguments) throws IOException {
            ready(codeName(arguments))
                    .write("#!/bin/sh\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
            while (true) {
                Thread.onSpinWait();
            }
        }
    }

    /** Announces more machine code than anyone has. */
    static final class AnswersWithoutEnd {
        public static void main(String[] arguments) throws IOException {
            var out = ready(codeName(arguments));
            out.writeByte(CompileProtocol.COMPILED);
            out.writeLong(1L << 60);
        }
    }

    /** Ends in the middle of its answer. */
    static final class CutsItsAnswer {
        public static void main(String[] arguments) throws IOException {
            var out = ready(codeName(arguments));
            out.writeByte(CompileProtocol.COMPILED);
            out.writeLong(100_000);
            out.write(new byte[500]);
        }
    }

    /** Answers with bytes that are no machine code. */
    static final class AnswersZeros {
        public static void main(String[] arguments) throws IOException {
            var out = ready(codeName(arguments));
            out.writeByte(CompileProtocol.COMPILED);
            out.writeLong(100_000);
            out.write(new byte[100_000]);
        }
    }

    private static String codeName(String[] arguments) {
        var settings =
                new CodeSettings(
                        Long.parseLong(arguments[0]),
                        Long.parseLong(arguments[1]),
                        Long.parseLong(arguments[2]));
        try (var engine = Engine.create(settings.config())) {
            return MachineCode.name(engine);
        }
    }

    private static DataOutputStream ready(String codeName) throws IOException {
        var out = new DataOutputStream(System.out);
        out.writeByte(CompileProtocol.READY);
        out.writeUTF(codeName);
        return out;
    }
}
