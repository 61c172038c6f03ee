package run.wasmcloud.app.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.util.stream.Stream;

class DirectAddressesTest {
    private static final LookupPolicy ANY = LookupPolicy.of(LookupPolicy.IPV4 | LookupPolicy.IPV6);

    /** A system that knows every name, and one that would be asked for a name of an address. */
    private record TestSystem() implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) {
            return Stream.of(InetAddress.ofLiteral("192.0.2.1"));
        }

        @Override
        public String lookupByAddress(byte[] address) {
            throw new AssertionError("an address was looked up");
        }
    }

    @Test
    void looksUpNamesButNotAddresses() throws UnknownHostException {
        var resolver = new DirectAddresses.ForwardOnly(new TestSystem());

        assertThat(resolver.lookupByName("example.org", ANY))
                .containsExactly(InetAddress.ofLiteral("192.0.2.1"));
        assertThatThrownBy(() -> resolver.lookupByAddress(new byte[] {127, 0, 0, 1}))
                .isInstanceOf(UnknownHostException.class);
    }
}
