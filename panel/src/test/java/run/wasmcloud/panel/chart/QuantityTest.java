package run.wasmcloud.panel.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantityTest {
    @Test
    void writesCountsShort() {
        assertThat(Quantity.COUNT.text(0)).isEqualTo("0");
        assertThat(Quantity.COUNT.text(7)).isEqualTo("7");
        assertThat(Quantity.COUNT.text(999)).isEqualTo("999");
        assertThat(Quantity.COUNT.text(999.6)).isEqualTo("1k");
        assertThat(Quantity.COUNT.text(1_234)).isEqualTo("1.23k");
        assertThat(Quantity.COUNT.text(45_600_000)).isEqualTo("45.6M");
        assertThat(Quantity.COUNT.text((double) Long.MAX_VALUE)).isEqualTo("9.22E");
    }

    @Test
    void writesTimesInTheUnitThatFits() {
        assertThat(Quantity.MICROS.text(0.5)).isEqualTo("0.5 µs");
        assertThat(Quantity.MICROS.text(250)).isEqualTo("250 µs");
        assertThat(Quantity.MICROS.text(1_500)).isEqualTo("1.5 ms");
        assertThat(Quantity.MICROS.text(12_345_678)).isEqualTo("12.3 s");
        assertThat(Quantity.MICROS.text(119_000_000)).isEqualTo("119 s");
        assertThat(Quantity.MICROS.text(900_000_000)).isEqualTo("15 min");
    }

    @Test
    void writesBytesInPowersOfTwo() {
        assertThat(Quantity.BYTES.text(0)).isEqualTo("0 B");
        assertThat(Quantity.BYTES.text(65_536)).isEqualTo("64 KiB");
        assertThat(Quantity.BYTES.text(1_023.9)).isEqualTo("1 KiB");
        assertThat(Quantity.BYTES.text(134_217_728)).isEqualTo("128 MiB");
    }

    @Test
    void drawsLinesAtRoundValues() {
        assertThat(Quantity.COUNT.step(0, 4)).isEqualTo(1);
        assertThat(Quantity.COUNT.step(2, 4)).as("no half requests").isEqualTo(1);
        assertThat(Quantity.COUNT.step(7, 4)).isEqualTo(2);
        assertThat(Quantity.COUNT.step(9, 4)).isEqualTo(5);
        assertThat(Quantity.COUNT.step(400, 4)).isEqualTo(100);
        assertThat(Quantity.MICROS.step(1, 4)).isEqualTo(0.5);
        assertThat(Quantity.BYTES.step(100_000, 4)).isEqualTo(32_768);
    }
}
