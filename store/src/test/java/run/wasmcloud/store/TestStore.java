package run.wasmcloud.store;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.ModuleReport;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.User;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives tests a store on a real PostgreSQL: one server for all tests of the process, one database
 * too, so a test makes its own users and functions.
 */
final class TestStore implements ParameterResolver {
    /** A database with all tables: to copy one is quicker than to make it again. */
    private static final String TEMPLATE = "migrated";

    static final String PASSWORD = "correct horse battery staple";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Store.class;
    }

    @Override
    public Store resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(Server.class, _ -> Server.start(), Server.class)
                .store();
    }

    /** Makes an empty database on the same server. */
    static DatabaseAddress emptyDatabase(Store store) {
        return database(store, "template1");
    }

    /** Makes a database with all tables and nobody in them, on the same server. */
    static synchronized DatabaseAddress database(Store store) {
        var address = named(store, TEMPLATE);
        var isThere =
                store.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        "SELECT EXISTS (SELECT FROM pg_database"
                                                                + " WHERE datname = :name)")
                                                .bind("name", TEMPLATE)
                                                .mapTo(Boolean.class)
                                                .one());
        if (!isThere) {
            store.jdbi().useHandle(handle -> handle.execute("CREATE DATABASE " + TEMPLATE));
            Database.open(address).close();
        }
        return database(store, TEMPLATE);
    }

    private static DatabaseAddress database(Store store, String template) {
        var name = "test_" + UUID.randomUUID().toString().replace("-", "");
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "CREATE DATABASE %s TEMPLATE %s"
                                                .formatted(name, template)));
        return named(store, name);
    }

    private static DatabaseAddress named(Store store, String name) {
        var address = store.address();
        return new DatabaseAddress(
                address.jdbcUrl().replace("/postgres", "/" + name),
                address.user(),
                address.password());
    }

    /** Makes a user that no other test has. */
    static User user(Store store) {
        return store.users()
                .create(UUID.randomUUID() + "@example.com", PASSWORD, Role.USER, Plan.PAID);
    }

    static Function function(Store store, User owner) {
        return store.functions().create(owner, Optional.empty(), "");
    }

    /** Returns bytes that are like no others; the store does not look into them. */
    static byte[] module() {
        return ("\0asm" + UUID.randomUUID()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    static ModuleReport report(byte[] wasm) {
        return new ModuleReport(
                ModuleHash.of(wasm),
                wasm.length,
                ModuleReport.Abi.WASI_PREVIEW1,
                Optional.of("_start"),
                List.of("_start", "memory"),
                List.of(
                        new ModuleReport.Import(
                                "wasi_snapshot_preview1",
                                "fd_write",
                                "(func)",
                                Optional.of("fd_write"))),
                Optional.of(new ModuleReport.MemorySize(2, Optional.empty())),
                3,
                100,
                List.of("simd"),
                List.of(),
                List.of());
    }

    /** Ships receipts as an executor that has shipped nothing before. */
    static void ship(Store store, List<Invocation> invocations) {
        var rows = invocations.stream().map(Shipments::row).toList();
        store.shipments().take(ExecutorId.create(), rows.size(), rows, List.of());
    }

    /** Ships log lines as an executor that has shipped nothing before. */
    static void shipLines(Shipments shipments, List<LogLine> lines) {
        var rows = lines.stream().map(shipments::row).toList();
        shipments.take(ExecutorId.create(), rows.size(), List.of(), rows);
    }

    static Deployment deploy(Store store, Function function, String message) {
        var wasm = module();
        return store.deployments()
                .deploy(
                        new NewDeployment(function, Plan.PAID.limits().defaultRun(), message, true),
                        function.owner(),
                        wasm,
                        report(wasm));
    }

    private record Server(Path folder, Store store) implements AutoCloseable {
        static Server start() {
            try {
                var folder = Files.createTempDirectory("wasmcloud-store");
                return new Server(folder, Store.embedded(folder));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            store.close();
            TestFolders.delete(folder);
        }
    }
}
