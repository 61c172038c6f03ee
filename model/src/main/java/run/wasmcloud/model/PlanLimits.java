package run.wasmcloud.model;

import java.time.Duration;

/**
 * The figures of a plan.
 *
 * @param moduleBytes the largest module, in bytes
 * @param compile what compiling a module may take
 * @param run the most that a deployment may ask for, each run
 * @param requestBodyBytes the largest request body, in bytes
 * @param concurrentRunsPerFunction how many runs of one function go on at once
 * @param concurrentRunsPerUser how many runs of all functions of one user go on at once
 * @param functions how many functions a user may have
 * @param deploymentsKept how many deployments of a function are kept
 * @param retention how long receipts and logs are kept
 */
public record PlanLimits(
        long moduleBytes,
        CompileLimits compile,
        RunLimits run,
        long requestBodyBytes,
        int concurrentRunsPerFunction,
        int concurrentRunsPerUser,
        int functions,
        int deploymentsKept,
        Duration retention) {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final long GIB = 1024L * MIB;
    private static final int TABLE_ELEMENTS = 65_536;
    private static final long UNBOUNDED = Long.MAX_VALUE;

    private static final int DEFAULT_MEMORY_PAGES = 2_048;
    private static final long DEFAULT_FUEL = 10_000_000_000L;
    private static final Duration DEFAULT_WALL_TIME = Duration.ofSeconds(10);

    static final PlanLimits APPLICANT =
            new PlanLimits(
                    16 * MIB,
                    new CompileLimits(Duration.ofMinutes(1), 2 * GIB),
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
                    2,
                    4,
                    3,
                    5,
                    Duration.ofDays(1));

    static final PlanLimits FREE =
            new PlanLimits(
                    16 * MIB,
                    new CompileLimits(Duration.ofMinutes(1), 2 * GIB),
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
                    50,
                    100,
                    20,
                    20,
                    Duration.ofDays(7));

    static final PlanLimits PAID =
            new PlanLimits(
                    64 * MIB,
                    new CompileLimits(Duration.ofMinutes(2), 4 * GIB),
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
                    500,
                    1_000,
                    1_000,
                    100,
                    Duration.ofDays(30));

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
