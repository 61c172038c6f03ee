package run.wasmcloud.client;

/** Is told how far an upload is, on the thread that sends it: it must be quick. */
@FunctionalInterface
public interface UploadListener {
    /**
     * Some more was handed to the connection.
     *
     * @param bytes how many so far
     * @param total how many in all; negative when that is not known
     */
    void sent(long bytes, long total);
}
