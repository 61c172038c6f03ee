package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.VariableName;
import run.wasmcloud.model.WasmcloudException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@ExtendWith(TestStore.class)
class SecretsIT {
    private static final VariableName NAME = new VariableName("DB_PASSWORD");
    private static final VariableName OTHER = new VariableName("API_KEY");
    private static final String VALUE = "correct horse";

    @TempDir private Path folder;
    private final Store store;

    SecretsIT(Store store) {
        this.store = store;
    }

    private Function function() {
        return TestStore.function(store, TestStore.user(store));
    }

    @Test
    void areListedWithoutTheirValues() {
        var function = function();
        var first = store.secrets().put(function, NAME, VALUE);
        var second = store.secrets().put(function, OTHER, "x");

        assertThat(store.secrets().list(function.id())).containsExactly(second, first);
        assertThat(store.secrets().list(function.id()).toString()).doesNotContain("horse");
        assertThat(store.secrets().values(function.id()).byName())
                .isEqualTo(Map.of("DB_PASSWORD", VALUE, "API_KEY", "x"));
        assertThat(store.secrets().values(function.id())).hasToString("SecretValues[2]");
    }

    @Test
    void keepTheirFirstTimeWhenTheyAreChanged() {
        var function = function();
        var first = store.secrets().put(function, NAME, "old");
        var second = store.secrets().put(function, NAME, "new");

        assertThat(second.createdAt()).isEqualTo(first.createdAt());
        assertThat(second.setAt()).isAfter(first.setAt());
        assertThat(store.secrets().values(function.id()).byName()).containsValue("new");
        assertThat(store.secrets().delete(function, NAME)).isTrue();
        assertThat(store.secrets().delete(function, NAME)).isFalse();
        assertThat(store.secrets().list(function.id())).isEmpty();
    }

