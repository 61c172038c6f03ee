package run.wasmcloud.executor;

import run.wasmcloud.cgi.CgiRequest;
import run.wasmcloud.executor.trace.RunTraces;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.QueueAttempt;
import run.wasmcloud.store.QueueEnd;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Runs asynchronous invocations as those over HTTP are run: with the same admission, sandbox,
 * receipts and logs. Thread-safe.
 *
 * @param shares what a user may take of the places for these runs
 * @param runDomain what functions answer below
 * @param port where they answer
 */
record QueuedRuns(
        Router router,
        Admission admission,
        ReadyRoutes routes,
        OngoingRuns ongoing,
        Exchange.Runs runs,
        Shares shares,
        String runDomain,
        int port,
        RunTraces traces) {
    private static final Logger LOG = System.getLogger(QueuedRuns.class.getName());

    /** Makes one attempt. */
    QueueEnd run(QueueAttempt attempt) {
        try {
            return attempted(attempt);
        } catch (WasmcloudException e) {
            return end(attempt, e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the queued " + attempt.item() + " failed", e);
            return new QueueEnd.Postponed("The platform failed");
        }
    }

    /** What passes by itself costs no attempt; what does not is told at once. */
    private static QueueEnd end(QueueAttempt attempt, WasmcloudException e) {
        if (e.code() == ErrorCode.MONTH_USED_UP) {
            return new QueueEnd.Refused(e.detail());
        }
        return switch (e.code().blame()) {
            case CAPACITY -> new QueueEnd.Postponed(e.detail());
            case PLATFORM -> {
                LOG.log(Level.ERROR, "the queued " + attempt.item() + " failed", e);
                yield new QueueEnd.Postponed("The platform failed");
            }
            case CALLER, GUEST ->
                    new QueueEnd.Refused(
                            e.code() == ErrorCode.NOT_FOUND
                                    ? "The function is deleted, or nothing is deployed to it"
                                    : e.detail());
        };
    }

    private QueueEnd attempted(QueueAttempt attempt) {
        var label = attempt.function().value();
        var route = router.find(label);
        runs.ledger().requireRoom();
        var owner = route.deployment().owner();
        if (!shares.take(owner)) {
            return new QueueEnd.Postponed("Others have their turn");
        }
        try {
            return attempted(attempt, label, route);
        } finally {
            shares.giveBack(owner);
        }
    }

    private QueueEnd attempted(QueueAttempt attempt, String label, Route route) {
        try (var ready = routes.ready(route);
                var _ = admission.enter(route.deployment())) {
            var server = new CgiRequest.Server(label + "." + runDomain, port);
            var run = new QueuedRun(runs, ready.route(), attempt, server, traces);
            try (var _ = ongoing.begin(route.deployment(), run::stop)) {
                router.find(label);
                return run.run(ready.module());
            }
        }
    }
}
