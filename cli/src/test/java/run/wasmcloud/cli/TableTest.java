package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void alignsColumns() {
        var table = new Table("NAME", ">SIZE", "");
        table.add("a", "1 B", "x");
        table.add("longer", "100 B", "");
        assertThat(table.lines(false))
                .containsExactly("NAME     SIZE", "a         1 B  x", "longer  100 B");
    }

    @Test
    void alignsTheSameWithColour() {
        var table = new Table("STATE", "N");
        table.add(new Cell("ok", Style.GOOD), 1);
        assertThat(table.lines(true).getLast()).isEqualTo("\u001b[32mok\u001b[0m     1");
    }

    @Test
    void makesCellsHarmless() {
        var table = new Table("A");
        table.add("\u001b[2J");
        assertThat(table.lines(true).getLast()).isEqualTo("\\x1b[2J");
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Table("A", "B").add("1"));
    }
}
