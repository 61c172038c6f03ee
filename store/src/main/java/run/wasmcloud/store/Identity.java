package run.wasmcloud.store;

import run.wasmcloud.model.EmailAddress;

import java.util.Optional;

/**
 * Who somebody is at a provider.
 *
 * @param issuer names the provider
 * @param subject names the account there, for ever
 * @param email the account's address, if the provider has verified it
 */
public record Identity(String issuer, String subject, Optional<EmailAddress> email) {}
