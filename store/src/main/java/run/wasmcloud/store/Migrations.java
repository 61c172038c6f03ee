package run.wasmcloud.store;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.Predicate;

import javax.sql.DataSource;

/**
 * Brings a database's tables up to this version. Tables that are newer are left as they are and
 * used: they only have more.
 */
final class Migrations {
    private static final String PLACE = "classpath:run/wasmcloud/store/migrations";

    private Migrations() {}

    static void apply(DataSource database) {
        apply(database, MigrationVersion.LATEST);
        refuseOlderThanAllowed(database);
    }

    /** Brings tables up to what an earlier version of this program made of them. */
    static void apply(DataSource database, int last) {
        apply(database, MigrationVersion.fromVersion(String.valueOf(last)));
    }

    private static void apply(DataSource database, MigrationVersion last) {
        try {
            flyway(database, last).migrate();
        } catch (FlywayException e) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE,
                    "The database's tables cannot be brought up to this version: " + e.getMessage(),
                    e);
        }
    }

    /** Migrations that are applied and unknown here are a newer program's: Flyway ignores them. */
    private static Flyway flyway(DataSource database, MigrationVersion last) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database)
                .locations(PLACE)
                .ignoreMigrationPatterns("*:future")
                .target(last)
                .cleanDisabled(true)
                .load();
    }

    /** Returns the number of the last migration that this program knows. */
    static int known(DataSource database) {
        return last(database, info -> info.getState().isResolved());
    }

    /** Returns the number of the last migration that a database has; 0 for none. */
    static int applied(DataSource database) {
        return last(database, info -> info.getState().isApplied());
    }

    private static int last(DataSource database, Predicate<MigrationInfo> which) {
        return Arrays.stream(flyway(database, MigrationVersion.LATEST).info().all())
                .filter(info -> info.getVersion() != null)
                .filter(which)
                .mapToInt(info -> Integer.parseInt(info.getVersion().getVersion()))
                .max()
                .orElse(0);
    }

    private static void refuseOlderThanAllowed(DataSource database) {
        var known = known(database);
        var needed = oldestProgram(database);
        if (known < needed) {
            throw new WasmcloudException(
                    ErrorCode.CONFLICT,
                    "The database belongs to a newer version: this program knows its tables up to %d (expected: %d or more; start the newer program)"
                            .formatted(known, needed));
        }
    }

    private static int oldestProgram(DataSource database) {
        try (var connection = database.getConnection()) {
            return oldestProgram(connection);
        } catch (SQLException e) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE, "The database does not answer: " + e.getMessage(), e);
        }
    }

    private static int oldestProgram(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT migration FROM oldest_program")) {
            row.next();
            return row.getInt(1);
        }
    }
}
