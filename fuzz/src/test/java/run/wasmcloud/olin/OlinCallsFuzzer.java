package run.wasmcloud.olin;

import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.runtime.Grants;
import run.wasmcloud.runtime.HostCallSequence;

import java.net.UnknownHostException;
import java.util.List;

/** Any calls of Olin's functions, on any memory, end as a guest's run ends. */
public final class OlinCallsFuzzer {
    /** Requests are read and judged, but none is sent. */
    private static final String POLICY = "allow ^[a-z]+://\ndisallow ^https?://";

    private static final HostCallSequence CALLS =
            new HostCallSequence(
                    List.of(new Olin(OutboundSettings.defaults().withNames(OlinCallsFuzzer::find))),
                    Grants.none()
                            .with(
                                    OlinGrant.class,
                                    new OlinGrant("fuzz", "owner", Policy.parse(POLICY))));

    private OlinCallsFuzzer() {}

    private static List<java.net.InetAddress> find(String host) throws UnknownHostException {
        throw new UnknownHostException(host);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        CALLS.run(input);
    }
}
