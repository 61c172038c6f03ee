package run.wasmcloud.store;

import java.nio.file.Path;
import java.util.stream.IntStream;

/** A process whose threads deploy until it is killed, and say each deployment that was answered. */
final class DeployingProcess {
    private static final int THREADS = 4;

    private DeployingProcess() {}

    public static void main(String[] arguments) {
        var store = Store.embedded(Path.of(arguments[0]));
        var owner = TestStore.user(store);
        IntStream.range(0, THREADS)
                .forEach(_ -> Thread.ofPlatform().start(() -> deploy(store, owner)));
    }

    private static void deploy(Store store, run.wasmcloud.model.User owner) {
        while (true) {
            var function = TestStore.function(store, owner);
            var deployment = TestStore.deploy(store, function, "");
            System.out.println(function.name() + " " + deployment.module() + " .");
        }
    }
}
