package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import run.wasmcloud.model.UuidV7;

import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;

class LogIdsTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    private final LogIds ids = new LogIds();

    @Test
    void sortAsTheyWereMadeWithinAMillisecond() {
        var made = new ArrayList<String>();
        for (var count = 0; count < 3_000_000; count += 1000) {
            made.add(ids.next(AT).toString());
        }
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void areUuidsOfVersion7OfTheirTime() {
        var id = ids.next(AT);

        assertThat(id).extracting(UUID::version, UUID::variant).containsExactly(7, 2);
        assertThat(UuidV7.unixMillis(id)).isEqualTo(AT.toEpochMilli());
    }
}
