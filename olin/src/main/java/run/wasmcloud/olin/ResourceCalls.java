package run.wasmcloud.olin;

import static run.wasmcloud.runtime.ValueType.I32;

import run.wasmcloud.model.LogLevel;
import run.wasmcloud.runtime.FunctionType;
import run.wasmcloud.runtime.GuestFault;
import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Opening, reading, writing, flushing and closing resources. */
final class ResourceCalls {
    static final List<HostFunction<OlinRun>> FUNCTIONS =
            List.of(
                    OlinCall.declare(
                            "io_get_stdin",
                            "opens standard input",
                            standard(StandardStreams.StandardInput::new),
                            0),
                    OlinCall.declare(
                            "io_get_stdout",
                            "opens standard output",
                            standard(StandardStreams.StandardOutput::new),
                            0),
                    OlinCall.declare(
                            "io_get_stderr",
                            "opens standard error",
                            standard(StandardStreams.StandardError::new),
                            0),
                    OlinCall.declare("resource_open", "opens a URL", ResourceCalls::open, 2),
                    OlinCall.declare("resource_read", "reads", ResourceCalls::read, 3),
                    OlinCall.declare("resource_write", "writes", ResourceCalls::write, 3),
                    OlinCall.declare("resource_flush", "flushes", ResourceCalls::flush, 1),
                    OlinCall.declare(
                            "resource_close",
                            "closes a descriptor",
                            FunctionType.taking(I32),
                            ResourceCalls::close));

    private ResourceCalls() {}

    private static OlinCall standard(Function<OlinRun, Resource> stream) {
        return (run, _) ->
                run.descriptors().full() ? tooMany(run) : run.descriptors().add(stream.apply(run));
    }

    private static int tooMany(OlinRun run) {
        run.run()
                .log(
                        LogLevel.WARNING,
                        "%d descriptors are open, which is the limit; close some"
                                .formatted(run.run().request().limits().descriptors()));
        return OlinError.UNKNOWN.code();
    }

    private static int open(OlinRun run, HostCall call) {
        var text = GuestText.strict(Span.of(call, 0));
        if (text.isEmpty()) {
            return OlinError.INVALID_ARGUMENT.code();
        }
        return run.descriptors().full() ? tooMany(run) : run.openings().open(text.get());
    }

    /** What is done with a resource. */
    @FunctionalInterface
    private interface Use {
        int apply(Resource resource) throws IOException;
    }

    private static int use(OlinRun run, int descriptor, Use use) {
        var resource = run.descriptors().find(descriptor);
        if (resource == null) {
            return OlinError.INVALID_ARGUMENT.code();
        }
        try {
            return use.apply(resource);
        } catch (IOException e) {
            run.run().log(LogLevel.WARNING, String.valueOf(e.getMessage()));
            return OlinError.UNKNOWN.code();
        }
    }

    private static int read(OlinRun run, HostCall call) {
        var target = Span.of(call, 1);
        return use(run, call.i32(0), resource -> resource.read(target));
    }

    private static int write(OlinRun run, HostCall call) {
        var source = Span.of(call, 1);
        return use(run, call.i32(0), resource -> resource.write(source));
    }

    private static int flush(OlinRun run, HostCall call) {
        return use(run, call.i32(0), Resource::flush);
    }

    private static void close(OlinRun run, HostCall call) {
        if (!run.descriptors().close(call.i32(0))) {
            throw new GuestFault(
                    "resource_close was given the descriptor %d, which is not open"
                            .formatted(call.i32(0)));
        }
    }
}
