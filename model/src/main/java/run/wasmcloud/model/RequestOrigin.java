package run.wasmcloud.model;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where a request came from, and how it was made there.
 *
 * @param address the client's
 * @param port the client's; 0 when it is not known
 * @param scheme {@code http} or {@code https}, as a trusted proxy told it
 * @param authority the host name that the client asked for, as a trusted proxy told it
 */
public record RequestOrigin(
        InetAddress address, int port, Optional<String> scheme, Optional<String> authority) {}
