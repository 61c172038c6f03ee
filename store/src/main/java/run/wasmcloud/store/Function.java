package run.wasmcloud.store;

import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.RequestBodyForm;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.Visibility;

import java.time.Instant;
import java.util.Optional;

/**
 * A function.
 *
 * @param activeDeployment the number of the active deployment; empty when there is none
 * @param settingsVersion grows with each change of the settings
 * @param deletedAt empty unless it is deleted
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
        RequestBodyForm requestBody,
        int settingsVersion,
        Optional<Instant> deletedAt,
        Instant createdAt,
        Instant updatedAt) {}
