package run.wasmcloud.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WasmcloudExceptionTest {
    @Test
    void everyErrorCodeHasAnErrorStatusAndASlug() {
        for (var code : ErrorCode.values()) {
            assertThat(code.status()).as(code.name()).isBetween(400, 599);
            assertThat(code.slug()).matches("[a-z-]+");
        }
    }
}
