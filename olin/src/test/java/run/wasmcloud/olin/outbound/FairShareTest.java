package run.wasmcloud.olin.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FairShareTest {
    private final FairShare share = new FairShare("things", 10, 2);

    @Test
    void givesOneOwnerAPartAndLeavesTheRest() {
        assertThat(share.take("a", 5)).isEmpty();
        assertThat(share.take("a", 1)).hasValueSatisfying(e -> assertThat(e).contains("one user"));
        assertThat(share.take("b", 5)).isEmpty();
        assertThat(share.taken()).isEqualTo(10);
    }

    @Test
    void givesNoMoreThanThereIs() {
        share.take("a", 5);
        share.take("b", 3);
        assertThat(share.take("c", 3))
                .hasValueSatisfying(e -> assertThat(e).contains("on this node", "at most 10"));
        assertThat(share.take("c", 2)).isEmpty();
    }

    @Test
    void givesAgainWhatWasGivenBack() {
        share.take("a", 5);
        share.giveBack("a", 4);
        assertThat(share.take("a", 5)).isPresent();
        assertThat(share.take("a", 4)).isEmpty();
        share.giveBack("a", 5);
        assertThat(share.taken()).isZero();
    }

    @Test
    void aPartIsNeverNothing() {
        var one = new FairShare("things", 1, 4);
        assertThat(one.take("a", 1)).isEmpty();
        assertThat(one.take("b", 1)).isPresent();
    }

    @Test
    void cannotBePassedByAmountsThatOverflow() {
        share.take("a", 5);
        assertThat(share.take("a", Long.MAX_VALUE)).isPresent();
        assertThat(share.take("b", Long.MAX_VALUE)).isPresent();
    }
}
