package run.wasmcloud.cli;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.TrapFrame;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A local run's receipt as JSON, named as the API names an invocation's. */
record ReceiptItem(
        String outcome,
        String detail,
        List<String> frames,
        long wallMicros,
        long cpuMicros,
        long fuel,
        long peakMemoryBytes,
        Map<String, Long> hostCalls,
        Map<String, Long> resourcesOpened,
        long bytesIn,
        long bytesOut,
        int outboundRequests,
        String engineVersion) {

    static ReceiptItem of(Receipt receipt) {
        return new ReceiptItem(
                receipt.outcome().kind(),
                receipt.outcome().detail(),
                frames(receipt.outcome()),
                micros(receipt.wallTime()),
                micros(receipt.cpuTime()),
                receipt.fuel(),
                receipt.peakMemoryBytes(),
                receipt.hostCalls(),
                receipt.resourcesOpened(),
                receipt.bytesIn(),
                receipt.bytesOut(),
                receipt.outboundRequests(),
                receipt.engineVersion());
    }

    private static List<String> frames(Outcome outcome) {
        return outcome instanceof Outcome.Trapped trapped
                ? trapped.frames().stream().map(TrapFrame::toString).toList()
                : List.of();
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1000;
    }
}
