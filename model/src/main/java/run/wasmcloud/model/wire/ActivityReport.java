package run.wasmcloud.model.wire;

import java.time.Instant;
import java.util.List;

/**
 * What all functions of a user did in the last hour, step by step.
 *
 * @param since inclusive
 * @param until exclusive
 * @param items the functions that ran in that time, by name
 */
public record ActivityReport(Instant since, Instant until, long stepSeconds, List<Activity> items) {
    public ActivityReport {
        items = List.copyOf(items);
    }

    /**
     * One function.
     *
     * @param requests how many runs began in each step, those without runs too
     * @param failures how many of them neither completed nor were cancelled by who called
     */
    public record Activity(String function, List<Long> requests, List<Long> failures) {
        public Activity {
            requests = List.copyOf(requests);
            failures = List.copyOf(failures);
        }
    }
}
