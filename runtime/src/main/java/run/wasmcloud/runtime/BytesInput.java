package run.wasmcloud.runtime;

/** Standard input that is in memory as a whole. */
final class BytesInput implements GuestInput {
    private final byte[] bytes;
    private int position;

    BytesInput(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read(byte[] target, int offset, int length, Deadline deadline) {
        if (position == bytes.length && length > 0) {
            return -1;
        }
        var count = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }
}
