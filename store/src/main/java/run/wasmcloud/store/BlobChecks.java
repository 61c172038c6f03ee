package run.wasmcloud.store;

import run.wasmcloud.model.ModuleHash;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Checks bytes that come out of a blob store, and counts those that are damaged. Thread-safe. */
final class BlobChecks {
    private static final Logger LOG = System.getLogger(BlobChecks.class.getName());

    private final AtomicLong damaged = new AtomicLong();

    long damaged() {
        return damaged.get();
    }

    /** Returns the bytes when they have their hash. */
    byte[] checked(ModuleHash hash, byte[] bytes) throws DamagedBlobException {
        if (!ModuleHash.of(bytes).equals(hash)) {
            throw damage(hash);
        }
        return bytes;
    }

    /** Returns a stream that fails at its end when the bytes did not have their hash. */
    InputStream checked(ModuleHash hash, InputStream bytes) {
        return new CheckedStream(hash, bytes);
    }

    private DamagedBlobException damage(ModuleHash hash) {
        var failure = new DamagedBlobException(hash);
        LOG.log(
                Level.ERROR,
                "{0}; {1} since the start",
                failure.getMessage(),
                damaged.incrementAndGet());
        return failure;
    }

    private final class CheckedStream extends FilterInputStream {
        private final ModuleHash hash;
        private final MessageDigest digest = sha256();
        private boolean ended;

        CheckedStream(ModuleHash hash, InputStream bytes) {
            super(bytes);
            this.hash = hash;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var count = super.read(bytes, offset, length);
            if (count > 0) {
                digest.update(bytes, offset, count);
            } else if (count < 0 && !ended) {
                end();
            }
            return count;
        }

        private void end() throws IOException {
            ended = true;
            if (!HexFormat.of().formatHex(digest.digest()).equals(hash.hex())) {
                throw damage(hash);
            }
        }

        /** What is skipped is read, too: all bytes count. */
        @Override
        public long skip(long count) throws IOException {
            var buffer = new byte[(int) Math.min(Math.max(count, 0), 8192)];
            return Math.max(read(buffer, 0, buffer.length), 0);
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
