package run.wasmcloud.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import run.wasmcloud.sandbox.junit.WasmFunction;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs test classes as JUnit does, and looks at what became of their sandboxes. */
class WasmFunctionTest {
    private static final String HELLO = "../examples/hello/hello.wasm";
    private static final List<Sandbox> GIVEN = new CopyOnWriteArrayList<>();

    static class Parameters {
        Parameters(@WasmFunction(HELLO) Sandbox sandbox) {
            GIVEN.add(sandbox);
        }

        @Test
        void answers(@WasmFunction(HELLO) Sandbox sandbox) {
            GIVEN.add(sandbox);
            assertThat(sandbox.run(Request.get("/")).status()).isEqualTo(200);
        }
    }

    @SuppressWarnings("NullAway.Init") // JUnit sets them.
    static class Fields {
        @WasmFunction(HELLO)
        private static Sandbox shared;

        @WasmFunction("/guest.wasm")
        private Sandbox own;

        @Test
        void answers() {
            GIVEN.add(shared);
            GIVEN.add(own);
            assertThat(shared.run(Request.get("/")).status()).isEqualTo(200);
            assertThat(own.run(Request.get("/")).status()).isEqualTo(200);
        }
    }

    static class NoSuchModule {
        @Test
        void isNotReached(@WasmFunction("no-such.wasm") Sandbox sandbox) {
            GIVEN.add(sandbox);
        }
    }

    @SuppressWarnings("NullAway.Init")
    static class WrongType {
        @WasmFunction(HELLO)
        private String sandbox;

        @Test
        void isNotReached() {
            assertThat(sandbox).isNull();
        }
    }

    /** Collects why tests failed. */
    private static final class Failures implements TestExecutionListener {
        private final List<Throwable> causes = new ArrayList<>();
        private int successes;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable().ifPresent(causes::add);
            if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                successes++;
            }
        }
    }

    private static Failures run(Class<?>... tests) {
        var failures = new Failures();
        var config =
                LauncherConfig.builder()
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .enableTestExecutionListenerAutoRegistration(false)
                        .build();
        var request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(
                                java.util.Arrays.stream(tests)
                                        .map(test -> selectClass(test))
                                        .toList())
                        .build();
        LauncherFactory.create(config).execute(request, failures);
        return failures;
    }

    @Test
    void givesParametersAndFieldsAndClosesTheirEngineAtTheEnd() {
        GIVEN.clear();
        var ran = run(Parameters.class, Fields.class);

        assertThat(ran.causes).isEmpty();
        assertThat(ran.successes).isEqualTo(2);
        assertThat(GIVEN).hasSize(4);
        assertThat(GIVEN.stream().map(Sandbox::engines).distinct()).hasSize(1);
        for (var sandbox : GIVEN) {
            assertThatThrownBy(() -> sandbox.run(Request.get("/")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }

    @Test
    void saysWhichModuleThereIsNot() {
        assertThat(run(NoSuchModule.class).causes)
                .singleElement()
                .satisfies(
                        cause ->
                                assertThat(cause)
                                        .hasStackTraceContaining("module 'no-such.wasm'")
                                        .hasStackTraceContaining(NoSuchModule.class.getName()));
    }

    @Test
    void saysWhichFieldHasAnotherType() {
        assertThat(run(WrongType.class).causes)
                .singleElement()
                .satisfies(
                        cause ->
                                assertThat(cause)
                                        .hasMessageContaining(
                                                "expected: a field of the type "
                                                        + Sandbox.class.getName()));
    }
}
