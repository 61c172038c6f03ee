package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import run.wasmcloud.executor.edge.EdgeSettings;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.store.QueueSettings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

class ExecutorSettingsTest {
    private static ExecutorSettings settings(String address, boolean pathForm, int guests)
            throws UnknownHostException {
        return new ExecutorSettings(
                InetAddress.getByName(address),
                0,
                "Run.LOCALHOST",
                pathForm,
                guests,
                Policy.standard(),
                "1",
                Path.of("journal"),
                1L << 30,
                "",
                "",
                "",
                EdgeSettings.defaults(),
                QueueSettings.defaults());
    }

    @Test
    void allowsThePathFormOnLoopbackAddressesOnly() throws UnknownHostException {
        assertThat(settings("127.0.0.1", true, 1).pathForm()).isTrue();
        assertThat(settings("::1", true, 1).pathForm()).isTrue();
        assertThat(settings("0.0.0.0", false, 1).pathForm()).isFalse();
        assertThatThrownBy(() -> settings("0.0.0.0", true, 1))
                .isInstanceOf(WasmcloudException.class)
                .hasMessageContaining("expected: a loopback address");
    }

    @Test
    void refusesToRunNothing() {
        assertThatThrownBy(() -> settings("127.0.0.1", true, 0))
                .isInstanceOf(WasmcloudException.class);
    }

    @Test
    void writesTheDomainInLowerCaseInEveryLocale() throws UnknownHostException {
        assertThat(settings("127.0.0.1", true, 1).runDomain()).isEqualTo("run.localhost");
    }
}
