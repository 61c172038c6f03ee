package run.wasmcloud.store;

import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.Visibility;

import java.time.Instant;
import java.util.Optional;

/**
 * A function that is not deleted.
 *
 * @param activeDeployment the number of the active deployment; empty when there is none
 * @param suspension why it answers nobody; empty when it is not suspended
 */
public record Function(
        FunctionId id,
        UserId owner,
        FunctionName name,
        String description,
        Optional<Integer> activeDeployment,
        Visibility visibility,
        Optional<Suspension> suspension,
        Instant createdAt,
        Instant updatedAt) {}
