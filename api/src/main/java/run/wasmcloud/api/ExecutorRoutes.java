package run.wasmcloud.api;

import run.wasmcloud.model.wire.ExecutorItem;
import run.wasmcloud.model.wire.Page;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Executors;
import run.wasmcloud.store.Store;

/** The executors of the installation. */
final class ExecutorRoutes {
    private final Store store;

    ExecutorRoutes(Store store) {
        this.store = store;
    }

    Object list(Caller caller, ApiRequest request) {
        return new Page<>(
                store.executors().list().stream().map(ExecutorRoutes::item).toList(), null);
    }

    private static ExecutorItem item(Executors.Seen seen) {
        var status = seen.status();
        return new ExecutorItem(
                status.id().value(),
                status.host(),
                status.version(),
                status.state(),
                seen.alive(),
                status.startedAt(),
                seen.seenAt(),
                status.running(),
                status.waiting(),
                status.mostRunning(),
                status.guestBytes(),
                status.heapBytes(),
                status.unshippedRecords());
    }
}
