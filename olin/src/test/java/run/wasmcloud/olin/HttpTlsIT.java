package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Whom guests talk to over {@code https}. */
class HttpTlsIT extends HttpGuests {
    @Test
    void verifiesTlsForTheNameThatWasOpened(@TempDir Path folder) throws Exception {
        var tls = TestTls.context(folder);
        var names = new CopyOnWriteArrayList<Object>();
        settings = settings.withTls(tls);
        var socket =
                (SSLServerSocket)
                        tls.getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        try (var upstream =
                new Upstream(
                        socket,
                        connection -> {
                            var session = ((SSLSocket) connection).getSession();
                            names.addAll(((ExtendedSSLSession) session).getRequestedServerNames());
                            Upstream.send(connection, OK);
                        })) {
            requireAnswer(get("https://upstream.test:" + upstream.port(), GET), OK);
            assertThat(names).containsExactly(new SNIHostName("upstream.test"));
            assertThat(upstream.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.test", "upstream.test"})
    void refusesACertificateThatIsNotTrustedOrForAnotherName(String host, @TempDir Path folder)
            throws Exception {
        var tls = TestTls.context(folder);
        if (host.equals("other.test")) {
            settings = settings.withTls(tls);
        }
        assertRefused(host, tls);
    }

    @Test
    void refusesACertificateThatHasExpired(@TempDir Path folder) throws Exception {
        var tls = TestTls.expiredContext(folder);
        settings = settings.withTls(tls);
        assertRefused("upstream.test", tls);
    }

    private void assertRefused(String host, SSLContext tls) throws Exception {
        var socket =
                tls.getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        try (var upstream = new Upstream(socket, connection -> Upstream.send(connection, OK))) {
            var result = get("https://" + host + ":" + upstream.port(), GET);
            assertThat(result.numbers()).containsExactly(GET.length(), -1, -1);
            assertThat(result.log().getFirst()).contains("the exchange failed");
            assertThat(upstream.requests).isEmpty();
        }
    }
}
