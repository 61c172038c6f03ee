package run.wasmcloud.panel.function;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.InvocationItem;
import run.wasmcloud.model.wire.LimitsItem;
import run.wasmcloud.panel.chart.Gauge;
import run.wasmcloud.panel.chart.Quantity;
import run.wasmcloud.panel.web.Tone;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A receipt, drawn: where time, fuel, memory and host calls went.
 *
 * @param limits the version's; null when the version is gone
 */
public record ReceiptView(InvocationItem item, @Nullable LimitsItem limits) {
    private static final long PAGE_BYTES = 65_536;
    private static final int NAMED_CALLS = 5;

    /** Returns how it ended, in words. */
    public String outcome() {
        return OutcomeText.text(item.outcome());
    }

    /** Returns how that looks. */
    public Tone tone() {
        return OutcomeText.tone(item.outcome());
    }

    /** Returns the bars. */
    public List<Gauge> gauges() {
        return List.of(time(), fuel(), memory(), hostCalls());
    }

    private Gauge time() {
        var computing = Math.min(item.cpuMicros(), item.wallMicros());
        return new Gauge(
                "receipt-time",
                "Time",
                Quantity.MICROS,
                List.of(
                        new Gauge.Segment("computing", "p50", computing),
                        new Gauge.Segment("waiting", "waiting", item.wallMicros() - computing)),
                0);
    }

    private Gauge fuel() {
        return new Gauge(
                "receipt-fuel",
                "Fuel",
                Quantity.FUEL,
                List.of(new Gauge.Segment("used", "fuel", item.fuel())),
                limits == null ? 0 : limits.fuel());
    }

    private Gauge memory() {
        return new Gauge(
                "receipt-memory",
                "Memory",
                Quantity.BYTES,
                List.of(new Gauge.Segment("at most", "p90", item.peakMemoryBytes())),
                limits == null ? 0 : limits.memoryPages() * PAGE_BYTES);
    }

    private Gauge hostCalls() {
        var calls = calls();
        var segments = new ArrayList<Gauge.Segment>();
        for (var index = 0; index < Math.min(NAMED_CALLS, calls.size()); index++) {
            var call = calls.get(index);
            segments.add(
                    new Gauge.Segment(shortName(call.name()), "part-" + (index + 1), call.count()));
        }
        var others = calls.stream().skip(NAMED_CALLS).mapToLong(Count::count).sum();
        if (others > 0) {
            segments.add(new Gauge.Segment("others", "waiting", others));
        }
        if (segments.isEmpty()) {
            segments.add(new Gauge.Segment("none", "waiting", 0));
        }
        return new Gauge("receipt-calls", "Host calls", Quantity.COUNT, segments, 0);
    }

    /** A host call's name is that of its module, a dot, and its own. */
    private static String shortName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** How often something happened. */
    public record Count(String name, long count) {}

    /** Returns the host calls, the most frequent first. */
    public List<Count> calls() {
        return counts(item.hostCalls());
    }

    /** Returns what was opened, the most frequent first. */
    public List<Count> resources() {
        return counts(item.resourcesOpened());
    }

    private static List<Count> counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .sorted(
                        Comparator.comparingLong(Count::count)
                                .reversed()
                                .thenComparing(Count::name))
                .toList();
    }

    /** Returns how many bytes came in and went out. */
    public String bytes() {
        return "%s in, %s out"
                .formatted(
                        Quantity.BYTES.text(item.bytesIn()), Quantity.BYTES.text(item.bytesOut()));
    }
}
