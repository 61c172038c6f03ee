package run.wasmcloud.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.stream.LongStream;

class ScratchTest {
    private static final int BYTES = 4096;

    private final Scratch scratch = new Scratch();

    private long[] takeAll(int size) {
        return LongStream.generate(() -> scratch.take(size)).limit(BYTES / size).toArray();
    }

    @Test
    void givesEachTakerBytesOfItsOwn() {
        var taken = takeAll(16);

        for (var address : taken) {
            Raw.putLong(address, address);
            Raw.putLong(address + 8, -address);
        }

        assertThat(taken).doesNotHaveDuplicates();
        for (var address : taken) {
            assertThat(address % 16).isZero();
            assertThat(Raw.getLong(address)).isEqualTo(address);
            assertThat(Raw.getLong(address + 8)).isEqualTo(-address);
        }
    }

    @Test
    void givesNoMoreThanItHas() {
        takeAll(64);

        assertThatThrownBy(() -> scratch.take(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("too deeply");
    }

    @Test
    void givesWhatWasFreedAgain() {
        scratch.take(200);
        var mark = scratch.mark();
        var large = scratch.take(1000);
        scratch.free(mark);

        assertThat(scratch.take(1000)).isEqualTo(large);
    }
}
