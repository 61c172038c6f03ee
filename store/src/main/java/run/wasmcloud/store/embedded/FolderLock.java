package run.wasmcloud.store.embedded;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Keeps other processes out of a folder. Ends with the process, however that ends. */
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks a folder.
     *
     * @throws WasmcloudException {@code CONFLICT} when another process or store uses it
     */
    static FolderLock take(ServerFolder folder) throws IOException {
        var channel =
                FileChannel.open(
                        folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new FolderLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw inUse(folder, e);
        }
        channel.close();
        throw inUse(folder, null);
    }

    /** Tells whether a process uses a folder. */
    static boolean isTaken(ServerFolder folder) throws IOException {
        try {
            take(folder).close();
            return false;
        } catch (WasmcloudException e) {
            return true;
        }
    }

    private static WasmcloudException inUse(ServerFolder folder, @Nullable Throwable cause) {
        return new WasmcloudException(
                ErrorCode.CONFLICT,
                "The data folder %s is in use by another process: stop that one, or choose another folder"
                        .formatted(folder.root()),
                List.of(),
                cause);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
