package run.wasmcloud.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.runtime.Deadline;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestRequest;
import run.wasmcloud.runtime.WasmtimeGuests;
import run.wasmcloud.wasmtime.Wat;

import java.util.List;

/** Streams that are much larger than any memory of a guest. */
class StreamsTest {
    private static final long BYTES = 1L << 30;
    private static final int PIECE = 1 << 20;

    /** Each eight bytes tell their own place, as far as the guest asks. */
    private static final class Numbers implements GuestInput {
        private long position;
        private long largest;

        static byte at(long position) {
            return (byte) ((position >>> 3) >>> (8 * (position & 3)));
        }

        @Override
        public int read(byte[] target, int offset, int length, Deadline deadline) {
            largest = Math.max(largest, length);
            if (position == BYTES && length > 0) {
                return -1;
            }
            var count = (int) Math.min(length, BYTES - position);
            target[offset] = at(position);
            target[offset + count - 1] = at(position + count - 1);
            position += count;
            return count;
        }
    }

    /** Copies standard input to standard output, a piece of 1 MiB at once. */
    private static final String COPY =
            """
            (module
              (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 17)
              (func (export "_start")
                (loop $again
                  (i32.store (i32.const 0) (i32.const 65536))
                  (i32.store (i32.const 4) (i32.const 1048576))
                  (if (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 4)) (then unreachable))
                  (if (i32.load (i32.const 4))
                    (then
                      (if (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)) (then unreachable))
                      (if (i32.ne (i32.load (i32.const 4)) (i32.load (i32.const 8))) (then unreachable))
                      (br $again))))))
            """;

    @Test
    void aGigabyteGoesThroughAGuestWithoutBeingKept() {
        var input = new Numbers();
        var written = new long[2];
        var request =
                new GuestRequest()
                        .stdin(input)
                        .stdout(
                                (source, offset, length, _) -> {
                                    assertThat(source[offset]).isEqualTo(Numbers.at(written[0]));
                                    written[0] += length;
                                    written[1] = Math.max(written[1], source.length);
                                });
        try (var engine = new WasmtimeGuests(List.of(new Wasi()))) {
            var receipt = engine.run(Wat.toWasm(COPY), request.build());
            assertThat(receipt.outcome()).isEqualTo(new Outcome.Completed());
            assertThat(receipt.bytesIn()).isEqualTo(BYTES);
            assertThat(receipt.bytesOut()).isEqualTo(BYTES);
            assertThat(receipt.peakMemoryBytes()).isEqualTo(17 * 65_536);
        }
        assertThat(written[0]).isEqualTo(BYTES);
        assertThat(input.largest).as("bytes read at once").isLessThanOrEqualTo(PIECE);
        assertThat(written[1]).as("bytes kept at once").isLessThanOrEqualTo(PIECE);
    }
}
