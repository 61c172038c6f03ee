package run.wasmcloud.olin.outbound;

import org.apache.hc.core5.http.HttpMessage;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the header fields of the request that is sent from those that the guest wrote. */
final class OutgoingFields {
    /**
     * Fields that are between the guest and us, that the client writes itself, or that guests may
     * not choose. RFC 9110, section 7.6.1.
     */
    private static final Set<String> DROPPED =
            Set.of(
                    "cdn-loop",
                    "connection",
                    "content-length",
                    "expect",
                    "host",
                    "keep-alive",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "via");

    private static final String USER_AGENT = "User-Agent";

    private OutgoingFields() {}

    /** Adds the fields, and who they come from. */
    static void add(HttpMessage message, GuestRequest request, Sender sender) {
        var dropped = dropped(request);
        request.fields().stream()
                .filter(field -> !dropped.contains(field.name().toLowerCase(Locale.ROOT)))
                .forEach(field -> message.addHeader(field.name(), field.value()));
        message.addHeader("Connection", "close");
        message.addHeader("Via", via(request, sender.function()));
        message.addHeader(LoopGuard.FIELD, LoopGuard.next(sender.cdnLoop(), sender.function()));
        if (request.values(USER_AGENT).isEmpty()) {
            message.addHeader(USER_AGENT, "wasmcloud");
        }
        if (request.values(TraceFields.PARENT).isEmpty()) {
            addTrace(message, request, sender.trace());
        }
    }

    /** A guest that goes on a trace of its own has its own state, too. */
    private static void addTrace(HttpMessage message, GuestRequest request, TraceFields trace) {
        if (!trace.parent().isEmpty()) {
            message.addHeader(TraceFields.PARENT, trace.parent());
        }
        if (!trace.state().isEmpty() && request.values(TraceFields.STATE).isEmpty()) {
            message.addHeader(TraceFields.STATE, trace.state());
        }
    }

    /** The guest's Connection field names more that is not to be passed on. */
    private static Set<String> dropped(GuestRequest request) {
        return Stream.concat(
                        DROPPED.stream(),
                        request.values("Connection").stream()
                                .flatMap(value -> Arrays.stream(value.split(",")))
                                .map(name -> name.strip().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String via(GuestRequest request, String function) {
        var own = List.of("1.1 wasmcloud (" + function + ")");
        return Stream.concat(request.values("Via").stream(), own.stream())
                .collect(Collectors.joining(", "));
    }
}
