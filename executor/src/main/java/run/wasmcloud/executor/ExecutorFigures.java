package run.wasmcloud.executor;

import run.wasmcloud.executor.edge.AccessLog;
import run.wasmcloud.runtime.GuestThreads;
import run.wasmcloud.runtime.compiled.CompiledModules;

import java.util.List;
import java.util.function.ToIntFunction;

/** What an executor's parts do at a moment, and have done, for the operator to see. */
record ExecutorFigures(
        Admission admission,
        Guests guests,
        ModuleCache modules,
        CompiledModules compiled,
        JournalLedger ledger,
        AccessLog accessLog,
        List<HttpEdge> edges) {
    /**
     * Shows all.
     *
     * @param mostRuns how many runs may go on at once
     */
    void show(ExecutorMeters meters, int mostRuns) {
        showRuns(meters, mostRuns);
        showThreads(meters);
        showModules(meters);
        showJournal(meters);
        showEdges(meters);
    }

    private void showRuns(ExecutorMeters meters, int mostRuns) {
        meters.gauge("wasmcloud.runs.going.on", "Runs that go on", admission::running);
        meters.gauge("wasmcloud.runs.most", "Runs that may go on at once", () -> mostRuns);
        meters.gauge("wasmcloud.runs.waiting", "Runs that wait for their turn", admission::waiting);
        meters.gauge(
                "wasmcloud.guests.allowed.bytes",
                "Memory that the guests of the runs that go on may take",
                admission::guestBytes);
    }

    private void showThreads(ExecutorMeters meters) {
        showThreads(meters, "computing", GuestThreads.Counts::computing);
        showThreads(meters, "blocked", GuestThreads.Counts::blocked);
        showThreads(meters, "idle", GuestThreads.Counts::idle);
        meters.gauge(
                "wasmcloud.guests.waiting",
                "Guests that were admitted and wait for a processor",
                () -> guests.threads().waiting());
    }

    private void showThreads(
            ExecutorMeters meters, String state, ToIntFunction<GuestThreads.Counts> count) {
        meters.gauge(
                "wasmcloud.guest.threads",
                "Threads of guests, by what they do",
                () -> count.applyAsInt(guests.threads()),
                "state",
                state);
    }

    private void showModules(ExecutorMeters meters) {
        var loads = "wasmcloud.module.loads";
        var text = "Modules that were brought to memory, by where they came from";
        meters.counter(loads, text, () -> compiled.counts().fromDisk(), "from", "disk");
        meters.counter(loads, text, () -> compiled.counts().fromArchive(), "from", "archive");
        meters.counter(loads, text, () -> compiled.counts().compiled(), "from", "compiler");
        meters.counter(
                "wasmcloud.module.forms.refused",
                "Compiled modules that were not loaded: damaged, or made for something else",
                () -> compiled.counts().refused());
        meters.counter(
                "wasmcloud.module.forms.failed",
                "Compiled modules that could not be read or kept",
                () -> compiled.counts().failed());
        meters.gauge(
                "wasmcloud.modules.bytes",
                "What the compiled modules in memory take",
                modules::bytes);
    }

    private void showJournal(ExecutorMeters meters) {
        meters.gauge(
                "wasmcloud.journal.ready",
                "Whether further runs can be accounted for: 1, or 0",
                () -> ledger.isReady() ? 1 : 0);
        meters.gauge(
                "wasmcloud.journal.unshipped",
                "Records that the store has not taken yet",
                ledger::unshipped);
        meters.gauge("wasmcloud.journal.bytes", "What the journal takes on disk", ledger::bytes);
        meters.counter(
                "wasmcloud.journal.forces",
                "How often receipts were forced to the disk",
                ledger::forces);
        meters.counter(
                "wasmcloud.log.lines.dropped",
                "Lines of functions' logs that were dropped because the journal was nearly full",
                ledger::droppedLines);
    }

    private void showEdges(ExecutorMeters meters) {
        meters.gauge(
                "wasmcloud.connections",
                "Connections of clients",
                () -> edges.stream().mapToInt(HttpEdge::connections).sum());
        meters.counter(
                "wasmcloud.connections.late",
                "Connections that were ended because their clients took too long",
                () -> edges.stream().mapToLong(HttpEdge::late).sum());
        meters.counter(
                "wasmcloud.access.log.dropped",
                "Lines of the access log that were dropped",
                accessLog::dropped);
    }
}
