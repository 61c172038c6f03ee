import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Writes a module of about a given size that answers "Content-Type: text/plain" and "ok": java
 * LargeModule.java FILE BYTES. Its functions are arithmetic, loads, stores, branches and calls, so
 * that it becomes as much machine code as programs of that size do; the same module each time.
 */
public final class LargeModule {
    private static final int I32 = 0x7f;
    private static final int END = 0x0b;
    private static final int[] OPERATORS = {
        0x6a, 0x6b, 0x6c, 0x71, 0x72, 0x73, 0x74, 0x76, 0x77, 0x46, 0x49, 0x4d
    };
    private static final byte[] ANSWER =
            "Content-Type: text/plain\n\nok\n".getBytes(StandardCharsets.US_ASCII);

    private final Random random = new Random(862);

    private static final class Bytes extends ByteArrayOutputStream {
        Bytes raw(int... values) {
            for (var value : values) {
                write(value);
            }
            return this;
        }

        Bytes number(long value) {
            for (; value >= 0x80; value >>>= 7) {
                write((int) (value & 0x7f) | 0x80);
            }
            return raw((int) value);
        }

        Bytes constant(int value) {
            raw(0x41);
            long rest = value;
            while (rest < -64 || rest > 63) {
                write((int) (rest & 0x7f) | 0x80);
                rest >>= 7;
            }
            return raw((int) (rest & 0x7f));
        }

        Bytes text(String text) {
            return sized(text.getBytes(StandardCharsets.UTF_8));
        }

        Bytes sized(byte[] bytes) {
            number(bytes.length).writeBytes(bytes);
            return this;
        }

        Bytes section(int id, Bytes content) {
            return raw(id).sized(content.toByteArray());
        }
    }

    public static void main(String[] arguments) throws IOException {
        Files.write(
                Path.of(arguments[0]), new LargeModule().module(Integer.parseInt(arguments[1])));
    }

    private byte[] module(int bytes) {
        var bodies = new Bytes();
        var count = 0;
        for (; bodies.size() < bytes; count++) {
            bodies.sized(function(count).toByteArray());
        }
        var types =
                new Bytes()
                        .number(3)
                        .raw(0x60, 0, 0)
                        .raw(0x60, 1, I32, 1, I32)
                        .raw(0x60, 4, I32, I32, I32, I32, 1, I32);
        var imports =
                new Bytes()
                        .number(1)
                        .text("wasi_snapshot_preview1")
                        .text("fd_write")
                        .raw(0)
                        .number(2);
        var functions = new Bytes().number(count + 1);
        for (var i = 0; i < count; i++) {
            functions.number(1);
        }
        functions.number(0);
        var exports =
                new Bytes()
                        .number(2)
                        .text("memory")
                        .raw(2)
                        .number(0)
                        .text("_start")
                        .raw(0)
                        .number(count + 1);
        var code = new Bytes().number(count + 1);
        code.writeBytes(bodies.toByteArray());
        code.sized(entry(count).toByteArray());
        var data = new Bytes().number(1).raw(0).constant(16).raw(END).sized(ANSWER);
        var module = new Bytes().raw(0, 'a', 's', 'm', 1, 0, 0, 0);
        return module.section(1, types)
                .section(2, imports)
                .section(3, functions)
                .section(5, new Bytes().number(1).raw(0).number(2))
                .section(7, exports)
                .section(10, code)
                .section(11, data)
                .toByteArray();
    }

    /** Calls only those before it, so that nothing goes on for ever. */
    private Bytes function(int number) {
        var body = new Bytes().number(1).number(4).raw(I32);
        for (var i = 0; i < 24; i++) {
            body.raw(0x20).number(random.nextInt(5)).raw(0x20).number(random.nextInt(5));
            body.raw(OPERATORS[random.nextInt(OPERATORS.length)]).constant(random.nextInt(10_000));
            body.raw(OPERATORS[random.nextInt(OPERATORS.length)])
                    .raw(0x21)
                    .number(random.nextInt(5));
            if (i % 4 == 0) {
                body.raw(0x20, 1)
                        .constant(0xfff)
                        .raw(0x71, 0x20, 2, 0x36, 2)
                        .number(1024); // and, i32.store
                body.raw(0x20, 3)
                        .constant(0xfff)
                        .raw(0x71, 0x28, 2)
                        .number(1024)
                        .raw(0x21, 4); // i32.load
            }
            if (i % 6 == 0) {
                body.raw(0x20, 2, 0x04, 0x40, 0x20, 1)
                        .constant(i)
                        .raw(0x6a, 0x21, 1, END); // if, add
            }
        }
        if (number > 0 && number % 7 == 0) {
            body.raw(0x20, 1, 0x10).number(1 + random.nextInt(number)).raw(0x21, 2); // call
        }
        return body.raw(0x20, 1, 0x20, 2, 0x6a, END);
    }

    private static Bytes entry(int count) {
        var body = new Bytes().number(0);
        for (var i = 1; i <= 10; i++) {
            body.constant(i).raw(0x10).number(i).raw(0x1a);
        }
        body.constant(0)
                .constant(16)
                .raw(0x36, 2, 0)
                .constant(4)
                .constant(ANSWER.length)
                .raw(0x36, 2, 0);
        return body.constant(1).constant(0).constant(1).constant(8).raw(0x10, 0, 0x1a, END);
    }
}
