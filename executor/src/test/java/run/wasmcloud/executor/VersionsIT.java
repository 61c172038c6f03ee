package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.VariableName;
import run.wasmcloud.store.Basis;
import run.wasmcloud.store.DeploymentSettings;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.NewDeployment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the versions of a function run with, and where each answers. */
@Timeout(300)
class VersionsIT {
    private static final VariableName KEY = new VariableName("KEY");
    private static TestExecutor executor;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        executor = TestExecutor.open(folder);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    /** Deploys the active version's module with other configuration. */
    private static int deploy(Function function, Map<String, String> config, boolean activate) {
        var active = executor.store().deployments().active(function.id()).orElseThrow();
        var wanted =
                new NewDeployment(
                        function,
                        Plan.PAID.limits().defaultRun(),
                        DeploymentSettings.none().withConfig(config),
                        "",
                        activate,
                        new Basis.Nothing());
        return executor.store().deployments().deploy(wanted, active.module()).number();
    }

    private static String environment(Function function) throws Exception {
        return executor.get(function, "").body();
    }

    @Test
    void giveTheirConfigurationToTheGuest() throws Exception {
        var function = executor.deploy("environment/environment.wasm");
        deploy(function, Map.of("GREETING", "größe=\n", "EMPTY", ""), true);

        assertThat(environment(function).lines())
                .contains("GREETING=größe=\\x0a", "EMPTY=", "GATEWAY_INTERFACE=CGI/1.1");
        executor.store().deployments().activate(function, 1);
        assertThat(environment(function)).doesNotContain("GREETING");
        executor.store().deployments().activate(function, 2);
        assertThat(environment(function)).contains("GREETING=");
    }

    @Test
    void seeASecretFromTheNextRunOnWhicheverVersionItIs() throws Exception {
        var function = executor.deploy("environment/environment.wasm");
        deploy(function, Map.of("A", "1"), false);
        for (var value : new String[] {"first", "second"}) {
            executor.store().secrets().put(function, KEY, value);
            assertThat(environment(function).lines()).contains("KEY=" + value);
            assertThat(body("v2--" + function.name())).contains("KEY=" + value);
        }
        executor.store().secrets().delete(function, KEY);
        assertThat(environment(function)).doesNotContain("KEY=");
    }

    @Test
    void haveASecretHideTheVariableOfItsName() throws Exception {
        var function = executor.deploy("environment/environment.wasm");
        deploy(function, Map.of("KEY", "configured"), true);
        executor.store().secrets().put(function, KEY, "secret");

        assertThat(environment(function).lines().filter(line -> line.startsWith("KEY=")))
                .containsExactly("KEY=secret");

        executor.store().secrets().delete(function, KEY);
        assertThat(environment(function).lines()).contains("KEY=configured");
    }

    @Test
    void eachAnswerOnTheirOwnHostNameAndNoOthersDo() throws Exception {
        var function = executor.deploy("environment/environment.wasm");
        deploy(function, Map.of("VERSION", "two"), true);
        deploy(function, Map.of("VERSION", "three"), false);

        assertThat(body(function.name().value())).contains("VERSION=two");
        assertThat(body("v1--" + function.name()))
                .startsWith("HTTP/1.1 200")
                .doesNotContain("VERSION=");
        assertThat(body("v2--" + function.name())).contains("VERSION=two");
        assertThat(body("v3--" + function.name())).contains("VERSION=three");
        for (var label : new String[] {"v4--", "v0--", "v01--", "v-1--", "x1--", "--"}) {
            assertThat(body(label + function.name())).startsWith("HTTP/1.1 404");
        }
        executor.store().functions().delete(function.owner(), function.name());
        for (var label : new String[] {"", "v1--", "v2--", "v3--"}) {
            assertThat(body(label + function.name())).startsWith("HTTP/1.1 404");
        }
    }

    private static String body(String label) throws IOException {
        try (var client = RawClient.connect(executor.port())) {
            client.send(
                    "GET / HTTP/1.1\nHost: %s.run.localhost\nConnection: close\n\n"
                            .formatted(label));
            return client.readToEnd();
        }
    }

    @Test
    void areActivatedWhileRequestsRunAndEveryoneOfThemIsAnsweredByOne() throws Exception {
        var function = executor.deploy("environment/environment.wasm");
        deploy(function, Map.of("VERSION", "two"), false);
        deploy(function, Map.of("VERSION", "three"), false);
        executor.store().deployments().activate(function, 2);
        environment(function);
        var done = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 4; i++) {
                clients.add(threads.submit(() -> requestUntil(done, function)));
            }
            try {
                for (int i = 0; i < 30; i++) {
                    var number = 2 + i % 2;
                    executor.store().deployments().activate(function, number);
                    assertThat(environment(function))
                            .as("what was activated answers from then on")
                            .contains(number == 2 ? "VERSION=two" : "VERSION=three");
                }
            } finally {
                done.countDown();
            }
            for (var client : clients) {
                assertThat(client.get()).isPositive();
            }
        }
    }

    private static int requestUntil(CountDownLatch done, Function function) throws Exception {
        var count = 0;
        while (done.getCount() > 0 || count == 0) {
            assertThat(environment(function)).containsAnyOf("VERSION=two", "VERSION=three");
            count++;
        }
        return count;
    }
}