    @Test
    void areNowhereInTheDatabase() {
        var function = function();
        store.secrets().put(function, NAME, VALUE);

        var row = sealed(function);
        assertThat(new String(row, StandardCharsets.ISO_8859_1)).doesNotContain("horse");
        var events =
                store.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        "SELECT action || details FROM audit_events"
                                                                + " WHERE subject = :subject AND"
                                                                + " action LIKE 'secret.%'")
                                                .bind("subject", function.name().value())
                                                .mapTo(String.class)
                                                .list());
        assertThat(events)
                .singleElement()
                .asString()
                .contains("secret.put", "DB_PASSWORD")
                .doesNotContain("horse");
    }

    private byte[] sealed(Function function) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT sealed FROM secrets WHERE function_id ="
                                                        + " :function")
                                        .bind("function", function.id().value())
                                        .mapTo(byte[].class)
                                        .one());
    }

    @Test
    void doNotOpenInAnotherFunctionsRow() {
        var function = function();
        var thief = function();
        store.secrets().put(function, NAME, VALUE);
        store.secrets().put(thief, NAME, "x");
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                                UPDATE secrets SET sealed = (SELECT sealed FROM secrets
                                                                             WHERE function_id = :from)
                                                WHERE function_id = :to
                                                """)
                                        .bind("from", function.id().value())
                                        .bind("to", thief.id().value())
                                        .execute());

        assertThatExceptionOfType(WasmcloudException.class)
                .isThrownBy(() -> store.secrets().values(thief.id()))
                .withMessageNotContaining("horse")
                .extracting(WasmcloudException::code)
                .isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void areAtMostAHundredEvenWhenTheyComeAtOnce() throws Exception {
        var function = function();
        for (int i = 0; i < 98; i++) {
            store.secrets().put(function, new VariableName("S" + i), "x");
        }
        var refused = new ArrayList<@Nullable ErrorCode>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var puts = new ArrayList<Future<?>>();
            for (int i = 0; i < 6; i++) {
                var name = new VariableName("T" + i);
                puts.add(threads.submit(() -> store.secrets().put(function, name, "x")));
            }
            for (var put : puts) {
                try {
                    put.get();
                } catch (ExecutionException e) {
                    refused.add(e.getCause() instanceof WasmcloudException w ? w.code() : null);
                }
            }
        }
        assertThat(refused).hasSize(4).containsOnly(ErrorCode.QUOTA_REACHED);
        assertThat(store.secrets().list(function.id())).hasSize(100);
        store.secrets().put(function, new VariableName("S0"), "changed");
    }

    @Test
    void areTogetherNotTooLong() {
        var function = function();
        store.secrets().put(function, NAME, "x".repeat(32 * 1024));

        assertThatExceptionOfType(WasmcloudException.class)
                .isThrownBy(() -> store.secrets().put(function, OTHER, "x".repeat(32 * 1024)))
                .withMessageContaining("expected: at most 65536");
        store.secrets().put(function, NAME, "y".repeat(32 * 1024));
    }

    @Test
    void goWithTheirFunctionAndAreNotSetOnADeletedOne() {
        var function = function();
        store.secrets().put(function, NAME, VALUE);
        store.functions().delete(function.owner(), function.name());

        assertThatExceptionOfType(WasmcloudException.class)
                .isThrownBy(() -> store.secrets().put(function, NAME, "x"))
                .extracting(WasmcloudException::code)
                .isEqualTo(ErrorCode.NOT_FOUND);

        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "DELETE FROM functions WHERE id = ?",
                                        function.id().value()));
        assertThat(store.secrets().list(function.id())).isEmpty();
    }

    @Test
    void areSealedAnewWithTheNewestKeyWithoutAnybodyNoticing() throws IOException {
        var address = TestStore.database(store);
        var first = MasterKeys.inFile(folder.resolve("master"));
        var both = first.withNewKey();
        var values = new HashMap<String, String>();
        Function function;
        try (var before = open(address, first)) {
            function = TestStore.function(before, TestStore.user(before));
            for (int i = 0; i < 100; i++) {
                values.put("S" + i, "value " + i);
                before.secrets().put(function, new VariableName("S" + i), "value " + i);
            }
            var more = TestStore.function(before, TestStore.user(before));
            for (int i = 0; i < 50; i++) {
                before.secrets().put(more, new VariableName("S" + i), "other " + i);
            }
        }
        try (var after = open(address, both)) {
            assertThat(after.secrets().values(function.id()).byName()).isEqualTo(values);
            var times = after.secrets().list(function.id());
            var heard = new CopyOnWriteArrayList<Change>();
            var revision = revision(after);
            after.changes().subscribe(heard::add);

            assertThat(after.secrets().reencrypt()).isEqualTo(150);

            assertThat(after.secrets().reencrypt()).isZero();
            assertThat(after.secrets().list(function.id())).isEqualTo(times);
            assertThat(revision(after)).isEqualTo(revision);
            assertThat(heard).doesNotHaveAnyElementsOfTypes(Change.FunctionChanged.class);
        }
        try (var newest = open(address, new MasterKeys(List.of(both.newest())))) {
            assertThat(newest.secrets().values(function.id()).byName()).isEqualTo(values);
        }
    }

    @Test
    void areSealedAnewByTheSweep() throws IOException {
        var address = TestStore.database(store);
        var both = MasterKeys.inFile(folder.resolve("master")).withNewKey();
        Function function;
        try (var before = open(address, new MasterKeys(List.of(both.newestFirst().getLast())))) {
            function = TestStore.function(before, TestStore.user(before));
            before.secrets().put(function, NAME, VALUE);
        }
        try (var after = open(address, both)) {
            after.sweep();
        }
        try (var newest = open(address, both.newestOnly())) {
            assertThat(newest.secrets().values(function.id()).byName()).containsValue(VALUE);
        }
    }

    private static long revision(Store store) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery("SELECT revision FROM revisions")
                                        .mapTo(Long.class)
                                        .one());
    }

    private Store open(DatabaseAddress address, MasterKeys keys) throws IOException {
        return Store.open(
                address,
                FolderBlobStore.open(folder.resolve("modules")),
                new StoreKeys(SigningKeys.inFolder(folder.resolve("keys")), keys));
    }
}
