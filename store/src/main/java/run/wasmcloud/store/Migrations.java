package run.wasmcloud.store;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.util.Arrays;

import javax.sql.DataSource;

/** Brings a database's tables up to this version. */
final class Migrations {
    private Migrations() {}

    static void apply(DataSource database) {
        try {
            var flyway = flyway(database);
            refuseNewer(flyway.info().all());
            flyway.migrate();
        } catch (FlywayException e) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE,
                    "The database's tables cannot be brought up to this version: " + e.getMessage(),
                    e);
        }
    }

    private static Flyway flyway(DataSource database) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:run/wasmcloud/store/migrations")
                .cleanDisabled(true)
                .load();
    }

    private static void refuseNewer(MigrationInfo[] migrations) {
        Arrays.stream(migrations)
                .filter(
                        migration ->
                                migration.getState().isApplied()
                                        && !migration.getState().isResolved())
                .findFirst()
                .ifPresent(
                        migration -> {
                            throw new WasmcloudException(
                                    ErrorCode.CONFLICT,
                                    "The database has tables of version %s, which this program does not know (expected: a program as new as the database; start the newer one)"
                                            .formatted(migration.getVersion()));
                        });
    }
}
