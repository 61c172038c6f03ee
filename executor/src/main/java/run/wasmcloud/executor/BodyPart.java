package run.wasmcloud.executor;

/** A part of a response's body: the beginning of an array that is its own only for a while. */
final class BodyPart {
    static final BodyPart EMPTY = new BodyPart(new byte[0], 0);

    private final byte[] bytes;
    private final int length;

    BodyPart(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Returns how many of the array's bytes belong to the part. */
    int length() {
        return length;
    }
}
