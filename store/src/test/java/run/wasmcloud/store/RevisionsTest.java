package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RevisionsTest {
    private final Revisions revisions = new Revisions();

    @Test
    void cannotKnowAtFirst() {
        assertThat(revisions.missedSome(5)).isTrue();
        assertThat(revisions.missedSome(5)).isFalse();
    }

    @Test
    void missesNothingWhenAllWereHeardInAnyOrder() {
        revisions.missedSome(5);
        revisions.heard(7);
        revisions.heard(6);
        revisions.heard(9);

        assertThat(revisions.missedSome(7)).isFalse();
        assertThat(revisions.missedSome(9)).isTrue();
    }

    @Test
    void missesSomeWhenTheNumberGoesBack() {
        revisions.missedSome(5);

        assertThat(revisions.missedSome(1)).isTrue();
    }
}
