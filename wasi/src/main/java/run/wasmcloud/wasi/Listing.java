package run.wasmcloud.wasi;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.runtime.Deadline;
import run.wasmcloud.runtime.GuestMemory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a directory's entries to a guest's buffer, the last one as far as it fits: a buffer that
 * is not full is how a guest learns that there are no more.
 *
 * <p>A cookie tells where listing goes on: 0 before the directory itself, 1 before its parent, and
 * 2 more than an entry's position after it. Entries that come and go in between do not disturb it.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#dirent">preview
 *     1, dirent</a>
 */
final class Listing {
    private static final int DIRENT_BYTES = 24;
    private static final int IMPLIED = 2;

    private final GuestMemory memory;
    private final int buffer;
    private final long length;
    private long used;

    /**
     * Makes a listing.
     *
     * @param length unsigned
     * @throws run.wasmcloud.runtime.GuestFault when the buffer does not lie within the memory
     */
    Listing(GuestMemory memory, int buffer, int length) {
        memory.check(buffer, length);
        this.memory = memory;
        this.buffer = buffer;
        this.length = Integer.toUnsignedLong(length);
    }

    /** Returns how many bytes were written, unsigned. */
    int used() {
        return (int) used;
    }

    void list(Directory directory, long cookie, Deadline deadline) {
        var at = cookie;
        while (at >= 0 && used < length) {
            var entry = entry(directory, at);
            if (entry == null) {
                return;
            }
            at = at < IMPLIED ? at + 1 : entry.position() + IMPLIED;
            write(entry, at);
            deadline.check();
        }
    }

    private static Directory.@Nullable Entry entry(Directory directory, long cookie) {
        return switch ((int) Math.min(cookie, IMPLIED)) {
            case 0 -> new Directory.Entry(".", directory, 0);
            case 1 -> new Directory.Entry("..", directory.parent(), 0);
            default -> directory.after(cookie - IMPLIED);
        };
    }

    private void write(Directory.Entry entry, long next) {
        var name = entry.name().getBytes(StandardCharsets.UTF_8);
        var bytes =
                ByteBuffer.allocate(DIRENT_BYTES + name.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(next)
                        .putLong(entry.node().inode())
                        .putInt(name.length)
                        .putInt(entry.node().type().code())
                        .put(name)
                        .array();
        var count = (int) Math.min(bytes.length, length - used);
        memory.store(buffer + (int) used, bytes, 0, count);
        used += count;
    }
}
