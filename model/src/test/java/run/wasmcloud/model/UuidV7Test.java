package run.wasmcloud.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UuidV7Test {
    private static final long TIME = 1_790_000_000_123L;

    @Test
    void carriesItsTimeVersionAndVariant() {
        var id = UuidV7.at(TIME);
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(UuidV7.unixMillis(id)).isEqualTo(TIME);
    }

    @Test
    void sortsByTimeAsText() {
        assertThat(UuidV7.at(TIME).toString()).isLessThan(UuidV7.at(TIME + 1).toString());
    }

    @Test
    void floorIsNotAboveAnyIdOfItsTime() {
        var floor = UuidV7.floor(TIME).toString();
        for (int i = 0; i < 1_000; i++) {
            assertThat(UuidV7.at(TIME).toString()).isGreaterThanOrEqualTo(floor);
        }
    }
}
