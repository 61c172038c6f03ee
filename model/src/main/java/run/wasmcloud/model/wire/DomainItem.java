package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A host name of a function's own.
 *
 * @param host in ASCII, lower case
 * @param verified whether its DNS proves the claim, so that it leads to the function
 * @param record the name of the TXT record that proves it
 * @param value the record's value
 * @param verifiedAt null when it does not
 */
public record DomainItem(
        String host,
        boolean verified,
        String record,
        String value,
        @Nullable Instant verifiedAt,
        Instant checkedAt,
        Instant createdAt) {}
