package run.wasmcloud.store;

import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.UserId;

import java.time.Instant;
import java.util.Optional;

/**
 * A host name that a function's owner wants to lead to it.
 *
 * @param host in ASCII, lower case
 * @param verifiedAt since when it does; empty when it does not
 * @param checkedAt when its DNS was looked at last
 */
public record Domain(
        FunctionId function,
        FunctionName name,
        UserId owner,
        String host,
        Optional<Instant> verifiedAt,
        Instant checkedAt,
        Instant createdAt) {}
