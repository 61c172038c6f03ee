package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;
import run.wasmcloud.model.VariableName;
import run.wasmcloud.model.WasmcloudException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ExtendWith(TestStore.class)
@Timeout(180)
class BackupIT {
    /** "PK" 3 4, as a number in a zip's order. */
    private static final int LOCAL_HEADER = 0x04034b50;

    private static final VariableName NAME = new VariableName("PASSWORD");

    @TempDir private Path folder;
    private final Store other;
    private DatabaseAddress address;

    BackupIT(Store other) {
        this.other = other;
        this.address = other.address();
    }

    @BeforeEach
    void makeDatabase() {
        address = TestStore.database(other);
    }

    private Path file() {
        return folder.resolve("all.backup");
    }

    private BlobStore blobs(String name) throws IOException {
        return FolderBlobStore.open(folder.resolve(name));
    }

    private StoreKeys keys() {
        return new StoreKeys(
                SigningKeys.inFolder(folder.resolve("keys")),
                MasterKeys.inFile(folder.resolve("master-keys")));
    }

    private Store open(DatabaseAddress database, String modules) throws IOException {
        return Store.open(database, blobs(modules), keys());
    }

    /** What a test keeps of a store to find it again in another. */
    private record Known(User user, Function function, Deployment deployment, String jwt) {}

    private static Known fill(Store store) {
        var user = TestStore.user(store);
        var function = TestStore.function(store, user);
        var deployment = TestStore.deploy(store, function, "tab\t, line\n, back\\slash, \\N and é");
        store.secrets().put(function, NAME, "correct horse");
        for (var days = 0; days < 3; days++) {
            TestStore.ship(
                    store,
                    List.of(
                            TestReceipts.at(
                                    function.id(),
                                    Instant.now().minus(Duration.ofDays(days)),
                                    new Outcome.Completed(),
                                    5)));
        }
        var expiry = Instant.now().plus(Duration.ofHours(1));
        var token = store.tokens().issue(user.id(), Token.Kind.API, "t", TokenScope.READ, expiry);
        return new Known(user, function, deployment, token.jwt());
    }

    private static void requireKnown(Store store, Known known) {
        assertThat(store.tokenChecker().check(known.jwt()).user()).isEqualTo(known.user());
        assertThat(store.users().signIn(known.user().email(), TestStore.PASSWORD))
                .isEqualTo(known.user());
        var function = known.function();
        var active = store.deployments().active(function.id()).orElseThrow();
        assertThat(active).isEqualTo(known.deployment());
        assertThat(store.routing().find(function.name().value()).orElseThrow().module())
                .isEqualTo(active.module());
        assertThat(store.modules().read(active.module())).isPresent();
        assertThat(store.secrets().values(function.id()).byName())
                .isEqualTo(Map.of(NAME.value(), "correct horse"));
        assertThat(
                        store.invocations()
                                .list(function.id(), Optional.empty(), Optional.empty(), 10)
                                .items())
                .hasSize(3);
        var used =
                store.usage()
                        .total(
                                known.user().id(),
                                Instant.now().minus(Duration.ofDays(4)),
                                Instant.now());
        assertThat(used.invocations()).as("counted once").isEqualTo(3);
        assertThat(used.fuel()).isEqualTo(15);
    }

    @Test
    void bringsEverythingToAnotherServer() throws IOException {
        Known known;
        try (var store = open(address, "modules")) {
            known = fill(store);
            store.compiledForms().write(known.deployment().module(), "0".repeat(64), new byte[9]);
            var written = Backup.write(address, blobs("modules"), file());
            assertThat(written.blobs()).as("modules, no machine code").isEqualTo(1);
            assertThat(written.rows()).isGreaterThan(10);
        }
        var restored = TestStore.emptyDatabase(other);

        Backup.restore(file(), restored, blobs("restored"));

        try (var store = open(restored, "restored")) {
            requireKnown(store, known);
            // Everything goes on, and what comes is counted and told as ever.
            TestStore.ship(
                    store,
                    List.of(
                            TestReceipts.at(
                                    known.function().id(),
                                    Instant.now(),
                                    new Outcome.Completed(),
                                    5)));
            assertThat(
                            store.usage()
                                    .total(
                                            known.user().id(),
                                            Instant.now().minus(Duration.ofDays(4)),
                                            Instant.now().plusSeconds(60))
                                    .invocations())
                    .isEqualTo(4);
            store.maintain();
            TestStore.deploy(store, known.function(), "next");
            requireSameRules(store);
        }
    }

    /** Keys and triggers that were put aside are back. */
    private void requireSameRules(Store store) {
        var rules =
                """
                SELECT concat(conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
                WHERE connamespace = 'public'::regnamespace AND conparentid = 0
                UNION ALL
                SELECT concat(tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
                WHERE NOT tgisinternal AND tgparentid = 0
                """;
        assertThat(rules(store, rules)).isNotEmpty().isEqualTo(rules(other, rules));
    }

