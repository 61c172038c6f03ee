package run.wasmcloud.model;

import java.time.Duration;
import java.util.function.ToLongFunction;

/**
 * The figures of a plan.
 *
 * @param moduleBytes the largest module, in bytes
 * @param compile what compiling a module may take
 * @param files what may be shipped beside a module
 * @param run the most that a deployment may ask for, each run
 * @param requestBodyBytes the largest request body, in bytes
 * @param headers the bounds of header fields
 * @param storedResultBytes how much of an asynchronous run's result is kept, in bytes
 * @param concurrentRunsPerFunction how many runs of one function go on at once
 * @param concurrentRunsPerUser how many runs of all functions of one user go on at once
 * @param functions how many functions a user may have
 * @param deploymentsKept how many deployments of a function are kept
 * @param schedules how many schedules a user may have
 * @param domains how many host names of their own a user may have
 * @param month what all functions of a user may do in a calendar month
 * @param retention how long receipts and logs are kept, in whole days
 * @param apiRequestsAMinute how many requests to the API a user may send in a minute
 * @param runRequestsASecond how many requests to all functions of a user each executor takes in a
 *     second, in the long run
 */
public record PlanLimits(
        long moduleBytes,
        CompileLimits compile,
        FileLimits files,
        RunLimits run,
        long requestBodyBytes,
        HeaderLimits headers,
        long storedResultBytes,
        int concurrentRunsPerFunction,
        int concurrentRunsPerUser,
        int functions,
        int deploymentsKept,
        int schedules,
        int domains,
        MonthlyLimits month,
        Duration retention,
        int apiRequestsAMinute,
        long runRequestsASecond) {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final long GIB = 1024L * MIB;
    private static final int TABLE_ELEMENTS = 65_536;
    private static final long UNBOUNDED = PlanFigure.UNBOUNDED;
    private static final HeaderLimits HEADERS = new HeaderLimits(100, 32 * KIB, 32 * KIB);

    private static final int DEFAULT_MEMORY_PAGES = 2_048;
    private static final long DEFAULT_FUEL = 10_000_000_000L;
    private static final Duration DEFAULT_WALL_TIME = Duration.ofSeconds(10);

    static final PlanLimits APPLICANT =
            new PlanLimits(
                    16 * MIB,
                    new CompileLimits(Duration.ofMinutes(1), 2 * GIB),
                    new FileLimits(0, 0),
                    new RunLimits(
                            1_024,
                            TABLE_ELEMENTS,
                            1_000_000_000L,
                            Duration.ofSeconds(10),
                            MIB,
                            64 * KIB,
                            4 * KIB,
                            16,
                            MIB,
                            OutboundLimits.none()),
                    64 * KIB,
                    HEADERS,
                    64 * KIB,
                    2,
                    4,
                    3,
                    5,
                    0,
                    0,
                    new MonthlyLimits(10_000, 1_000_000_000_000L),
                    Duration.ofDays(1),
                    60,
                    10);

    static final PlanLimits FREE =
            new PlanLimits(
                    16 * MIB,
                    new CompileLimits(Duration.ofMinutes(1), 2 * GIB),
                    new FileLimits(16 * MIB, 1_000),
                    new RunLimits(
                            2_048,
                            TABLE_ELEMENTS,
                            10_000_000_000L,
                            Duration.ofSeconds(30),
                            100L * MIB,
                            MIB,
                            8 * KIB,
                            64,
                            16L * MIB,
                            new OutboundLimits(20, 16L * MIB)),
                    10 * MIB,
                    HEADERS,
                    MIB,
                    50,
                    100,
                    20,
                    20,
                    10,
                    2,
                    new MonthlyLimits(1_000_000, 100_000_000_000_000L),
                    Duration.ofDays(7),
                    600,
                    100);

    static final PlanLimits PAID =
            new PlanLimits(
                    64 * MIB,
                    new CompileLimits(Duration.ofMinutes(2), 4 * GIB),
                    new FileLimits(128 * MIB, 10_000),
                    new RunLimits(
                            8_192,
                            TABLE_ELEMENTS,
                            100_000_000_000L,
                            Duration.ofMinutes(15),
                            UNBOUNDED,
                            16 * MIB,
                            8 * KIB,
                            256,
                            128L * MIB,
                            new OutboundLimits(200, 128L * MIB)),
                    GIB,
                    HEADERS,
                    16 * MIB,
                    500,
                    1_000,
                    1_000,
                    100,
                    1_000,
                    100,
                    new MonthlyLimits(UNBOUNDED, UNBOUNDED),
                    Duration.ofDays(30),
                    6_000,
                    UNBOUNDED);

    /**
     * Returns the limits that figures make up.
     *
     * @param figures every figure, each with a value that it allows
     */
    public static PlanLimits of(ToLongFunction<PlanFigure> figures) {
        return new PlanLimits(
                figures.applyAsLong(PlanFigure.MODULE_BYTES),
                new CompileLimits(
                        Duration.ofMillis(figures.applyAsLong(PlanFigure.COMPILE_MILLIS)),
                        figures.applyAsLong(PlanFigure.COMPILE_MEMORY_BYTES)),
                new FileLimits(
                        figures.applyAsLong(PlanFigure.FILES_BYTES),
                        (int) figures.applyAsLong(PlanFigure.FILES)),
                runOf(figures),
                figures.applyAsLong(PlanFigure.REQUEST_BODY_BYTES),
                new HeaderLimits(
                        (int) figures.applyAsLong(PlanFigure.REQUEST_HEADERS),
                        (int) figures.applyAsLong(PlanFigure.REQUEST_HEADER_BYTES),
                        (int) figures.applyAsLong(PlanFigure.RESPONSE_HEADER_BYTES)),
                figures.applyAsLong(PlanFigure.STORED_RESULT_BYTES),
                (int) figures.applyAsLong(PlanFigure.CONCURRENT_RUNS_PER_FUNCTION),
                (int) figures.applyAsLong(PlanFigure.CONCURRENT_RUNS_PER_USER),
                (int) figures.applyAsLong(PlanFigure.FUNCTIONS),
                (int) figures.applyAsLong(PlanFigure.DEPLOYMENTS_KEPT),
                (int) figures.applyAsLong(PlanFigure.SCHEDULES),
                (int) figures.applyAsLong(PlanFigure.DOMAINS),
                new MonthlyLimits(
                        figures.applyAsLong(PlanFigure.INVOCATIONS_A_MONTH),
                        figures.applyAsLong(PlanFigure.FUEL_A_MONTH)),
                Duration.ofDays(figures.applyAsLong(PlanFigure.RETENTION_DAYS)),
                (int) figures.applyAsLong(PlanFigure.API_REQUESTS_A_MINUTE),
                figures.applyAsLong(PlanFigure.RUN_REQUESTS_A_SECOND));
    }

    private static RunLimits runOf(ToLongFunction<PlanFigure> figures) {
        return new RunLimits(
                (int) figures.applyAsLong(PlanFigure.MEMORY_PAGES),
                (int) figures.applyAsLong(PlanFigure.TABLE_ELEMENTS),
                figures.applyAsLong(PlanFigure.FUEL),
                Duration.ofMillis(figures.applyAsLong(PlanFigure.WALL_MILLIS)),
                figures.applyAsLong(PlanFigure.OUTPUT_BYTES),
                figures.applyAsLong(PlanFigure.LOG_BYTES),
                (int) figures.applyAsLong(PlanFigure.LOG_LINE_BYTES),
                (int) figures.applyAsLong(PlanFigure.DESCRIPTORS),
                figures.applyAsLong(PlanFigure.TEMPORARY_BYTES),
                new OutboundLimits(
                        (int) figures.applyAsLong(PlanFigure.OUTBOUND_REQUESTS),
                        figures.applyAsLong(PlanFigure.OUTBOUND_ANSWER_BYTES)));
    }

    /** Returns one of the figures; {@link PlanFigure#UNBOUNDED} where there is no bound. */
    public long figure(PlanFigure figure) {
        return switch (figure) {
            case MODULE_BYTES -> moduleBytes;
            case COMPILE_MILLIS -> compile.wallTime().toMillis();
            case COMPILE_MEMORY_BYTES -> compile.memoryBytes();
            case FILES_BYTES -> files.bytes();
            case FILES -> files.count();
            case MEMORY_PAGES -> run.memoryPages();
            case TABLE_ELEMENTS -> run.tableElements();
            case FUEL -> run.fuel();
            case WALL_MILLIS -> run.wallTime().toMillis();
            case OUTPUT_BYTES -> run.outputBytes();
            case LOG_BYTES -> run.logBytes();
            case LOG_LINE_BYTES -> run.logLineBytes();
            case DESCRIPTORS -> run.descriptors();
            case TEMPORARY_BYTES -> run.temporaryBytes();
            case OUTBOUND_REQUESTS -> run.outbound().requests();
            case OUTBOUND_ANSWER_BYTES -> run.outbound().answerBytes();
            case REQUEST_BODY_BYTES -> requestBodyBytes;
            case REQUEST_HEADERS -> headers.requestFields();
            case REQUEST_HEADER_BYTES -> headers.requestBytes();
            case RESPONSE_HEADER_BYTES -> headers.responseBytes();
            case STORED_RESULT_BYTES -> storedResultBytes;
            case CONCURRENT_RUNS_PER_FUNCTION -> concurrentRunsPerFunction;
            case CONCURRENT_RUNS_PER_USER -> concurrentRunsPerUser;
            case FUNCTIONS -> functions;
            case DEPLOYMENTS_KEPT -> deploymentsKept;
            case SCHEDULES -> schedules;
            case DOMAINS -> domains;
            case INVOCATIONS_A_MONTH -> month.invocations();
            case FUEL_A_MONTH -> month.fuel();
            case RETENTION_DAYS -> retention.toDays();
            case API_REQUESTS_A_MINUTE -> apiRequestsAMinute;
            case RUN_REQUESTS_A_SECOND -> runRequestsASecond;
        };
    }

    /** Returns these limits with another value for one figure, which allows it. */
    public PlanLimits with(PlanFigure figure, long value) {
        return of(other -> other == figure ? value : figure(other));
    }

    /**
     * Returns what a deployment gets that asks for nothing: the common defaults, or this plan's
     * figures where less.
     */
    public RunLimits defaultRun() {
        return run.withMemoryPages(Math.min(DEFAULT_MEMORY_PAGES, run.memoryPages()))
                .withFuel(Math.min(DEFAULT_FUEL, run.fuel()))
                .withWallTime(
                        run.wallTime().compareTo(DEFAULT_WALL_TIME) < 0
                                ? run.wallTime()
                                : DEFAULT_WALL_TIME);
    }
}
