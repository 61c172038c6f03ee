package run.wasmcloud.olin.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of host names; may block for long. Thread-safe. */
@FunctionalInterface
public interface NameLookup {
    /** Returns the addresses of a name, or the address that a literal is. */
    List<InetAddress> find(String host) throws UnknownHostException;

    /** Returns the machine's own lookup. */
    static NameLookup system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
