package run.wasmcloud.store;

import org.postgresql.PGConnection;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Hears of changes that other processes made, on a connection of its own. Notifications tell at
 * once what changed; they are lost on a reconnect and behind a transaction pooler, so the number of
 * changes is read each second, and when some went by unheard, everything counts as changed.
 */
final class ChangeListener implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ChangeListener.class.getName());
    private static final int POLL_MILLIS = 1000;
    private static final int LONGEST_CLOSE_SECONDS = 10;

    private final DatabaseAddress address;
    private final Changes changes;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Revisions revisions = new Revisions();
    private final Thread thread;

    ChangeListener(DatabaseAddress address, Changes changes) {
        this.address = address;
        this.changes = changes;
        this.thread = Thread.ofVirtual().name("wasmcloud-changes").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!isClosing()) {
            try (var connection = connect()) {
                listen(connection);
            } catch (SQLException e) {
                report(e);
                pause();
            }
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("ApplicationName", "wasmcloud-changes");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "10");
        return DriverManager.getConnection(address.jdbcUrl(), properties);
    }

    private void listen(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("LISTEN wasmcloud_changes");
        }
        while (!isClosing()) {
            catchUp(connection);
            hear(connection);
        }
    }

    /**
     * What was committed before the number was read has been notified by then, or never will be.
     */
    private void catchUp(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT revision FROM revisions")) {
            row.next();
            var revision = row.getLong(1);
            notifications(connection, 0);
            if (revisions.missedSome(revision)) {
                changes.publish(new Change.EverythingChanged());
            }
        }
    }

    private void hear(Connection connection) throws SQLException {
        notifications(connection, POLL_MILLIS);
    }

    private void notifications(Connection connection, int millis) throws SQLException {
        var postgres = connection.unwrap(PGConnection.class);
        var notifications =
                millis == 0 ? postgres.getNotifications() : postgres.getNotifications(millis);
        if (notifications != null) {
            for (var notification : notifications) {
                hear(notification.getParameter());
            }
        }
    }

    private void hear(String text) {
        var notice = ChangeNotice.parse(text);
        revisions.heard(notice.revision());
        changes.publish(notice.change());
    }

    private void report(SQLException e) {
        if (!isClosing()) {
            LOG.log(
                    Level.WARNING,
                    "not connected to hear of changes: {0}; trying again",
                    e.getMessage());
        }
    }

    private void pause() {
        try {
            closing.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!thread.join(Duration.ofSeconds(LONGEST_CLOSE_SECONDS))) {
                LOG.log(Level.WARNING, "the connection that hears of changes did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
