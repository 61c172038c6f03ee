package run.wasmcloud.wasi;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.runtime.GuestMemory;

import java.util.Arrays;

/**
 * Bytes that can change and grow, in blocks; a block that was never written to is not there and
 * reads as zeros.
 *
 * <p>Only a file's first block may be shorter than the others, so that small files are small. What
 * lies in a block beyond the size is always zero, or the size could not grow by itself.
 */
final class Blocks implements Content {
    private static final int BLOCK = 16 * 1024;
    private static final int SMALLEST_BLOCK = 64;
    private static final byte[] ZEROS = new byte[BLOCK];

    private byte[] @Nullable [] blocks = new byte[0][];
    private long size;

    @Override
    public long size() {
        return size;
    }

    @Override
    public void load(long position, GuestMemory memory, int address, int length) {
        var done = 0;
        while (done < length) {
            var at = position + done;
            var count = Math.min(length - done, BLOCK - offset(at));
            loadWithin(at, memory, address + done, count);
            done += count;
        }
    }

    private void loadWithin(long at, GuestMemory memory, int address, int count) {
        var block = index(at) < blocks.length ? blocks[index(at)] : null;
        var offset = offset(at);
        var present = block == null ? 0 : Math.clamp(block.length - offset, 0, count);
        if (block != null && present > 0) {
            memory.store(address, block, offset, present);
        }
        memory.store(address + present, ZEROS, 0, count - present);
    }

    /** Copies a range from a guest's memory; it must lie within the size. */
    void store(long position, GuestMemory memory, int address, int length) {
        var done = 0;
        while (done < length) {
            var at = position + done;
            var offset = offset(at);
            var count = Math.min(length - done, BLOCK - offset);
            memory.load(address + done, blockFor(index(at), offset + count), offset, count);
            done += count;
        }
    }

    private byte[] blockFor(int index, int bytes) {
        if (index >= blocks.length) {
            blocks = Arrays.copyOf(blocks, Math.max(index + 1, blocks.length * 2));
        }
        var block = blocks[index];
        if (block == null || block.length < bytes) {
            var wanted = index == 0 ? roundedUp(bytes) : BLOCK;
            block = block == null ? new byte[wanted] : Arrays.copyOf(block, wanted);
            blocks[index] = block;
        }
        return block;
    }

    /** Returns the power of two that holds this many bytes, so that appending is not quadratic. */
    private static int roundedUp(int bytes) {
        return Math.max(SMALLEST_BLOCK, Integer.highestOneBit(bytes - 1) << 1);
    }

    /** Sets the size: bytes beyond it are gone, new ones are zero. */
    void resize(long newSize) {
        if (newSize < size) {
            cut(newSize);
        }
        size = newSize;
    }

    private void cut(long newSize) {
        var kept = (int) ((newSize + BLOCK - 1) / BLOCK);
        if (kept < blocks.length) {
            blocks = Arrays.copyOf(blocks, kept);
        }
        var last = offset(newSize) == 0 || kept > blocks.length ? null : blocks[kept - 1];
        if (last != null && offset(newSize) < last.length) {
            Arrays.fill(last, offset(newSize), last.length, (byte) 0);
        }
    }

    private static int index(long position) {
        return (int) (position / BLOCK);
    }

    private static int offset(long position) {
        return (int) (position % BLOCK);
    }
}
