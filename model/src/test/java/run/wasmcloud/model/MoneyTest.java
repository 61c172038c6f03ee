package run.wasmcloud.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource({"12.50 EUR,1250", "12 EUR,1200", "0 EUR,0", "500 JPY,500", "1.234 KWD,1234"})
    void readsWhatPeopleWrite(String text, long amount) {
        assertThat(Money.parse(text).amount()).isEqualTo(amount);
        assertThat(Money.parse(Money.parse(text).text())).isEqualTo(Money.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12.50", "EUR 12", "12.505 EUR", "1.5 JPY", "-1 EUR", "1 EURO"})
    void readsNothingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.parse(text))
                .withMessageContaining("expected");
    }
}