    private static List<String> rules(Store store, String sql) {
        return store
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list())
                .stream()
                .filter(rule -> !rule.matches("(invocations|log_lines)_[0-9]{8}.*"))
                .sorted()
                .toList();
    }

    @Test
    void isOfOneMomentThoughEverythingGoesOn() throws Exception {
        try (var store = open(address, "modules");
                var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            fill(store);
            var stop = new java.util.concurrent.atomic.AtomicBoolean();
            var writing =
                    threads.submit(
                            () -> {
                                while (!stop.get()) {
                                    fill(store);
                                }
                            });
            try {
                Backup.write(address, blobs("modules"), file());
            } finally {
                stop.set(true);
            }
            writing.get();
        }
        var restored = TestStore.emptyDatabase(other);

        Backup.restore(file(), restored, blobs("restored"));

        try (var store = open(restored, "restored")) {
            var missing =
                    store
                            .jdbi()
                            .withHandle(
                                    handle ->
                                            handle.createQuery("SELECT sha256 FROM modules")
                                                    .mapTo(String.class)
                                                    .list())
                            .stream()
                            .map(run.wasmcloud.model.ModuleHash::new)
                            .filter(hash -> store.modules().read(hash).isEmpty())
                            .toList();
            assertThat(missing).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.5, 0.99, 0.9999})
    void refusesHalfAFileAndChangesNothing(double part) throws IOException {
        writeBackup();
        var bytes = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(bytes, (int) (bytes.length * part)));

        requireRefused(ErrorCode.INVALID_VALUE, "no whole backup");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void refusesAFileWithAChangedByte(int entry) throws IOException {
        writeBackup();
        var bytes = Files.readAllBytes(file());
        bytes[content(bytes, entry)] ^= 0x55;
        Files.write(file(), bytes);

        assertThatThrownBy(
                        () ->
                                Backup.restore(
                                        file(), TestStore.emptyDatabase(other), blobs("restored")))
                .isInstanceOf(WasmcloudException.class);
    }

    /** Returns where the content of an entry begins: what is around it, nobody reads. */
    private static int content(byte[] zip, int entry) {
        var buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        var at = 0;
        for (int seen = -1; ; at++) {
            if (buffer.getInt(at) == LOCAL_HEADER && ++seen == entry) {
                return at + 30 + buffer.getShort(at + 26) + buffer.getShort(at + 28);
            }
        }
    }

    private void writeBackup() throws IOException {
        try (var store = open(address, "modules")) {
            fill(store);
            Backup.write(address, blobs("modules"), file());
        }
    }

    private void requireRefused(ErrorCode code, String text) throws IOException {
        var restored = TestStore.emptyDatabase(other);
        var modules = blobs("restored");
        assertThatThrownBy(() -> Backup.restore(file(), restored, modules))
                .isInstanceOfSatisfying(
                        WasmcloudException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e.detail()).contains(text);
                        });
        assertThat(modules.list("", 10)).isEmpty();
        try (var database = Database.connected(restored)) {
            assertThat(Migrations.applied(database.pool())).isZero();
        }
    }

    @Test
    void refusesADatabaseThatIsNotEmpty() throws IOException {
        writeBackup();

        assertThatThrownBy(() -> Backup.restore(file(), address, blobs("restored")))
                .isInstanceOfSatisfying(
                        WasmcloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining("not empty");
        try (var store = open(address, "modules")) {
            assertThat(store.users().isEmpty()).isFalse();
        }
    }

    @Test
    void canBeTriedAgainWhenARestoreFailed() throws IOException {
        writeBackup();
        var restored = TestStore.emptyDatabase(other);
        // A rule that the rows break: the transaction fails in the middle.
        try (var database = Database.open(restored)) {
            database.jdbi()
                    .useHandle(
                            handle ->
                                    handle.execute(
                                            "ALTER TABLE users ADD CONSTRAINT nobody CHECK"
                                                    + " (false)"));
        }
        assertThatThrownBy(() -> Backup.restore(file(), restored, blobs("restored")))
                .hasMessageContaining("nobody");
        try (var database = Database.connected(restored)) {
            database.jdbi()
                    .useHandle(
                            handle -> handle.execute("ALTER TABLE users DROP CONSTRAINT nobody"));
        }

        Backup.restore(file(), restored, blobs("restored"));

        try (var store = open(restored, "restored")) {
            assertThat(store.users().isEmpty()).isFalse();
        }
    }

    @Test
    void neverOverwritesAFileAndLeavesNoneBehind() throws IOException {
        Files.writeString(file(), "mine");

        assertThatThrownBy(this::writeBackup).hasMessageContaining("there already");

        assertThat(Files.readString(file())).isEqualTo("mine");
        assertThat(folder.resolve("all.backup.unfinished")).doesNotExist();
    }

    @Test
    void tellsOfBlobsThatAreDamaged() throws IOException {
        try (var store = open(address, "modules")) {
            var known = fill(store);
            var hex = known.deployment().module().hex();
            Files.write(
                    folder.resolve("modules").resolve(hex.substring(0, 2)).resolve(hex),
                    new byte[] {1});

            var summary = Backup.write(address, blobs("modules"), file());

            assertThat(summary.damaged()).containsExactly(hex);
            assertThat(summary.blobs()).isZero();
        }
    }
}
