package run.wasmcloud.sandbox.junit;

import org.junit.jupiter.api.extension.ExtensionConfigurationException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A module as a test names it. */
record NamedModule(String name, Class<?> test) {
    byte[] read() {
        try (var resource = test.getResourceAsStream(name)) {
            return resource == null ? file() : resource.readAllBytes();
        } catch (IOException e) {
            throw new ExtensionConfigurationException(name + " cannot be read", e);
        }
    }

    private byte[] file() throws IOException {
        var file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw new ExtensionConfigurationException(
                    "module '%s' (expected: a resource of %s, or a file; %s is none)"
                            .formatted(name, test.getName(), file.toAbsolutePath()));
        }
        return Files.readAllBytes(file);
    }
}
