package run.wasmcloud.api;

/** A document that is answered as it is. */
final class RawJson {
    private final byte[] bytes;

    RawJson(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    String mediaType() {
        return "application/json";
    }

    byte[] bytes() {
        return bytes;
    }
}
