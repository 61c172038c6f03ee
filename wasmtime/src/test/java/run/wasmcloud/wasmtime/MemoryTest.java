package run.wasmcloud.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

class MemoryTest {
    private static final String WAT =
            """
            (module (memory (export "memory") 1 3) (data (i32.const 4) "\\01\\02\\03\\04\\05\\06\\07\\88")
              (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))
            """;
    private static final long SIZE = 65_536;

    private final TestGuest guest = new TestGuest();
    private final Instance instance = guest.instance(WAT);
    private final Memory memory = instance.memory("memory").orElseThrow();

    @AfterEach
    void close() {
        guest.close();
    }

    @Test
    void readsAndWritesLittleEndianNumbers() {
        assertThat(memory.getByte(11)).isEqualTo((byte) 0x88);
        assertThat(memory.getShort(4)).isEqualTo((short) 0x0201);
        assertThat(memory.getInt(8)).isEqualTo(0x88070605);
        assertThat(memory.getUnsignedInt(8)).isEqualTo(0x88070605L);
        assertThat(memory.getLong(4)).isEqualTo(0x8807060504030201L);
        memory.putByte(20, (byte) 1);
        memory.putShort(21, (short) 0x0302);
        memory.putInt(23, 0x07060504);
        memory.putLong(27, 0x0f0e0d0c0b0a0908L);
        assertThat(memory.read(20, 15))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    }

    @Test
    void copiesArraysInAndOut() {
        memory.write(SIZE - 5, "hello".getBytes(StandardCharsets.UTF_8));
        memory.write(100, new byte[] {9, 8, 7, 6}, 1, 2);
        var target = new byte[7];
        memory.read(SIZE - 5, target, 1, 5);
        assertThat(new String(target, 1, 5, StandardCharsets.UTF_8)).isEqualTo("hello");
        assertThat(memory.read(99, 4)).containsExactly(0, 8, 7, 0);
        memory.fill(100, 2, (byte) -1);
        assertThat(memory.read(99, 4)).containsExactly(0, -1, -1, 0);
        assertThat(memory.read(SIZE, 0)).isEmpty();
    }

    @Test
    void refusesEveryRangeThatIsNotInside() {
        long[] outside = {
            SIZE - 3,
            SIZE,
            0xffff_ffffL,
            1L << 40,
            Long.MAX_VALUE,
            Long.MAX_VALUE - 3,
            -1,
            Long.MIN_VALUE
        };
        for (var offset : outside) {
            refuses(() -> memory.getInt(offset));
            refuses(() -> memory.putInt(offset, 0));
            refuses(() -> memory.getLong(offset));
            refuses(() -> memory.read(offset, 4));
            refuses(() -> memory.read(4, offset < 4 ? offset : Math.max(offset, SIZE)));
            refuses(() -> memory.write(offset, new byte[4]));
            refuses(() -> memory.fill(offset, 4, (byte) 0));
            refuses(() -> memory.segment(offset, 4));
        }
        refuses(() -> memory.getByte(SIZE));
        refuses(() -> memory.read(SIZE + 1, 0));
    }

    private static void refuses(Runnable access) {
        assertThatThrownBy(access::run).isInstanceOf(MemoryOutOfBoundsException.class);
    }

    @Test
    void refusesRangesOutsideOfTheArray() {
        assertThatThrownBy(() -> memory.read(0, new byte[4], 2, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> memory.write(0, new byte[4], -1, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> memory.read(0, new byte[4], 0, -1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void seesWhatTheGuestGrew() {
        assertThat(instance.func("grow").orElseThrow().call(1)).containsExactly(1);
        memory.putInt(2 * SIZE - 4, 7);
        assertThat(memory.size()).isEqualTo(2 * SIZE);
        refuses(() -> memory.getByte(2 * SIZE));
    }

    @Test
    void growsWithinItsMaximum() {
        assertThat(memory.grow(2)).isEqualTo(1);
        assertThat(memory.grow(1)).isEqualTo(-1);
        assertThat(memory.grow(Long.MAX_VALUE)).isEqualTo(-1);
        assertThat(memory.grow(0)).isEqualTo(3);
        assertThat(memory.size()).isEqualTo(3 * SIZE);
        assertThatThrownBy(() -> memory.grow(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesSegmentsThatSeeTheGuestsBytes() {
        var segment = memory.segment(4, 8);
        assertThat(segment.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 1);
        memory.putByte(4, (byte) 77);
        assertThat(segment.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 77);
        assertThatThrownBy(() -> segment.get(ValueLayout.JAVA_BYTE, 8))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void followsAMemoryThatMovesAndGivesNoSegmentsOfIt() {
        var config =
                EngineConfig.defaults()
                        .memoryReservation(0)
                        .memoryReservationForGrowth(0)
                        .memoryGuardSize(0);
        try (var moving = new TestGuest(config)) {
            var instance =
                    moving.instance(
                            """
                            (module (memory (export "memory") 1)
                              (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))
                            """);
            var memory = instance.memory("memory").orElseThrow();
            memory.putInt(0, 42);
            for (var i = 1; i < 40; i++) {
                assertThat(instance.func("grow").orElseThrow().call(i)).doesNotContain(-1);
                assertThat(memory.getInt(0)).isEqualTo(42);
            }
            memory.grow(100);
            assertThat(memory.getInt(0)).isEqualTo(42);
            assertThatThrownBy(() -> memory.segment(0, 1)).hasMessageContaining("may move");
        }
    }
}
