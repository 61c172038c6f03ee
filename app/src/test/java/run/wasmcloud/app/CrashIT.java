package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills the server at random moments while it works, and looks whether what it had answered is
 * still true.
 */
class CrashIT {
    private static final int CRASHES = 20;
    private static final int LATEST_MILLIS = 700;

    private final Map<String, Integer> answered = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile CountDownLatch firstAnswer = new CountDownLatch(1);

    @Test
    void everyAnsweredDeploymentOutlivesAKill(@TempDir Path folder) throws Exception {
        var seed = System.nanoTime();
        var random = new Random(seed);
        try (var installation = new LocalInstallation(folder)) {
            installation.up();
            for (int crash = 0; crash < CRASHES; crash++) {
                workUntilKilled(installation, random, crash);
                installation.up();
                checkAll(installation, "seed " + seed + ", crash " + crash);
            }
        }
        assertThat(answered).as("deployments were answered at all").isNotEmpty();
        assertThat(calls).as("calls were answered at all").hasPositiveValue();
    }

    /** Every second time it is killed only once something was answered, however slow it is. */
    private void workUntilKilled(LocalInstallation installation, Random random, int crash)
            throws Exception {
        var name = "crash-" + crash;
        var stop = new CountDownLatch(1);
        firstAnswer = new CountDownLatch(1);
        var deployer =
                Thread.ofPlatform().start(() -> untilRefused(() -> deploy(installation, name)));
        var caller = Thread.ofPlatform().start(() -> untilRefused(() -> call(installation)));
        if (crash % 2 == 1) {
            assertThat(firstAnswer.await(2, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(stop.await(random.nextInt(LATEST_MILLIS), TimeUnit.MILLISECONDS)).isFalse();
        installation.kill();
        deployer.join(TimeUnit.MINUTES.toMillis(1));
        caller.join(TimeUnit.MINUTES.toMillis(1));
        assertThat(deployer.isAlive() || caller.isAlive()).isFalse();
    }

    @FunctionalInterface
    private interface Work {
        void once() throws IOException, InterruptedException;
    }

    /** The server goes away in the middle: that ends the work and is what the test is about. */
    private static void untilRefused(Work work) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                work.once();
            }
        } catch (IOException e) {
            assertThat(e).isNotNull();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deploy(LocalInstallation installation, String name)
            throws IOException, InterruptedException {
        if (!answered.containsKey(name)) {
            var created =
                    installation.api(
                            "POST",
                            "/v1/functions",
                            "application/json",
                            ("{\"name\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8));
            assertThat(created.statusCode()).isIn(201, 409);
        }
        var deployed =
                installation.api(
                        "POST",
                        "/v1/functions/" + name + "/deployments",
                        "application/wasm",
                        LocalInstallation.example("hello/hello.wasm"));
        assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(201);
        answered.merge(name, 1, Integer::sum);
        firstAnswer.countDown();
    }

    private void call(LocalInstallation installation) throws IOException, InterruptedException {
        assertThat(installation.get("hello").statusCode()).isEqualTo(200);
        calls.incrementAndGet();
    }

    private void checkAll(LocalInstallation installation, String when) throws Exception {
        assertThat(installation.get("hello").statusCode()).as(when).isEqualTo(200);
        for (var each : answered.entrySet()) {
            assertThat(installation.get(each.getKey()).statusCode())
                    .as(when + ", " + each.getKey())
                    .isEqualTo(200);
            var newest =
                    installation.api(
                            "GET",
                            "/v1/functions/" + each.getKey() + "/deployments?limit=1",
                            "application/json",
                            new byte[0]);
            assertThat(newest.body()).as(when).matches("(?s).*\"number\":(\\d+).*");
            var number =
                    Integer.parseInt(
                            newest.body().replaceFirst("(?s).*?\"number\":(\\d+).*", "$1"));
            assertThat(number)
                    .as(when + ", " + each.getKey())
                    .isGreaterThanOrEqualTo(each.getValue());
        }
    }
}
