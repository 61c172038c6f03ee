package run.wasmcloud.store;

import run.wasmcloud.model.ExecutorId;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A process that begins attempts at asynchronous invocations, and is killed before they end. */
final class WorkingProcess {
    private WorkingProcess() {}

    public static void main(String[] arguments) throws Exception {
        var address = new DatabaseAddress(arguments[0], arguments[1], arguments[2]);
        var folder = Files.createTempDirectory(Path.of(arguments[3]), "process");
        var store =
                Store.open(
                        address,
                        FolderBlobStore.open(folder.resolve("modules")),
                        new StoreKeys(
                                SigningKeys.inFolder(folder.resolve("keys")),
                                MasterKeys.inFile(folder.resolve("master-keys"))));
        var never = new CountDownLatch(1);
        var _ =
                store.work(
                        ExecutorId.create(),
                        new QueueSettings(
                                4,
                                Duration.ofMillis(100),
                                Duration.ofSeconds(1),
                                3,
                                Duration.ofMillis(50)),
                        attempt -> {
                            System.out.println("begun " + attempt.item());
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return new QueueEnd.Postponed("");
                        });
        never.await();
    }
}
