package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import run.wasmcloud.model.UserId;

class SharesTest {
    private final Shares shares = new Shares(2);
    private final UserId user = UserId.create();

    @Test
    void leavesPlacesForOthers() {
        assertThat(shares.take(user)).isTrue();
        assertThat(shares.take(user)).isTrue();
        assertThat(shares.take(user)).isFalse();
        assertThat(shares.take(UserId.create())).isTrue();
    }

    @Test
    void givesAPlaceAgainThatWasGivenBack() {
        shares.take(user);
        shares.take(user);
        shares.take(user);
        shares.giveBack(user);

        assertThat(shares.take(user)).isTrue();
        assertThat(shares.take(user)).isFalse();
    }

    @Test
    void hasOnePlaceAtLeast() {
        assertThat(new Shares(0).take(user)).isTrue();
    }
}
