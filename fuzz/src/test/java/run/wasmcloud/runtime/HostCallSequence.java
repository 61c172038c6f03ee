package run.wasmcloud.runtime;

import run.endive.runtime.ByteArrayMemory;
import run.endive.wasm.types.MemoryLimits;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Calls host functions as bytes say: each call is the function's number and its arguments, and what
 * is left of the bytes after the last call is the guest's memory. A run may end early, but as a
 * guest's run ends.
 */
public final class HostCallSequence {
    private static final int PAGES = 2;
    private static final int MOST_CALLS = 24;
    private static final Duration WALL_TIME = Duration.ofMillis(5);
    private static final int DESCRIPTORS = 8;
    private static final long SEED = 20;

    /** Arguments that a byte from 0x80 on stands for. */
    private static final long[] ODD = {
        -1,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE,
        PAGES * 65_536,
        PAGES * 65_536 - 1,
        PAGES * 65_536 - 8,
        65_535,
        65_536,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        0xffff_ffffL,
        0x1_0000_0000L,
        0x0101_0101_0101_0101L,
        -2,
        4096,
        1 << 20
    };

    private static final int SMALL = 0x40;
    private static final int FIRST_ODD = 0x80;
    private static final int FIRST_RESULT = 0x90;
    private static final int FIRST_RAW = 0xa0;

    private final HostFunctions functions;
    private final Grants grants;

    /** Makes it; what the libraries are given is the same for each run. */
    public HostCallSequence(List<HostLibrary<?>> libraries, Grants grants) {
        this.functions = HostFunctions.of(libraries);
        this.grants = grants;
    }

    /**
     * Makes a run of an input.
     *
     * @throws IllegalStateException when the run ended by the platform's fault
     */
    public void run(byte[] input) {
        var run = functions.begin(request());
        var guest = new EndiveGuest(run);
        try {
            serve(guest, ByteBuffer.wrap(input));
        } catch (RunEnded end) {
            requireGuestsEnd(end.outcome());
        } catch (GuestFault _) {
            // A bad range, which the guest is to blame for.
        } finally {
            close(run);
        }
    }

    private static void requireGuestsEnd(Outcome outcome) {
        if (outcome instanceof Outcome.PlatformFailed) {
            throw new IllegalStateException("the run ended by the platform's fault");
        }
    }

    private static void close(Run run) {
        try {
            run.close();
        } catch (Exception e) {
            throw new IllegalStateException("the run cannot be closed", e);
        }
    }

    private void serve(EndiveGuest guest, ByteBuffer input) {
        var memory = guest.keep(new ByteArrayMemory(new MemoryLimits(PAGES, PAGES)));
        var calls = calls(input);
        var content = new byte[Math.min(input.remaining(), PAGES * 65_536)];
        input.get(content);
        memory.write(0, content);
        var results = new long[MOST_CALLS];
        for (int i = 0; i < calls.size(); i++) {
            var call = calls.get(i);
            var bound = functions.all().get(call.function % functions.all().size());
            var given = guest.serve(bound, call.arguments(bound, results, i));
            results[i] = given.length == 0 ? 0 : given[0];
        }
    }

    private static List<Call> calls(ByteBuffer input) {
        var calls = new ArrayList<Call>();
        var count = input.hasRemaining() ? input.get() & 0x1f : 0;
        while (calls.size() < Math.min(count, MOST_CALLS) && input.remaining() > Call.BYTES) {
            calls.add(new Call(input));
        }
        return calls;
    }

    /** A call: the function's number, and a byte and a number for each argument. */
    private static final class Call {
        private static final int MOST_ARGUMENTS = 9;
        private static final int RAW = 2;
        private static final int BYTES = 1 + MOST_ARGUMENTS + RAW * Integer.BYTES;

        private final int function;
        private final byte[] kinds = new byte[MOST_ARGUMENTS];
        private final long[] raw;

        Call(ByteBuffer input) {
            function = Byte.toUnsignedInt(input.get());
            input.get(kinds);
            raw = new long[] {input.getInt(), input.getInt()};
        }

        long[] arguments(HostFunctions.Bound<?> bound, long[] results, int done) {
            var types = bound.function().type().parameters();
            var arguments = new long[types.size()];
            for (int i = 0; i < arguments.length; i++) {
                var value = argument(Byte.toUnsignedInt(kinds[i]), results, done);
                arguments[i] = types.get(i) == ValueType.I64 ? value : value & 0xffff_ffffL;
            }
            return arguments;
        }

        private long argument(int kind, long[] results, int done) {
            if (kind < SMALL) {
                return kind;
            }
            if (kind < FIRST_ODD) {
                return (long) (kind - SMALL) * SMALL;
            }
            if (kind < FIRST_RESULT) {
                return ODD[kind - FIRST_ODD];
            }
            if (kind < FIRST_RAW) {
                var back = kind - FIRST_RESULT + 1;
                return back > done ? 0 : results[done - back];
            }
            return raw[kind % RAW];
        }
    }

    private RunRequest request() {
        return new RunRequest(
                Plan.FREE
                        .limits()
                        .defaultRun()
                        .withWallTime(WALL_TIME)
                        .withDescriptors(DESCRIPTORS),
                GuestStrings.of(List.of("guest", "a=1", "")),
                GuestStrings.of(List.of("KEY=value", "EMPTY=", "HTTP_CDN_LOOP=a")),
                GuestInput.of("standard input".getBytes(StandardCharsets.US_ASCII)),
                (_, _, _, _) -> {},
                (_, _, _, _) -> {},
                GuestClock.system(),
                new Random(SEED)::nextBytes,
                HostCallSequence::requireOneLine,
                grants);
    }

    private static void requireOneLine(LogLevel level, LogSource source, String line) {
        if (line.contains("\n") || line.contains("\r")) {
            throw new IllegalStateException("a line of the log has an end of line: " + line);
        }
    }
}
