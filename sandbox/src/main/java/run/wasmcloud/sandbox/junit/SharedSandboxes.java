package run.wasmcloud.sandbox.junit;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.extension.ExtensionContext;

import run.wasmcloud.sandbox.Sandboxes;

/** The engine of all tests of one run of JUnit, which closes it at the end. */
@SuppressWarnings("deprecation") // Before 5.13, JUnit closed nothing but this interface's.
record SharedSandboxes(Sandboxes sandboxes)
        implements AutoCloseable, ExtensionContext.Store.CloseableResource {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SharedSandboxes.class);

    @SuppressWarnings("deprecation") // Its successor came with JUnit 6.
    static SharedSandboxes of(ExtensionContext context) {
        return requireNonNull(
                context.getRoot()
                        .getStore(NAMESPACE)
                        .getOrComputeIfAbsent(
                                SharedSandboxes.class,
                                _ -> new SharedSandboxes(Sandboxes.open()),
                                SharedSandboxes.class));
    }

    @Override
    public void close() {
        sandboxes.close();
    }
}
