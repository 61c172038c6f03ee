package run.wasmcloud.model.wire;

/**
 * A precompiled example.
 *
 * @param id what a {@link DeploymentRequest} names it by
 * @param language what it is written in, for people
 * @param abi the interface that it uses, for example {@code wasi-preview1}
 */
public record ExampleItem(
        String id, String title, String description, String language, String abi) {}
