package run.wasmcloud.model;

import java.math.BigInteger;
import java.util.Currency;

/**
 * A sum of money, exactly.
 *
 * @param amount in the currency's smallest unit, for example cents; 0 or more
 * @param currency by its three letters, for example {@code EUR}. ISO 4217
 */
public record Money(long amount, String currency) {
    /** What every program reads exactly that knows numbers of 64 bits with a fraction only. */
    public static final long MOST = (1L << 53) - 1;

    public Money {
        if (amount < 0 || amount > MOST) {
            throw new IllegalArgumentException(
                    "amount %d (expected: 0 to %d)".formatted(amount, MOST));
        }
        if (!isCurrency(currency)) {
            throw new IllegalArgumentException(
                    "currency '%s' (expected: one of ISO 4217, such as EUR)".formatted(currency));
        }
    }

    /** Tells whether a text stands for a currency. */
    public static boolean isCurrency(String text) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(currency -> currency.getCurrencyCode().equals(text));
    }

    /**
     * Returns a part of it, rounded to the nearest smallest unit, the half upwards.
     *
     * @param part at most the whole
     * @param whole at least 1
     */
    public Money share(long part, long whole) {
        var twice = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(part)).shiftLeft(1);
        var divisor = BigInteger.valueOf(whole);
        var rounded = twice.add(divisor).divide(divisor.shiftLeft(1));
        return new Money(rounded.longValueExact(), currency);
    }
}
