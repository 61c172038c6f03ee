package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.User;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

@ExtendWith(TestStore.class)
@Timeout(120)
class BlobSweepIT {
    private static final BlobSweep.Ages AT_ONCE =
            new BlobSweep.Ages(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofDays(1));

    private final Store store;
    private final FolderBlobStore blobs;
    private final Path folder;
    private final User owner;

    BlobSweepIT(Store server, @TempDir Path folder) throws IOException {
        this.folder = folder;
        this.blobs = FolderBlobStore.open(folder.resolve("modules"));
        this.store =
                Store.open(
                        TestStore.database(server),
                        blobs,
                        new StoreKeys(
                                SigningKeys.inFolder(folder.resolve("keys")),
                                MasterKeys.inFile(folder.resolve("master-keys"))));
        this.owner = TestStore.user(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void removesModulesAndFilesThatNoDeploymentHasAnyMore() throws IOException {
        var function = TestStore.function(store, owner);
        var files = deployFiles(function);
        var deployed = TestStore.deploy(store, function, "").module();
        var uploaded = upload(TestStore.module());

        assertThat(store.sweep(AT_ONCE)).isEqualTo(1);

        assertThat(store.modules().find(uploaded)).isEmpty();
        assertThat(blobs.exists(uploaded)).isFalse();
        assertThat(blobs.exists(deployed)).isTrue();
        assertThat(blobs.exists(files)).isTrue();

        store.functions().delete(owner.id(), function.name());
        assertThat(store.sweep(AT_ONCE)).as("it can be brought back").isZero();

        store.jdbi().useHandle(handle -> handle.execute("DELETE FROM functions"));
        assertThat(store.sweep(AT_ONCE)).isEqualTo(3);
        assertThat(blobs.list("", 10)).isEmpty();
    }

    private ModuleHash deployFiles(Function function) {
        var zip = TestStore.module();
        var wasm = TestStore.module();
        var files = new ShippedFiles(ModuleHash.of(zip), 1, 1);
        var settings = DeploymentSettings.none().withFiles(Optional.of(files));
        store.deployments()
                .deploy(
                        new NewDeployment(
                                function,
                                Plan.PAID.limits().defaultRun(),
                                settings,
                                "",
                                true,
                                new Basis.Nothing()),
                        new NewModule.Uploaded(owner.id(), wasm, TestStore.report(wasm)),
                        Optional.of(new NewFiles(files, zip)));
        return files.archive();
    }

    private ModuleHash upload(byte[] wasm) {
        return store.modules().put(owner.id(), wasm, TestStore.report(wasm)).hash();
    }

    @Test
    void removesWhatAKilledUploadLeftBehind() throws IOException {
        var orphan = blobs.put(TestStore.module());
        var unfinished =
                folder.resolve("modules")
                        .resolve(orphan.hex().substring(0, 2))
                        .resolve(".unfinished-x");
        Files.write(unfinished, new byte[1]);

        store.sweep();
        assertThat(blobs.exists(orphan)).as("it may be under way").isTrue();
        assertThat(unfinished).exists();

        var none = Duration.ZERO;
        assertThat(store.sweep(new BlobSweep.Ages(none, none, none, none))).isEqualTo(1);
        assertThat(blobs.exists(orphan)).isFalse();
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void keepsMachineCodeThatARowNames() throws IOException {
        store.compiledForms().write(ModuleHash.of(new byte[1]), "a".repeat(64), new byte[9]);

        assertThat(store.sweep(AT_ONCE)).isZero();

        assertThat(store.compiledForms().read(ModuleHash.of(new byte[1]), "a".repeat(64)))
                .isPresent();
    }

    /**
     * A column that comes later and names bytes has to be one that the sweep asks, or refer to it.
     */
    @Test
    void knowsEveryColumnThatNamesBytes() {
        var columns =
                store.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT table_name || '.' || column_name
                                                        FROM information_schema.columns
                                                        WHERE column_name LIKE '%sha256%'
                                                          AND table_schema = current_schema()
                                                        """)
                                                .mapTo(String.class)
                                                .list());
        assertThat(columns)
                .as("what names blobs")
                .containsExactlyInAnyOrder(
                        "modules.sha256",
                        "file_archives.sha256",
                        "compiled_forms.blob_sha256",
                        "compiled_forms.module_sha256",
                        "module_uploads.module_sha256",
                        "deployments.module_sha256",
                        "deployments.files_sha256");
    }

    @Test
    void keepsBytesWhoseRowIsNotThereYet() throws Exception {
        var wasm = TestStore.module();
        var orphan = blobs.put(wasm);
        var kept = new CountDownLatch(1);
        var swept = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var upload =
                    threads.submit(
                            () ->
                                    store.jdbi()
                                            .inTransaction(
                                                    handle -> {
                                                        new KeptBlobs(blobs).keep(handle, wasm);
                                                        kept.countDown();
                                                        assertThat(
                                                                        swept.await(
                                                                                30,
                                                                                TimeUnit.SECONDS))
                                                                .isTrue();
                                                        return Modules.insert(
                                                                handle,
                                                                owner.id(),
                                                                TestStore.report(wasm));
                                                    }));
            kept.await();
            assertThat(store.sweep(AT_ONCE)).isZero();
            swept.countDown();
            upload.get();
        }
        assertThat(store.modules().find(orphan)).isPresent();
        assertThat(blobs.exists(orphan)).isTrue();
    }

    @Test
    void neverTakesBytesFromAnUploadThatWasAnswered() throws Exception {
        var wasm = TestStore.module();
        var function = TestStore.function(store, owner);
        var done = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sweeps = threads.submit(() -> sweepUntil(done));
            try {
                for (var count = 0; count < 30; count++) {
                    deployAndForget(function, wasm);
                }
            } finally {
                done.countDown();
            }
            sweeps.get();
        }
    }

    private boolean sweepUntil(CountDownLatch done) {
        while (done.getCount() > 0) {
            store.sweep(AT_ONCE);
        }
        return true;
    }

    private void deployAndForget(Function function, byte[] wasm) {
        var wanted = new NewDeployment(function, Plan.PAID.limits().defaultRun(), "", true);
        var deployment =
                store.deployments().deploy(wanted, owner.id(), wasm, TestStore.report(wasm));
        assertThat(store.modules().read(deployment.module())).isPresent();
        store.jdbi()
                .useHandle(
                        handle -> {
                            handle.execute("UPDATE functions SET active_deployment_id = NULL");
                            handle.execute("DELETE FROM deployments");
                        });
    }
}
