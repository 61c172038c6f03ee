package run.wasmcloud.model.wire;

/**
 * A way to sign in through somebody else.
 *
 * @param name what it is called in addresses
 * @param title what people call it
 */
public record ProviderItem(String name, String title) {}
