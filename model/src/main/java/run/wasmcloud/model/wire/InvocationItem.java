package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.Trigger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An invocation with its receipt.
 *
 * @param deployment the deployment's number
 * @param outcome the outcome's kind, for example {@code completed}
 * @param detail what is to say beyond the kind; empty where there is nothing
 * @param frames the guest's stack when it trapped, the innermost call first
 * @param httpStatus what the caller was answered with; 0 when there was no answer
 * @param wallMicros wall time in microseconds: most runs take less than a millisecond
 * @param cpuMicros processor time in microseconds
 * @param traceId the W3C trace that the run was recorded in; null when it was in none
 */
public record InvocationItem(
        UUID id,
        String function,
        int deployment,
        Trigger trigger,
        Instant startedAt,
        String outcome,
        String detail,
        List<String> frames,
        int httpStatus,
        long wallMicros,
        long cpuMicros,
        long fuel,
        long peakMemoryBytes,
        Map<String, Long> hostCalls,
        Map<String, Long> resourcesOpened,
        long bytesIn,
        long bytesOut,
        int outboundRequests,
        String engineVersion,
        UUID executor,
        @Nullable String traceId)
        implements FoundInvocation {}
