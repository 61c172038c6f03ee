package run.wasmcloud.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static run.wasmcloud.wasi.Caller.RESULT;
import static run.wasmcloud.wasi.Caller.TMP;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.runtime.RunEnded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class PollTest {
    private static final int IN = 8192;
    private static final int OUT = 16_384;
    private static final long HOUR = 3_600_000_000_000L;

    private Caller guest = new Caller();

    /** The two versions, with where they have a clock. */
    enum Version {
        PREVIEW_1(WasiCall.MODULE, 48, 16),
        UNSTABLE(WasiCall.UNSTABLE, 56, 24);

        private final String module;
        private final int bytes;
        private final int clock;

        Version(String module, int bytes, int clock) {
            this.module = module;
            this.bytes = bytes;
            this.clock = clock;
        }
    }

    /** What a guest is told. */
    private record Event(long userData, int errno, int type, long bytes) {}

    private Version version = Version.PREVIEW_1;
    private int count;

    private int subscribe(int type) {
        var at = IN + count * version.bytes;
        guest.memory.store(at, new byte[version.bytes], 0, version.bytes);
        guest.memory.storeLong(at, 100 + count);
        guest.memory.storeByte(at + 8, (byte) type);
        count++;
        return at;
    }

    private void clock(int id, long timeout, int flags) {
        var at = subscribe(0) + version.clock;
        guest.memory.storeInt(at, id);
        guest.memory.storeLong(at + 8, timeout);
        guest.memory.storeInt(at + 24, flags);
    }

    private void descriptor(int type, int number) {
        guest.memory.storeInt(subscribe(type) + 16, number);
    }

    private List<Event> poll() {
        assertThat(guest.callIn(version.module, "poll_oneoff", IN, OUT, count, RESULT))
                .isEqualTo(Errno.SUCCESS);
        var events = new ArrayList<Event>();
        for (int i = 0; i < guest.resultInt(); i++) {
            var at = OUT + 32 * i;
            events.add(
                    new Event(
                            guest.memory.loadLong(at),
                            guest.memory.loadByte(at + 8),
                            guest.memory.loadByte(at + 10),
                            guest.memory.loadLong(at + 16)));
        }
        return events;
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheClockThatComesFirst(Version each) {
        version = each;
        clock(1, HOUR, 0);
        clock(1, 1_000_000, 0);
        clock(0, HOUR, 0);
        assertThat(poll()).containsExactly(new Event(101, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void aMomentThatHasPassedIsNow(Version each) {
        version = each;
        clock(1, 41, 1);
        clock(0, 1_000_000_000, 1);
        clock(1, HOUR, 1);
        assertThat(poll()).containsExactly(new Event(100, 0, 0, 0), new Event(101, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void streamsAndFilesAreReadyAtOnce(Version each) {
        version = each;
        var file = guest.create(TMP, "file");
        guest.write(file, "0123456789");
        guest.succeed("fd_seek", file, 4, 0, RESULT);
        clock(1, HOUR, 0);
        descriptor(1, 0);
        descriptor(2, 1);
        descriptor(1, file);
        descriptor(2, file);
        assertThat(poll())
                .containsExactly(
                        new Event(101, 0, 1, 0),
                        new Event(102, 0, 2, 0),
                        new Event(103, 0, 1, 6),
                        new Event(104, 0, 2, 0));
    }

    @Test
    void tellsEachSubscriptionThatIsWrongByItsOwnEvent() {
        guest.create(TMP, "file");
        var blind = guest.open(TMP, "file", 0, Rights.FD_READ, 0);
        clock(9, 0, 0);
        clock(-1, 0, 0);
        clock(1, 0, 2);
        descriptor(1, 99);
        descriptor(2, -1);
        descriptor(1, TMP);
        descriptor(2, blind);
        descriptor(1, 1);
        subscribe(3);
        subscribe(255);
        clock(1, HOUR, 0);
        assertThat(poll())
                .extracting(Event::errno)
                .containsExactly(28, 28, 28, 8, 8, 8, 76, 76, 28, 28);
    }

    @ParameterizedTest
    @CsvSource({"0, INVAL", "-1, INVAL", "1025, INVAL", "1024, SUCCESS"})
    void isForABoundedNumberOfSubscriptions(int subscriptions, Errno errno) {
        assertThat(guest.call("poll_oneoff", IN, 128 * 1024, subscriptions, RESULT))
                .isEqualTo(errno);
    }

    @Test
    void endsWithTheRun() {
        guest = new Caller(Caller.LIMITS.withWallTime(Duration.ofMillis(20)));
        clock(1, -1, 0);
        clock(0, Long.MAX_VALUE, 1);
        assertThatThrownBy(this::poll).isInstanceOf(RunEnded.class);
    }
}
