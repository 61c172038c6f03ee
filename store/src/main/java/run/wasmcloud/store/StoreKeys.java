package run.wasmcloud.store;

/**
 * The keys that a store needs.
 *
 * @param tokens what tokens are signed with
 * @param secrets what secrets are sealed with
 */
public record StoreKeys(SigningKeys tokens, MasterKeys secrets) {}
