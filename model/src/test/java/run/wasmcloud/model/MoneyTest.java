package run.wasmcloud.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MoneyTest {
    @Test
    void isSharedToTheNearestSmallestUnit() {
        assertThat(new Money(900, "EUR").share(1, 3)).isEqualTo(new Money(300, "EUR"));
        assertThat(new Money(100, "EUR").share(1, 3)).isEqualTo(new Money(33, "EUR"));
        assertThat(new Money(100, "EUR").share(2, 3)).isEqualTo(new Money(67, "EUR"));
        assertThat(new Money(1, "EUR").share(1, 2)).isEqualTo(new Money(1, "EUR"));
        assertThat(new Money(7, "EUR").share(0, 5)).isEqualTo(new Money(0, "EUR"));
    }

    @Test
    void isSharedExactlyHoweverMuchItIs() {
        var month = 31L * 24 * 60 * 60 * 1_000;
        assertThat(new Money(Money.MOST, "JPY").share(month, month).amount()).isEqualTo(Money.MOST);
    }

    @Test
    void isNothingBelowZeroAndNothingUnknown() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(-1, "EUR"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(Money.MOST + 1, "EUR"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(1, "eur"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(1, "QQQ"));
    }
}
