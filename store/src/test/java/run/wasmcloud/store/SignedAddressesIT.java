package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

@ExtendWith(TestStore.class)
class SignedAddressesIT {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final Store store;
    private Function function;

    SignedAddressesIT(Store store) {
        this.store = store;
        this.function = TestStore.function(store, TestStore.user(store));
    }

    @BeforeEach
    void deploy() {
        TestStore.deploy(store, function, "");
    }

    private Access access() {
        return store.routing().find(function.name().value()).orElseThrow().access();
    }

    private String sign(String method, String path, boolean prefix) {
        var grant = new AddressGrant(method, path, prefix, NOW.plusSeconds(60));
        return store.addresses().sign(function, grant);
    }

    private boolean allows(String parameter, String method, String path) {
        return allows(parameter, method, path, NOW);
    }

    private boolean allows(String parameter, String method, String path, Instant at) {
        return store.addresses()
                .allow(function.id(), access().addressSalt(), parameter, method, path, at);
    }

    @Test
    void allowsWhatWasSignedUntilItExpires() {
        var signed = sign("POST", "/a/b", false);

        assertThat(allows(signed, "POST", "/a/b")).isTrue();
        assertThat(allows(signed, "POST", "/a/b", NOW.plusSeconds(59))).isTrue();
        assertThat(allows(signed, "POST", "/a/b", NOW.plusSeconds(60))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"GET, /a/b", "POST, /a/bc", "POST, /a", "POST, /a/b/", "HEAD, /a/b", "POST, /A/b"})
    void allowsNothingElse(String method, String path) {
        assertThat(allows(sign("POST", "/a/b", false), method, path)).isFalse();
    }

    @Test
    void meansHeadByGetToo() {
        assertThat(allows(sign("GET", "/", false), "HEAD", "/")).isTrue();
        assertThat(allows(sign("HEAD", "/", false), "GET", "/")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/files/", "/files/a", "/files/a/b.c", "/files/..a", "/files/%20"})
    void allowsAllBelowAPrefix(String path) {
        assertThat(allows(sign("GET", "/files/", true), "GET", path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/files",
                "/file",
                "/files/../secret",
                "/files/..",
                "/files/%2e%2E/secret",
                "/files/.%2e",
                "/files/..;/secret",
                "/files/..%2Fsecret",
                "/files/..%5csecret",
                "/files/..\\secret"
            })
    void allowsNothingThatLeadsOutOfAPrefix(String path) {
        assertThat(allows(sign("GET", "/files/", true), "GET", path)).isFalse();
    }

    @Test
    void noticesEveryChangeOfWhatWasSigned() {
        var signed = sign("GET", "/a/", true);
        for (var at = 0; at < signed.length() - 1; at++) {
            var other = signed.charAt(at) == '1' ? '2' : '1';
            var changed = signed.substring(0, at) + other + signed.substring(at + 1);
            assertThat(allows(changed, "GET", "/a/b")).as(changed).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "x", "1.GET.e.", "99999999999999999999.GET.e.x", "2.GET.p-1.x"})
    void allowsNothingForWhatIsNoSignature(String parameter) {
        assertThat(allows(parameter, "GET", "/")).isFalse();
    }

    @Test
    void isOfOneFunctionOnly() {
        var signed = sign("GET", "/", false);
        function = TestStore.function(store, TestStore.user(store));
        TestStore.deploy(store, function, "");

        assertThat(allows(signed, "GET", "/")).isFalse();
    }

    @Test
    void canBeRevoked() {
        var signed = sign("GET", "/", false);

        store.addresses().revoke(function);

        assertThat(allows(signed, "GET", "/")).isFalse();
        assertThat(allows(sign("GET", "/", false), "GET", "/")).isTrue();
    }
}
