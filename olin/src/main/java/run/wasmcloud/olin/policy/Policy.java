package run.wasmcloud.olin.policy;

import run.wasmcloud.model.PlanLimits;
import run.wasmcloud.model.RunLimits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a deployment may open, and how much it may use. Immutable and thread-safe.
 *
 * <p>A pattern is searched anywhere in a URL. What a {@code disallow} rule matches is denied
 * whatever else matches; so is what no {@code allow} rule matches.
 *
 * @param allow in the file's order
 * @param disallow in the file's order
 * @param limits what the file asks for
 */
public record Policy(List<PolicyRule> allow, List<PolicyRule> disallow, PolicyLimits limits) {
    private static final Policy NOTHING = new Policy(List.of(), List.of(), PolicyLimits.none());

    /** What holds where a deployment has no policy file, unless the operator says otherwise. */
    private static final String DEFAULT_TEXT =
            """
            allow (
              ^log://
              ^(null|zero|random)://$
              ^https?://
            )
            """;

    public Policy {
        allow = List.copyOf(allow);
        disallow = List.copyOf(disallow);
    }

    /**
     * Reads a policy file.
     *
     * @throws InvalidPolicyException with all that is wrong in it
     */
    public static Policy parse(String text) {
        return PolicyParser.parse(text);
    }

    /** Returns the policy that allows nothing and asks for no limits. */
    public static Policy nothing() {
        return NOTHING;
    }

    /**
     * Returns the policy for deployments without a file of their own: logs, the plain schemes, and
     * any public host over HTTP and HTTPS.
     */
    public static Policy standard() {
        return parse(DEFAULT_TEXT);
    }

    /** Returns {@link #standard()} as a policy file. */
    public static String standardText() {
        return DEFAULT_TEXT;
    }

    /** Tells whether a normalised URL may be opened, and which rule says so. */
    public Verdict check(String url) {
        return first(disallow, url)
                .<Verdict>map(Verdict.Disallowed::new)
                .or(() -> first(allow, url).map(Verdict.Allowed::new))
                .orElseGet(Verdict.NotAllowed::new);
    }

    private static Optional<PolicyRule> first(List<PolicyRule> rules, String url) {
        return rules.stream().filter(rule -> rule.matches(url)).findFirst();
    }

    /**
     * Returns the bounds of a run under a plan: a limit that the file does not name has its
     * default, one that it names goes up to the plan's figure.
     */
    public RunLimits limits(PlanLimits plan) {
        var most = plan.run();
        var run = plan.defaultRun();
        if (limits.memoryPages().isPresent()) {
            run =
                    run.withMemoryPages(
                            Math.min(limits.memoryPages().getAsInt(), most.memoryPages()));
        }
        if (limits.fuel().isPresent()) {
            run = run.withFuel(Math.min(limits.fuel().getAsLong(), most.fuel()));
        }
        if (limits.wallTime().isPresent()) {
            var wanted = limits.wallTime().get();
            run =
                    run.withWallTime(
                            wanted.compareTo(most.wallTime()) < 0 ? wanted : most.wallTime());
        }
        return run;
    }

    /** Tells what may surprise about the limits under a plan, for the report of an upload. */
    public List<String> warnings(PlanLimits plan) {
        var warnings = new ArrayList<String>();
        var most = plan.run();
        limits.memoryPages()
                .ifPresent(
                        pages -> warnAbove("ram-page-limit", pages, most.memoryPages(), warnings));
        limits.fuel().ifPresent(fuel -> warnAbove("gas-limit", fuel, most.fuel(), warnings));
        limits.wallTime()
                .ifPresent(
                        time ->
                                warnAbove(
                                        "time-limit-ms",
                                        time.toMillis(),
                                        most.wallTime().toMillis(),
                                        warnings));
        limits.fuel()
                .ifPresent(
                        _ ->
                                warnings.add(
                                        "gas-limit counts WebAssembly instructions here; older"
                                            + " hosts counted host calls, so the figure of an older"
                                            + " file is usually too small"));
        return warnings;
    }

    private static void warnAbove(String verb, long wanted, long most, List<String> warnings) {
        if (wanted > most) {
            warnings.add("%s %d is cut to %d, the plan's figure".formatted(verb, wanted, most));
        }
    }
}
