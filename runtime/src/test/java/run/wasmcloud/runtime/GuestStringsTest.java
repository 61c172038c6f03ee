package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class GuestStringsTest {
    @Test
    void countsEachStringWithItsNul() {
        var strings = GuestStrings.of(List.of("a", "", "zwölf"));
        assertThat(strings.count()).isEqualTo(3);
        assertThat(strings.bytes()).isEqualTo(2 + 1 + 7);
        assertThat(strings.at(0)).isEqualTo("a");
        assertThat(strings.at(1)).isEmpty();
        assertThat(strings.at(2)).isEqualTo("zwölf");
    }

    @Test
    void endsAStringAtItsFirstNul() {
        assertThat(GuestStrings.of(List.of("a\0b", "c")).at(0)).isEqualTo("a");
        assertThat(GuestStrings.of(List.of("a\0b", "c")).at(1)).isEqualTo("c");
    }
}
