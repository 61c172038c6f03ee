package run.wasmcloud.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

/**
 * A pool of connections to a PostgreSQL database that has the tables of this version. Thread-safe.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Database.class.getName());
    private static final int CONNECTIONS = 16;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final DatabaseAddress address;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(DatabaseAddress address, HikariDataSource pool) {
        this.address = address;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool).installPlugin(new PostgresPlugin());
    }

    /**
     * Connects and brings the tables up to this version.
     *
     * @throws WasmcloudException {@code UNAVAILABLE} when the database does not answer, {@code
     *     CONFLICT} when its tables belong to a newer version
     */
    public static Database open(DatabaseAddress address) {
        var pool = connect(address);
        try {
            Migrations.apply(pool);
            return new Database(address, pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** Connects, and leaves the tables as they are. */
    static Database connected(DatabaseAddress address) {
        return new Database(address, connect(address));
    }

    private static HikariDataSource connect(DatabaseAddress address) {
        try {
            return new HikariDataSource(settings(address));
        } catch (PoolInitializationException e) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE,
                    "The database %s cannot be used: %s (expected: a PostgreSQL server that lets this user in)"
                            .formatted(address, rootMessage(e)),
                    e);
        }
    }

    private static HikariConfig settings(DatabaseAddress address) {
        var settings = new HikariConfig();
        settings.setPoolName("wasmcloud");
        settings.setJdbcUrl(address.jdbcUrl());
        settings.setUsername(address.user());
        settings.setPassword(address.password());
        settings.setMaximumPoolSize(CONNECTIONS);
        settings.setMinimumIdle(2);
        settings.setConnectionTimeout(LONGEST_WAIT.toMillis());
        settings.addDataSourceProperty("ApplicationName", "wasmcloud");
        settings.addDataSourceProperty("tcpKeepAlive", "true");
        settings.addDataSourceProperty("socketTimeout", "60");
        settings.addDataSourceProperty("reWriteBatchedInserts", "true");
        return settings;
    }

    private static String rootMessage(Throwable error) {
        var cause = error.getCause();
        return cause == null ? String.valueOf(error.getMessage()) : rootMessage(cause);
    }

    /** Tells whether the database answers; takes up to 5 seconds when it does not. */
    public boolean answers() {
        try (var connection = pool.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "the database does not answer: {0}", e.getMessage());
            return false;
        }
    }

    /** Returns what the connections do at the moment. */
    DatabasePool connections() {
        var state = pool.getHikariPoolMXBean();
        return new DatabasePool(
                state.getActiveConnections(),
                state.getIdleConnections(),
                state.getThreadsAwaitingConnection(),
                pool.getMaximumPoolSize());
    }

    DataSource pool() {
        return pool;
    }

    Jdbi jdbi() {
        return jdbi;
    }

    DatabaseAddress address() {
        return address;
    }

    @Override
    public void close() {
        pool.close();
    }
}
