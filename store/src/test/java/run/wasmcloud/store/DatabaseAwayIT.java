package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;
import run.wasmcloud.model.WasmcloudException;

import java.nio.file.Path;
import java.time.Instant;

@ExtendWith(TestStore.class)
class DatabaseAwayIT {
    private final Store server;

    DatabaseAwayIT(Store server) {
        this.server = server;
    }

    @Test
    void tokensCannotBeCheckedWhileTheDatabaseIsAway(@TempDir Path folder) throws Exception {
        var address = TestStore.database(server);
        var name = address.jdbcUrl().substring(address.jdbcUrl().lastIndexOf('/') + 1);
        var keys =
                new StoreKeys(
                        SigningKeys.inFolder(folder.resolve("keys")),
                        MasterKeys.inFile(folder.resolve("master-keys")));
        try (var store =
                Store.open(address, FolderBlobStore.open(folder.resolve("modules")), keys)) {
            var user = TestStore.user(store);
            var jwt =
                    store.tokens()
                            .issue(
                                    user.id(),
                                    Token.Kind.API,
                                    "test",
                                    TokenScope.INVOKE,
                                    Instant.now().plusSeconds(600))
                            .jwt();
            assertThat(store.tokenChecker().check(jwt).user()).isEqualTo(user);

            accept(name, false);
            assertThat(UsersIT.refusal(() -> store.tokenChecker().check(jwt)))
                    .isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(UsersIT.refusal(() -> store.tokenChecker().check("x.y.z")))
                    .isEqualTo(ErrorCode.NOT_SIGNED_IN);

            accept(name, true);
            assertThat(checkedOnceBack(store, jwt)).isEqualTo(user);
        }
    }

    /**
     * The token's user, once the pool has noticed that the database is back: it looks less often
     * the longer it is away.
     */
    private static User checkedOnceBack(Store store, String jwt) {
        var end = Instant.now().plusSeconds(60);
        while (true) {
            try {
                return store.tokenChecker().check(jwt).user();
            } catch (WasmcloudException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                assertThat(Instant.now()).isBefore(end);
            }
        }
    }

    /** Closes a database to everybody, or opens it again. */
    private void accept(String database, boolean accepts) {
        server.jdbi()
                .useHandle(
                        handle -> {
                            handle.execute(
                                    "ALTER DATABASE %s ALLOW_CONNECTIONS %s"
                                            .formatted(database, accepts));
                            if (!accepts) {
                                endConnections(handle, database);
                            }
                        });
    }

    private static void endConnections(Handle handle, String database) {
        handle.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?",
                database);
    }
}
