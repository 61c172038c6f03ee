package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

import run.wasmcloud.model.UuidV7;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/** The days' partitions of receipts and log lines, by UTC. Thread-safe. */
final class Partitions {
    private static final Logger LOG = System.getLogger(Partitions.class.getName());
    private static final List<String> TABLES = List.of("invocations", "log_lines");
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final int DAYS_AHEAD = 7;

    /** A number of our own for the lock that lets one process at a time do this. */
    private static final long LOCK = 0x7761_736d_7061_7274L;

    private final Jdbi jdbi;
    private final Clock clock;
    private final Period kept;

    /**
     * @param kept how long a day's rows are kept after the day
     */
    Partitions(Jdbi jdbi, Clock clock, Period kept) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.kept = kept;
    }

    /** Makes the partitions of today and the coming days, and drops those that have expired. */
    void maintain() {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        TABLES.forEach(table -> maintain(table, today));
    }

    private void maintain(String table, LocalDate today) {
        jdbi.useTransaction(
                handle -> {
                    handle.execute("SELECT pg_advisory_xact_lock(?)", LOCK);
                    today.minusDays(1)
                            .datesUntil(today.plusDays(DAYS_AHEAD + 1L))
                            .forEach(day -> create(handle, table, day));
                    dropBefore(handle, table, today.minus(kept));
                });
    }

    private static void create(Handle handle, String table, LocalDate day) {
        var partition = partition(table, day);
        if (!exists(handle, partition)) {
            createStandalone(handle, table, partition);
            moveFromDefault(handle, table, partition, day);
            attach(handle, table, partition, day);
        }
    }

    private static boolean exists(Handle handle, String partition) {
        return handle.createQuery("SELECT to_regclass(:partition) IS NOT NULL")
                .bind("partition", partition)
                .mapTo(Boolean.class)
                .one();
    }

    private static void createStandalone(Handle handle, String table, String partition) {
        handle.execute(
                "CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING CONSTRAINTS)"
                        .formatted(partition, table));
    }

    /** A partition cannot be attached while rows that belong to it are in the default one. */
    private static void moveFromDefault(
            Handle handle, String table, String partition, LocalDate day) {
        handle.execute(
                """
                WITH moved AS (DELETE FROM %1$s_default WHERE id >= ? AND id < ? RETURNING *)
                INSERT INTO %2$s SELECT * FROM moved
                """
                        .formatted(table, partition),
                floor(day),
                floor(day.plusDays(1)));
    }

    private static void attach(Handle handle, String table, String partition, LocalDate day) {
        handle.execute(
                "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM ('%s') TO ('%s')"
                        .formatted(table, partition, floor(day), floor(day.plusDays(1))));
        LOG.log(Level.DEBUG, "made partition {0}", partition);
    }

    private static void dropBefore(Handle handle, String table, LocalDate firstKept) {
        partitions(handle, table).stream()
                .filter(partition -> partition.compareTo(partition(table, firstKept)) < 0)
                .forEach(partition -> drop(handle, partition));
        handle.execute("DELETE FROM %s_default WHERE id < ?".formatted(table), floor(firstKept));
    }

    private static void drop(Handle handle, String partition) {
        handle.execute("DROP TABLE " + partition);
        LOG.log(Level.INFO, "dropped expired partition {0}", partition);
    }

    /** Returns the names of a table's days, which sort by time. */
    private static List<String> partitions(Handle handle, String table) {
        return handle.createQuery(
                        """
                        SELECT relname FROM pg_class JOIN pg_inherits ON inhrelid = pg_class.oid
                        WHERE inhparent = CAST(:table AS regclass) AND relname ~ :form
                        """)
                .bind("table", table)
                .bind("form", "^" + table + "_[0-9]{8}$")
                .mapTo(String.class)
                .list();
    }

    private static String partition(String table, LocalDate day) {
        return table + "_" + DAY.format(day);
    }

    private static UUID floor(LocalDate day) {
        return UuidV7.floor(day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
    }
}
