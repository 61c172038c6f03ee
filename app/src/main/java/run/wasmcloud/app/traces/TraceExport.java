package run.wasmcloud.app.traces;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans with OTLP, in batches, on a thread of its own: requests never wait for it. Spans that
 * come faster than they are taken, or while nobody takes them, are dropped. Thread-safe.
 */
public final class TraceExport implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration LONGEST_EXPORT = Duration.ofSeconds(10);
    private static final long LONGEST_CLOSE_SECONDS = 5;
    private static final int WAITING = 8_192;
    private static final int LONGEST_VALUE = 256;

    private final @Nullable OpenTelemetrySdk sdk;

    private TraceExport(@Nullable OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    /**
     * Opens it, or one that does nothing.
     *
     * @param service what the process is, for example {@code wasmcloud-executor}
     * @param version the program's
     */
    public static TraceExport open(
            Optional<TraceSettings> settings, String service, String version) {
        return new TraceExport(
                settings.map(present -> sdk(present, resource(service, version))).orElse(null));
    }

    private static Resource resource(String service, String version) {
        return Resource.getDefault()
                .merge(
                        Resource.create(
                                Attributes.of(
                                        AttributeKey.stringKey("service.name"),
                                        service,
                                        AttributeKey.stringKey("service.version"),
                                        version,
                                        AttributeKey.stringKey("service.instance.id"),
                                        UUID.randomUUID().toString())));
    }

    private static OpenTelemetrySdk sdk(TraceSettings settings, Resource resource) {
        return OpenTelemetrySdk.builder()
                .setTracerProvider(
                        SdkTracerProvider.builder()
                                .setResource(resource)
                                .setSampler(
                                        Sampler.parentBased(
                                                Sampler.traceIdRatioBased(settings.ratio())))
                                .setSpanLimits(
                                        SpanLimits.builder()
                                                .setMaxAttributeValueLength(LONGEST_VALUE)
                                                .build())
                                .addSpanProcessor(processor(settings))
                                .build())
                .build();
    }

    private static BatchSpanProcessor processor(TraceSettings settings) {
        var exporter =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(settings.endpoint().toString())
                        .setTimeout(LONGEST_EXPORT)
                        .setCompression("gzip");
        settings.headers().forEach(exporter::addHeader);
        return BatchSpanProcessor.builder(exporter.build())
                .setScheduleDelay(EVERY)
                .setMaxQueueSize(WAITING)
                .build();
    }

    /** Returns what servers tell; the one that does nothing when nobody is to be told. */
    public OpenTelemetry telemetry() {
        return sdk == null ? OpenTelemetry.noop() : sdk;
    }

    /** Sends what waits, and ends. */
    @Override
    public void close() {
        if (sdk != null) {
            var _ = sdk.shutdown().join(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
