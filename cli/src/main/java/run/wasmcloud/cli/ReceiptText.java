package run.wasmcloud.cli;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;

import java.util.Map;
import java.util.stream.Collectors;

/** Says in text what a run used. */
final class ReceiptText {
    private ReceiptText() {}

    static Facts facts(Receipt receipt) {
        return new Facts()
                .with("outcome", outcome(receipt.outcome()))
                .with("wall time", Quantities.duration(receipt.wallTime()))
                .with("cpu time", Quantities.duration(receipt.cpuTime()))
                .with("fuel", receipt.fuel())
                .with("memory", Quantities.bytes(receipt.peakMemoryBytes()))
                .with("read", Quantities.bytes(receipt.bytesIn()))
                .with("written", Quantities.bytes(receipt.bytesOut()))
                .with("host calls", counts(receipt.hostCalls()))
                .with("resources", counts(receipt.resourcesOpened()))
                .with("engine", receipt.engineVersion());
    }

    static String outcome(Outcome outcome) {
        return outcome.detail().isEmpty()
                ? outcome.kind()
                : outcome.kind() + ": " + outcome.detail();
    }

    /** Returns for example {@code clock_time_get 2, fd_write 1}. */
    static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
