package run.wasmcloud.executor;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.store.SignedAddresses;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part of a query that is for the platform, and that functions do not see. */
final class SignatureParameter {
    private static final String BEGINNING = SignedAddresses.PARAMETER + "=";

    private SignatureParameter() {}

    /** Returns the first signature of a query, as it was sent. */
    static Optional<String> value(@Nullable String rawQuery) {
        if (rawQuery == null || !rawQuery.contains(BEGINNING)) {
            return Optional.empty();
        }
        return Arrays.stream(rawQuery.split("&"))
                .filter(part -> part.startsWith(BEGINNING))
                .map(part -> part.substring(BEGINNING.length()))
                .findFirst();
    }

    /** Returns a query without its signatures; null when there is nothing else. */
    static @Nullable String removed(@Nullable String rawQuery) {
        if (value(rawQuery).isEmpty() || rawQuery == null) {
            return rawQuery;
        }
        var rest =
                Arrays.stream(rawQuery.split("&", -1))
                        .filter(part -> !part.startsWith(BEGINNING))
                        .collect(Collectors.joining("&"));
        return rest.isEmpty() ? null : rest;
    }
}
