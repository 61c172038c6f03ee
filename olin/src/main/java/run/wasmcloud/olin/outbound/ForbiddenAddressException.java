package run.wasmcloud.olin.outbound;

import java.net.UnknownHostException;

/** A host has an address that guests may not connect to. */
final class ForbiddenAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String host, String kind) {
        super(
                "the outbound guard forbids %s: it has an address that is not public (%s)"
                        .formatted(host, kind));
    }
}
