package run.wasmcloud.wasi;

import static run.wasmcloud.runtime.ValueType.I32;

import run.wasmcloud.runtime.GuestMemory;
import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** Reading and writing: what every request does, to and from the standard streams. */
final class StreamCalls {
    static final List<HostFunction<WasiRun>> FUNCTIONS =
            List.of(
                    WasiCall.declare(
                            "fd_read",
                            "reads from a descriptor",
                            StreamCalls::fdRead,
                            I32,
                            I32,
                            I32,
                            I32),
                    WasiCall.declare(
                            "fd_write",
                            "writes to a descriptor",
                            StreamCalls::fdWrite,
                            I32,
                            I32,
                            I32,
                            I32));

    private static final Logger LOG = System.getLogger(StreamCalls.class.getName());

    private StreamCalls() {}

    private static Errno fdRead(WasiRun run, HostCall call) {
        return switch (run.descriptors().find(call.i32(0))) {
            case Stream stream -> readStream(run, call, stream);
            case OpenFile file -> FileCalls.fdRead(run, call, file);
            case OpenDirectory _ -> Errno.ISDIR;
            case null -> Errno.BADF;
        };
    }

    /** A stream of the other direction is not open for this, as POSIX has it. */
    private static Errno readStream(WasiRun run, HostCall call, Stream stream) {
        if (stream.kind() != Stream.Kind.INPUT) {
            return Errno.BADF;
        }
        stream.require(Rights.FD_READ);
        var vectors = new Vectors(call);
        if (!vectors.areValid()) {
            return Errno.INVAL;
        }
        call.memory().check(call.i32(3), Integer.BYTES);
        try {
            call.memory().storeInt(call.i32(3), read(run, vectors));
            return Errno.SUCCESS;
        } catch (IOException e) {
            return failed("read", e);
        }
    }

    private static int read(WasiRun run, Vectors vectors) throws IOException {
        var chunk = run.chunkFor(vectors.totalBytes());
        var count = run.run().read(chunk, 0, (int) Math.min(chunk.length, vectors.totalBytes()));
        vectors.scatter(chunk, count);
        return Math.max(count, 0);
    }

    private static Errno fdWrite(WasiRun run, HostCall call) {
        return switch (run.descriptors().find(call.i32(0))) {
            case Stream stream -> writeStream(run, call, stream);
            case OpenFile file -> FileCalls.fdWrite(run, call, file);
            case OpenDirectory _ -> Errno.ISDIR;
            case null -> Errno.BADF;
        };
    }

    private static Errno writeStream(WasiRun run, HostCall call, Stream stream) {
        if (stream.kind() == Stream.Kind.INPUT) {
            return Errno.BADF;
        }
        stream.require(Rights.FD_WRITE);
        var vectors = new Vectors(call);
        if (!vectors.areValid()) {
            return Errno.INVAL;
        }
        call.memory().check(call.i32(3), Integer.BYTES);
        try {
            for (int i = 0; i < vectors.count(); i++) {
                write(run, stream, call.memory(), vectors.address(i), vectors.length(i));
            }
            call.memory().storeInt(call.i32(3), (int) vectors.totalBytes());
            return Errno.SUCCESS;
        } catch (IOException e) {
            return failed("write", e);
        }
    }

    private static void write(
            WasiRun run, Stream stream, GuestMemory memory, int address, long length)
            throws IOException {
        var chunk = run.chunkFor(length);
        for (long done = 0; done < length; done += chunk.length) {
            var count = (int) Math.min(chunk.length, length - done);
            memory.load(address + (int) done, chunk, 0, count);
            run.run().deadline().check();
            writeChunk(run, stream, chunk, count);
        }
    }

    private static void writeChunk(WasiRun run, Stream stream, byte[] chunk, int count)
            throws IOException {
        if (stream.kind() == Stream.Kind.ERROR) {
            run.run().writeError(chunk, 0, count);
        } else {
            run.run().write(chunk, 0, count);
        }
    }

    /** The guest learns that the stream is broken; why is for the operator. */
    private static Errno failed(String what, IOException e) {
        LOG.log(Level.DEBUG, () -> "a guest's " + what + " failed", e);
        return Errno.IO;
    }
}
