package run.wasmcloud.api;

import java.util.List;

/** Looks TXT records up. Thread-safe. */
@FunctionalInterface
interface TxtRecords {
    /**
     * Returns the records of a name; none when there is no such name.
     *
     * @throws DnsUnavailableException when it is not known whether there are any
     */
    List<String> of(String name) throws DnsUnavailableException;
}
