package run.wasmcloud.model.wire;

import java.time.Instant;

/**
 * A secret of a function. Its value is shown to nobody.
 *
 * @param createdAt when it was set for the first time
 * @param setAt when its value was set
 */
public record SecretItem(String name, Instant createdAt, Instant setAt) {}
