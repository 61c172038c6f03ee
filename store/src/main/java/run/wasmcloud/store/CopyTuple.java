package run.wasmcloud.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;

/**
 * Builds one row in PostgreSQL's binary COPY format: a count of fields, then each field's length
 * and bytes.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, Binary Format</a>
 */
final class CopyTuple {
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final byte JSONB_VERSION = 1;
    private static final int USUAL_BYTES = 512;

    private ByteBuffer buffer = ByteBuffer.allocate(USUAL_BYTES);

    CopyTuple(int fields) {
        buffer.putShort((short) fields);
    }

    private ByteBuffer field(int length) {
        var needed = Integer.BYTES + length;
        if (buffer.remaining() < needed) {
            var larger = Math.max(2 * buffer.capacity(), buffer.position() + needed);
            buffer = ByteBuffer.allocate(larger).put(buffer.flip());
        }
        return buffer.putInt(length);
    }

    CopyTuple add(UUID value) {
        field(2 * Long.BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits());
        return this;
    }

    CopyTuple addOptional(@Nullable UUID value) {
        return value == null ? addNull() : add(value);
    }

    private CopyTuple addNull() {
        if (buffer.remaining() < Integer.BYTES) {
            buffer = ByteBuffer.allocate(2 * buffer.capacity()).put(buffer.flip());
        }
        buffer.putInt(-1);
        return this;
    }

    CopyTuple add(int value) {
        field(Integer.BYTES).putInt(value);
        return this;
    }

    CopyTuple add(long value) {
        field(Long.BYTES).putLong(value);
        return this;
    }

    CopyTuple add(Duration value) {
        return add(value.toNanos());
    }

    /** Adds a time, to the microsecond. */
    CopyTuple add(Instant value) {
        return add(ChronoUnit.MICROS.between(EPOCH, value));
    }

    CopyTuple add(Enum<?> value) {
        return add(Rows.word(value));
    }

    /** Adds a text; the character 0, which PostgreSQL does not know, is replaced. */
    CopyTuple add(String value) {
        var bytes = Rows.text(value).getBytes(UTF_8);
        field(bytes.length).put(bytes);
        return this;
    }

    /** Adds a text that is JSON, for a column that holds JSON in its parsed form. */
    CopyTuple addJson(String json) {
        var bytes = json.getBytes(UTF_8);
        field(1 + bytes.length).put(JSONB_VERSION).put(bytes);
        return this;
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
