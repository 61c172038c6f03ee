package run.wasmcloud.store;

import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.UserId;

import java.time.Instant;
import java.util.Optional;

/**
 * A function that is not deleted.
 *
 * @param activeDeployment the number of the active deployment; empty when there is none
 */
public record Function(
        FunctionId id,
        UserId owner,
        FunctionName name,
        String description,
        Optional<Integer> activeDeployment,
        Instant createdAt,
        Instant updatedAt) {}
