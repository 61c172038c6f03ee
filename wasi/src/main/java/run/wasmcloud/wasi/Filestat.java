package run.wasmcloud.wasi;

import run.wasmcloud.runtime.GuestMemory;

/**
 * What can be told of a file.
 *
 * @param device the number of its volume
 * @param inode its number there
 * @param links how many names it has
 * @param size in bytes
 * @param accessed in nanoseconds since 1970; reading does not change it
 * @param modified in nanoseconds since 1970
 * @param changed in nanoseconds since 1970
 * @see <a
 *     href="https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#filestat">preview
 *     1, filestat</a>
 */
record Filestat(
        long device,
        long inode,
        FileType type,
        long links,
        long size,
        long accessed,
        long modified,
        long changed) {
    static final int BYTES = 64;

    /** The size of the older layout, which counts links in 32 bits. */
    static final int UNSTABLE_BYTES = 56;

    private static final byte[] ZEROS = new byte[BYTES];

    /** Standard streams: nothing is known but that they exist. */
    static final Filestat OF_STREAM = new Filestat(0, 0, FileType.UNKNOWN, 0, 0, 0, 0, 0);

    /** Writes it to a guest's memory as preview 1 lays it out. */
    void store(GuestMemory memory, int address) {
        memory.store(address, ZEROS, 0, BYTES);
        memory.storeLong(address, device);
        memory.storeLong(address + 8, inode);
        memory.storeByte(address + 16, type.code());
        memory.storeLong(address + 24, links);
        memory.storeLong(address + 32, size);
        memory.storeLong(address + 40, accessed);
        memory.storeLong(address + 48, modified);
        memory.storeLong(address + 56, changed);
    }

    /** Writes it to a guest's memory as {@code wasi_unstable} lays it out. */
    void storeUnstable(GuestMemory memory, int address) {
        memory.store(address, ZEROS, 0, UNSTABLE_BYTES);
        memory.storeLong(address, device);
        memory.storeLong(address + 8, inode);
        memory.storeByte(address + 16, type.code());
        memory.storeInt(address + 20, (int) links);
        memory.storeLong(address + 24, size);
        memory.storeLong(address + 32, accessed);
        memory.storeLong(address + 40, modified);
        memory.storeLong(address + 48, changed);
    }
}
