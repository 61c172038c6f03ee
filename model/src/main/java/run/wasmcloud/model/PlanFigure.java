package run.wasmcloud.model;

import java.util.Locale;

/** One figure of a plan, with what an operator may set it to. */
public enum PlanFigure {
    MODULE_BYTES(1, PlanFigure.MIB * 128),
    COMPILE_MILLIS(1, 300_000),
    COMPILE_MEMORY_BYTES(PlanFigure.MIB, PlanFigure.MIB * 8_192),
    FILES_BYTES(0, PlanFigure.MIB * 128),
    FILES(0, 10_000),
    MEMORY_PAGES(1, 65_536),
    TABLE_ELEMENTS(0, 10_000_000),
    FUEL(0, 1_000_000_000_000_000L),
    WALL_MILLIS(1, 3_600_000),
    OUTPUT_BYTES(0, PlanFigure.UNBOUNDED),
    LOG_BYTES(0, PlanFigure.MIB * 1_024),
    LOG_LINE_BYTES(0, 65_536),
    DESCRIPTORS(3, 65_536),
    TEMPORARY_BYTES(0, PlanFigure.MIB * 4_096),
    OUTBOUND_REQUESTS(0, 100_000),
    OUTBOUND_ANSWER_BYTES(0, PlanFigure.MIB * 4_096),
    REQUEST_BODY_BYTES(0, PlanFigure.MIB * 1_024),
    REQUEST_HEADERS(1, 100),
    REQUEST_HEADER_BYTES(1, 32_768),
    RESPONSE_HEADER_BYTES(1, 1_048_576),
    STORED_RESULT_BYTES(0, PlanFigure.MIB * 64),
    CONCURRENT_RUNS_PER_FUNCTION(1, 100_000),
    CONCURRENT_RUNS_PER_USER(1, 100_000),
    FUNCTIONS(0, 1_000_000),
    DEPLOYMENTS_KEPT(1, 10_000),
    SCHEDULES(0, 1_000_000),
    DOMAINS(0, 1_000_000),
    INVOCATIONS_A_MONTH(0, PlanFigure.UNBOUNDED),
    FUEL_A_MONTH(0, PlanFigure.UNBOUNDED),
    RETENTION_DAYS(1, 30),
    API_REQUESTS_A_MINUTE(1, 1_000_000),
    RUN_REQUESTS_A_SECOND(1, PlanFigure.UNBOUNDED);

    /** Stands for no bound at all, where a figure may have none. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    /** What every program reads exactly that knows numbers of 64 bits with a fraction only. */
    private static final long LARGEST = (1L << 53) - 1;

    private static final long MIB = 1L << 20;

    private final long least;
    private final long most;

    PlanFigure(long least, long most) {
        this.least = least;
        this.most = most;
    }

    /** Returns the least that it may be. */
    public long least() {
        return least;
    }

    /** Returns the most that it may be, when it is bounded. */
    public long most() {
        return Math.min(most, LARGEST);
    }

    /** Tells whether it may be {@link #UNBOUNDED}. */
    public boolean mayBeUnbounded() {
        return most == UNBOUNDED;
    }

    /** Tells whether it may be set to a value. */
    public boolean allows(long value) {
        return value == UNBOUNDED ? mayBeUnbounded() : value >= least && value <= most();
    }

    /** Returns its name in JSON, for example {@code moduleBytes}. */
    public String word() {
        var words = column().split("_");
        var text = new StringBuilder(words[0]);
        for (var i = 1; i < words.length; i++) {
            text.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(words[i].substring(1));
        }
        return text.toString();
    }

    /** Returns its name in tables, for example {@code module_bytes}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
