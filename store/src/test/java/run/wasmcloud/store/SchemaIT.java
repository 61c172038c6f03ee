package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ErrorCode;

import java.util.List;

@ExtendWith(TestStore.class)
class SchemaIT {
    private static final String TABLES =
            """
            SELECT relname FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
              AND relname <> 'flyway_schema_history'
            """;

    private final Store store;

    SchemaIT(Store store) {
        this.store = store;
    }

    @Test
    void everyTableTellsWhenARowWasMadeAndChanged() {
        assertThat(names(TABLES)).contains("users", "invocations", "log_lines_default");
        assertThat(names(TABLES))
                .isEqualTo(
                        names(
                                TABLES
                                        + """
                                        AND 2 = (SELECT count(*) FROM pg_attribute
                                                 WHERE attrelid = pg_class.oid AND attnotnull
                                                   AND atttypid = 'timestamptz'::regtype
                                                   AND attname IN ('created_at', 'updated_at'))
                                        """));
    }

    @Test
    void everyTableHasTheTriggerThatKeepsUpdatedAt() {
        assertThat(names(TABLES))
                .isEqualTo(
                        names(
                                TABLES
                                        + """
                                        AND 1 = (SELECT count(*) FROM pg_trigger
                                                 WHERE tgrelid = pg_class.oid
                                                   AND tgfoid = 'keep_updated_at'::regproc
                                                   AND tgtype & 19 = 19 AND tgenabled = 'O')
                                        """));
    }

    @Test
    void changingARowMovesUpdatedAtOnly() {
        var user = TestStore.user(store);
        store.users().setPassword(user.id(), "another");

        assertThat(
                        names(
                                "SELECT email FROM users WHERE updated_at > created_at AND id = '%s'"
                                        .formatted(user.id())))
                .containsExactly(user.email());
    }

    @Test
    void saysWhenTheDatabaseDoesNotLetUsIn() {
        var address = store.address();
        var wrong = new DatabaseAddress(address.jdbcUrl(), address.user(), "wrong");

        assertThat(UsersIT.refusal(() -> Database.open(wrong).close()))
                .isEqualTo(ErrorCode.UNAVAILABLE);
    }

    private List<String> names(String sql) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(sql).mapTo(String.class).list().stream()
                                        .sorted()
                                        .toList());
    }
}
