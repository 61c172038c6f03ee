package run.wasmcloud.executor;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.ShippedFiles;
import run.wasmcloud.wasi.FileArchive;
import run.wasmcloud.wasi.FileTree;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Keeps the files that deployments ship in memory, up to a bound that those in use count towards.
 * Each is read and unpacked once for all that want it at a time. Thread-safe.
 */
final class FileTrees {
    private static final int LOADS_AT_ONCE = 2;

    /** The same at every run, wherever and whenever the files were unpacked. */
    private static final Instant MODIFIED = Instant.EPOCH;

    private final Function<ModuleHash, Optional<byte[]>> source;
    private final long mostBytes;
    private final Semaphore loads = new Semaphore(LOADS_AT_ONCE);

    /** In the order of their last use. */
    private final Map<ModuleHash, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    /**
     * Makes it.
     *
     * @param source reads a zip; empty when there is none
     * @param mostBytes the most that all files together take, in bytes
     */
    FileTrees(Function<ModuleHash, Optional<byte[]>> source, long mostBytes) {
        this.source = source;
        this.mostBytes = mostBytes;
    }

    private static final class Entry {
        final ShippedFiles files;
        final CompletableFuture<FileTree> tree = new CompletableFuture<>();
        int users = 1;

        Entry(ShippedFiles files) {
            this.files = files;
        }
    }

    /** A run's hold on files. */
    final class Lease implements AutoCloseable {
        private final Entry entry;
        private final FileTree tree;

        private Lease(Entry entry, FileTree tree) {
            this.entry = entry;
            this.tree = tree;
        }

        FileTree tree() {
            return tree;
        }

        @Override
        public void close() {
            letGo(entry);
        }
    }

    /**
     * Returns files, read and unpacked now if need be; they stay in memory until the lease is
     * closed.
     *
     * @throws WasmcloudException {@code UNAVAILABLE} when there is no room for them, or they cannot
     *     be read at the moment; {@code INTERNAL} when they are not what was shipped
     */
    Lease lease(ShippedFiles files) {
        var entry = take(files);
        try {
            return new Lease(entry, entry.tree.join());
        } catch (CompletionException e) {
            letGo(entry);
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private Entry take(ShippedFiles files) {
        var made = new Entry(files);
        synchronized (this) {
            var kept = entries.get(files.archive());
            if (kept != null) {
                kept.users++;
                return kept;
            }
            makeRoom(files.bytes());
            bytes += files.bytes();
            entries.put(files.archive(), made);
        }
        load(made);
        return made;
    }

    private void makeRoom(long wanted) {
        var oldest = entries.values().iterator();
        while (bytes + wanted > mostBytes && oldest.hasNext()) {
            var entry = oldest.next();
            if (entry.users == 0) {
                oldest.remove();
                bytes -= entry.files.bytes();
            }
        }
        if (bytes + wanted > mostBytes) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE,
                    "There is no room for the function's files at the moment; try again soon");
        }
    }

    private void load(Entry entry) {
        loads.acquireUninterruptibly();
        try {
            entry.tree.complete(read(entry.files));
        } catch (RuntimeException | Error e) {
            forget(entry);
            entry.tree.completeExceptionally(e);
        } finally {
            loads.release();
        }
    }

    private FileTree read(ShippedFiles files) {
        var zip =
                source.apply(files.archive())
                        .orElseThrow(
                                () ->
                                        new WasmcloudException(
                                                ErrorCode.INTERNAL,
                                                "The function's files are missing"));
        try {
            return FileArchive.of(zip, new FileArchive.Bounds(files.bytes(), files.count()))
                    .tree(MODIFIED);
        } catch (WasmcloudException e) {
            throw new WasmcloudException(
                    ErrorCode.INTERNAL, "The function's files are not what was shipped", e);
        }
    }

    /** One that could not be read is tried again by the next that wants it. */
    private synchronized void forget(Entry entry) {
        if (entries.remove(entry.files.archive(), entry)) {
            bytes -= entry.files.bytes();
        }
    }

    private synchronized void letGo(Entry entry) {
        entry.users--;
    }
}
