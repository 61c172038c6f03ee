package run.wasmcloud.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.regex.Pattern;

/**
 * A sum of money, exactly.
 *
 * @param amount in the currency's smallest unit, for example cents; 0 or more
 * @param currency by its three letters, for example {@code EUR}. ISO 4217
 */
public record Money(long amount, String currency) {
    /** What every program reads exactly that knows numbers of 64 bits with a fraction only. */
    public static final long MOST = (1L << 53) - 1;

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,16}(?:\\.[0-9]{1,4})?) ([A-Z]{3})");

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
     * Reads what {@link #text} gives.
     *
     * @param text an amount in the currency's main unit and the currency, for example {@code 12.50
     *     EUR}
     * @throws IllegalArgumentException when it is no sum, or has smaller parts than the currency
     */
    public static Money parse(String text) {
        var match = FORM.matcher(text.strip());
        if (!match.matches() || !isCurrency(match.group(2))) {
            throw new IllegalArgumentException(
                    "'%s' (expected: an amount and a currency, such as 12.50 EUR)".formatted(text));
        }
        try {
            var amount = new BigDecimal(match.group(1)).movePointRight(digits(match.group(2)));
            return new Money(amount.longValueExact(), match.group(2));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "'%s' (expected: whole smallest units of the currency)".formatted(text), e);
        }
    }

    /** Returns it as people write it, for example {@code 12.50 EUR}. */
    public String text() {
        return BigDecimal.valueOf(amount, digits(currency)).toPlainString() + " " + currency;
    }

    private static int digits(String currency) {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
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
