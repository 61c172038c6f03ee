package run.wasmcloud.store;

import java.time.Instant;

/**
 * What a signed address allows.
 *
 * @param method the one method that it is for; GET stands for HEAD too
 * @param path the path below the function's address, percent-encoded, beginning with a slash
 * @param prefix whether paths that begin with this one are meant too
 * @param expiresAt counted in whole seconds
 */
public record AddressGrant(String method, String path, boolean prefix, Instant expiresAt) {}
