package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;

import static run.wasmcloud.olin.OlinGuest.FD;
import static run.wasmcloud.olin.OlinGuest.call;
import static run.wasmcloud.olin.OlinGuest.open;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import run.wasmcloud.model.Outcome;

import java.util.List;
import java.util.stream.Stream;

/** Wrapping and huge ranges for every pointer argument of every function: each is a trap. */
class BadRangesTest {
    private static final GuestRunner RUNNER = new GuestRunner();

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    static Stream<Arguments> ranges() {
        var ranges =
                List.of(
                        new int[] {65_533, 4},
                        new int[] {-4, 4},
                        new int[] {-1, -1},
                        new int[] {0, -1},
                        new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE},
                        new int[] {65_536, 1},
                        new int[] {65_537, 0},
                        new int[] {1, 65_536},
                        new int[] {0, Integer.MIN_VALUE});
        return ranges.stream().map(range -> Arguments.of(range[0], range[1]));
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void trapsInEveryFunction(int address, int length) {
        for (var call :
                List.of(
                        call("env_get", address, length, 0, 0),
                        call("env_get", 0, 0, address, length),
                        call("startup_arg_at", 0, address, length),
                        call("startup_arg_at", 99, address, length),
                        call("runtime_name", address, length),
                        call("resource_open", address, length),
                        call("resource_read", 99, address, length),
                        call("resource_write", 99, address, length),
                        call("resource_read", call("io_get_stdin"), address, length),
                        call("resource_write", call("io_get_stdout"), address, length),
                        call("resource_read", FD, address, length),
                        call("resource_write", FD, address, length))) {
            var guest = new OlinGuest().data(0, "zero://");
            requireTrap(call, RUNNER.run(guest.start(open(0, 7), "(drop " + call + ")")));
        }
        var log = call("log_write", 6, address, length);
        requireTrap(log, RUNNER.run(new OlinGuest().start(log)));
    }

    private static void requireTrap(String call, GuestRunner.Result result) {
        assertThat(result.outcome())
                .as(call)
                .isInstanceOfSatisfying(
                        Outcome.Trapped.class,
                        trapped -> assertThat(trapped.trap()).contains("out of bounds"));
        assertThat(result.log()).isEmpty();
    }
}
