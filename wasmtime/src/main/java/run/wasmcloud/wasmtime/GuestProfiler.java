package run.wasmcloud.wasmtime;

import java.lang.foreign.Arena;
import java.time.Duration;

/**
 * Collects where a guest spends its time, as a profile that the Firefox profiler opens. Belongs to
 * the thread of the guest's store. Nothing is sampled by itself: call {@link #sample} while the
 * guest is on the stack, best when an {@link EpochDeadline} has passed.
 */
public final class GuestProfiler implements AutoCloseable {
    private static final int VECTOR = 2 * Long.BYTES;
    private static final int NAMED_MODULE = 2 * Long.BYTES;

    private long profiler;

    private GuestProfiler(long profiler) {
        this.profiler = profiler;
    }

    /**
     * Begins a profile.
     *
     * @param name what the profile calls the guest
     * @param interval how long from one sample to the next, as the profile tells it
     * @param module the one whose functions are named in the profile
     */
    public static GuestProfiler create(String name, Duration interval, Module module) {
        var engine = module.engine().handle().acquire();
        var pointer = module.handle().acquire();
        try (var arena = Arena.ofConfined()) {
            var title = vector(arena, Raw.utf8(name));
            var named = arena.allocate(NAMED_MODULE, Long.BYTES).address();
            Raw.putLong(named, title);
            Raw.putLong(named + Long.BYTES, pointer);
            return new GuestProfiler(
                    ProfileCalls.create(engine, title, interval.toNanos(), named, 1));
        } finally {
            module.handle().release();
            module.engine().handle().release();
        }
    }

    private static long vector(Arena arena, byte[] bytes) {
        var vector = arena.allocate(VECTOR, Long.BYTES).address();
        Raw.putLong(vector, bytes.length);
        Raw.putLong(vector + Long.BYTES, Raw.copy(arena, bytes).address());
        return vector;
    }

    /**
     * Adds the guest's stack as it is now.
     *
     * @param processorTime what the guest's thread used since the last sample
     */
    public void sample(Store store, Duration processorTime) {
        store.check();
        ProfileCalls.sample(open(), store.pointer(), processorTime.toNanos());
    }

    /** Ends the profile and returns it: JSON in UTF-8. */
    public byte[] finish() {
        var finished = open();
        profiler = 0;
        try (var json =
                NativeBytes.ofVector(
                        vector -> Failures.check(ProfileCalls.finish(finished, vector)))) {
            var bytes = new byte[json.size()];
            json.buffer().get(bytes);
            return bytes;
        }
    }

    private long open() {
        if (profiler == 0) {
            throw new IllegalStateException("the profile has ended");
        }
        return profiler;
    }

    /** Gives up a profile that was not finished. */
    @Override
    public void close() {
        if (profiler != 0) {
            ProfileCalls.delete(profiler);
            profiler = 0;
        }
    }
}
