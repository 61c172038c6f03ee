package run.wasmcloud.executor.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file of lines that is moved aside when it has become long. For one thread. */
final class RotatedFile implements AutoCloseable {
    private final Path file;
    private final long mostBytes;
    private final int kept;
    private OutputStream out;
    private long bytes;

    RotatedFile(Path file, long mostBytes, int kept) throws IOException {
        this.file = file.toAbsolutePath();
        this.mostBytes = mostBytes;
        this.kept = kept;
        var folder = this.file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        out = open();
    }

    private OutputStream open() throws IOException {
        var opened =
                new BufferedOutputStream(
                        Files.newOutputStream(
                                file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        bytes = Files.size(file);
        return opened;
    }

    void write(String line) throws IOException {
        var text = (line + "\n").getBytes(UTF_8);
        if (bytes > 0 && bytes + text.length > mostBytes) {
            rotate();
        }
        out.write(text);
        bytes += text.length;
    }

    void flush() throws IOException {
        out.flush();
    }

    private void rotate() throws IOException {
        out.close();
        for (int i = kept; i > 1; i--) {
            move(older(i - 1), older(i));
        }
        if (kept > 0) {
            move(file, older(1));
        } else {
            Files.deleteIfExists(file);
        }
        out = open();
    }

    private Path older(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
