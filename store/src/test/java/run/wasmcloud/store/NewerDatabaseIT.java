package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.WasmcloudException;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** During an upgrade, this program uses a database that the next version has brought up already. */
@ExtendWith(TestStore.class)
@Timeout(120)
class NewerDatabaseIT {
    private static final String NEXT =
            """
            DO $$
            DECLARE
                name text;
            BEGIN
                FOR name IN SELECT relname FROM pg_class
                    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                      AND NOT relispartition AND relname <> 'flyway_schema_history'
                LOOP
                    EXECUTE format('ALTER TABLE %I ADD COLUMN of_the_next_version text NOT NULL DEFAULT ''x''', name);
                END LOOP;
            END
            $$;
            CREATE TABLE things_of_the_next_version (id uuid PRIMARY KEY, user_id uuid REFERENCES users);
            INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,
                installed_by, execution_time, success)
            VALUES (9999, '9999', 'next', 'SQL', 'V9999__next.sql', 1, 'x', 1, true);
            """;

    @TempDir private Path folder;
    private final Store other;

    NewerDatabaseIT(Store other) {
        this.other = other;
    }

    private Store open(DatabaseAddress address) throws IOException {
        return Store.open(address, FolderBlobStore.open(folder.resolve("modules")), keys());
    }

    private StoreKeys keys() {
        return new StoreKeys(
                SigningKeys.inFolder(folder.resolve("keys")),
                MasterKeys.inFile(folder.resolve("master-keys")));
    }

    @Test
    void everythingGoesOn() throws IOException {
        var address = TestStore.emptyDatabase(other);
        bringUp(address);

        try (var store = open(address)) {
            var user = TestStore.user(store);
            var function = TestStore.function(store, user);
            TestStore.deploy(store, function, "");
            var token =
                    store.tokens()
                            .issue(
                                    user.id(),
                                    Token.Kind.API,
                                    "t",
                                    TokenScope.READ,
                                    Instant.now().plusSeconds(60));
            TestStore.ship(
                    store,
                    List.of(
                            TestReceipts.at(
                                    function.id(), Instant.now(), new Outcome.Completed(), 1)));
            TestStore.shipLines(
                    store.shipments(),
                    List.of(
                            new LogLine(
                                    function.id(),
                                    InvocationId.create(),
                                    Instant.now(),
                                    LogLevel.INFO,
                                    LogSource.GUEST,
                                    "x")));
            store.maintain();

            assertThat(store.tokenChecker().check(token.jwt()).user().id()).isEqualTo(user.id());
            assertThat(store.routing().find(function.name().value())).isPresent();
            assertThat(
                            store.invocations()
                                    .list(function.id(), Optional.empty(), Optional.empty(), 5)
                                    .items())
                    .hasSize(1);
            assertThat(store.logLines().list(LogQuery.last(function.id(), 5)).items()).hasSize(1);
            assertThat(
                            store.usage()
                                    .total(
                                            user.id(),
                                            Instant.now().minus(Duration.ofHours(2)),
                                            Instant.now())
                                    .invocations())
                    .isEqualTo(1);
        }
    }

    /** The script has statements with semicolons inside: it goes to the server as it is. */
    private static void bringUp(DatabaseAddress address) {
        try (var database = Database.open(address)) {
            database.jdbi()
                    .useHandle(
                            handle -> {
                                try (var statement = handle.getConnection().createStatement()) {
                                    statement.execute(NEXT);
                                }
                            });
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aProgramThatIsTooOldForTheDatabaseIsRefused() {
        var address = TestStore.emptyDatabase(other);
        bringUp(address);
        try (var database = Database.open(address)) {
            database.jdbi()
                    .useHandle(
                            handle -> handle.execute("UPDATE oldest_program SET migration = 9999"));
        }

        assertThatThrownBy(() -> Database.open(address).close())
                .isInstanceOfSatisfying(
                        WasmcloudException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
                            assertThat(e.detail()).contains("9999", "start the newer program");
                        });
    }
}
