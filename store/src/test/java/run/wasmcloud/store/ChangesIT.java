package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.UserState;
import run.wasmcloud.model.VariableName;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@ExtendWith(TestStore.class)
class ChangesIT {
    private static final int LONGEST_SECONDS = 30;

    private final DatabaseAddress address;
    private final LinkedBlockingQueue<Change> heard = new LinkedBlockingQueue<>();
    @TempDir private Path folder;
    private List<Store> stores = List.of();

    ChangesIT(Store store) {
        this.address = TestStore.database(store);
    }

    @BeforeEach
    void openTwoProcesses() throws IOException {
        var blobs = FolderBlobStore.open(folder.resolve("modules"));
        var keys =
                new StoreKeys(
                        SigningKeys.inFolder(folder.resolve("keys")),
                        MasterKeys.inFile(folder.resolve("master-keys")));
        stores = List.of(Store.open(address, blobs, keys), Store.open(address, blobs, keys));
        there().changes().subscribe(heard::add);
    }

    @AfterEach
    void close() {
        stores.forEach(Store::close);
    }

    @Test
    void hearsOfWhatAnotherProcessDeployedAndDeleted() throws InterruptedException {
        var function = TestStore.function(here(), TestStore.user(here()));
        TestStore.deploy(here(), function, "");
        awaitChange(new Change.FunctionChanged(function.id(), function.name()));
        heard.clear();
        here().functions().delete(function.owner(), function.name());
        awaitChange(new Change.FunctionChanged(function.id(), function.name()));
    }

    @Test
    void hearsOfEverySecretThatAnotherProcessSetChangedAndRemoved() throws InterruptedException {
        var function = TestStore.function(here(), TestStore.user(here()));
        var change = new Change.FunctionChanged(function.id(), function.name());
        awaitChange(change);
        var name = new VariableName("KEY");
        for (var value : List.of("first", "second")) {
            heard.clear();
            here().secrets().put(function, name, value);
            awaitChange(change);
        }
        heard.clear();
        here().secrets().delete(function, name);
        awaitChange(change);
    }

    @Test
    void hearsOfALockedUser() throws InterruptedException {
        var user = TestStore.user(here());
        here().users().setState(user.id(), UserState.LOCKED);
        awaitChange(new Change.UserChanged(user.id()));
    }

    @Test
    void countsEverythingAsChangedWhenTheConnectionWasLost() throws InterruptedException {
        awaitChange(new Change.EverythingChanged());
        var user = TestStore.user(here());
        here().users().setState(user.id(), UserState.LOCKED);
        awaitChange(new Change.UserChanged(user.id()));
        heard.clear();

        here().jdbi()
                .useHandle(
                        handle -> {
                            handle.execute(
                                    """
                                    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
                                    WHERE application_name = 'wasmcloud-changes'
                                      AND datname = current_database()
                                    """);
                            handle.execute("UPDATE users SET state = 'active'");
                        });
        awaitChange(new Change.EverythingChanged());
    }

    private Store here() {
        return stores.getFirst();
    }

    private Store there() {
        return stores.getLast();
    }

    private void awaitChange(Change expected) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (System.nanoTime() < end) {
            if (expected.equals(heard.poll(1, TimeUnit.SECONDS))) {
                return;
            }
        }
        assertThat(heard).contains(expected);
    }
}
