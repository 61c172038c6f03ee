package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.Money;

/**
 * A sum of money.
 *
 * @param amount in the currency's smallest unit, for example cents; always there in answers
 * @param currency by its three letters, for example {@code EUR}; always there in answers
 */
public record MoneyItem(@Nullable Long amount, @Nullable String currency) {
    /** Returns the form of a sum that callers see. */
    public static MoneyItem of(Money money) {
        return new MoneyItem(money.amount(), money.currency());
    }

    /**
     * Returns what an answer of the API says, as people write it, for example {@code 12.50 EUR}.
     */
    public String text() {
        return amount == null || currency == null ? "" : new Money(amount, currency).text();
    }
}
