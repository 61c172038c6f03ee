package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

@Timeout(120)
class ModuleStoreAwayIT {
    @Test
    void warmFunctionsGoOnAndColdOnesAreRefusedUntilItIsBack(@TempDir Path folder)
            throws Exception {
        try (var executor = TestExecutor.open(folder)) {
            var warm = executor.deploy("hello/hello.wasm");
            assertThat(executor.get(warm, "").statusCode()).isEqualTo(200);
            var cold = executor.deploy(TestExecutor.newModule("hello/hello.wasm"), null);
            var modules = folder.resolve("modules");
            var elsewhere = Files.move(modules, folder.resolve("elsewhere"));

            assertThat(executor.get(warm, "").statusCode()).isEqualTo(200);
            var refused = executor.get(cold, "");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("module store");
            assertThat(executor.store().hasModuleStore()).isFalse();

            Files.move(elsewhere, modules);
            assertThat(executor.get(cold, "").statusCode()).isEqualTo(200);
        }
    }
}
