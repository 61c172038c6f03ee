package run.wasmcloud.api;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;

import javax.naming.CompositeName;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/** Asks a resolver, through the JDK's own DNS client. Thread-safe. */
final class DnsTxtRecords implements TxtRecords {
    private static final String FACTORY = "com.sun.jndi.dns.DnsContextFactory";
    private static final String FIRST_TIMEOUT_MILLIS = "1000";
    private static final String RETRIES = "2";
    private static final int MOST_RECORDS = 100;

    private final String resolver;

    /**
     * Makes it.
     *
     * @param resolver host and port, for example {@code 127.0.0.1:53}; empty for the system's
     */
    DnsTxtRecords(String resolver) {
        this.resolver = resolver.isEmpty() ? "dns:" : "dns://" + resolver;
    }

    /** The provider is fixed, and attributes of the DNS are text: nothing is deserialized. */
    @Override
    @SuppressWarnings("BanJNDI")
    public List<String> of(String name) throws DnsUnavailableException {
        try {
            var context = new InitialDirContext(environment());
            try {
                var attributes =
                        context.getAttributes(
                                new CompositeName().add(name + "."), new String[] {"TXT"});
                var records = attributes.get("TXT");
                return records == null ? List.of() : texts(records);
            } finally {
                context.close();
            }
        } catch (NameNotFoundException e) {
            return List.of();
        } catch (NamingException e) {
            throw new DnsUnavailableException(name + ": " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("JdkObsolete") // The interface is this old.
    private Hashtable<String, String> environment() {
        var environment = new Hashtable<String, String>();
        environment.put("java.naming.factory.initial", FACTORY);
        environment.put("java.naming.provider.url", resolver);
        environment.put("com.sun.jndi.dns.timeout.initial", FIRST_TIMEOUT_MILLIS);
        environment.put("com.sun.jndi.dns.timeout.retries", RETRIES);
        return environment;
    }

    private static List<String> texts(Attribute records) throws NamingException {
        var texts = new ArrayList<String>();
        for (var index = 0; index < Math.min(records.size(), MOST_RECORDS); index++) {
            texts.add(String.valueOf(records.get(index)).replace("\"", "").strip());
        }
        return texts;
    }
}
