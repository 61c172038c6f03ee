package run.wasmcloud.olin.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.Network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

class AddressGuardTest {
    private final AddressGuard guard = new AddressGuard(List.of());

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, this network",
        "0.1.2.3, this network",
        "10.0.0.0, private",
        "10.255.255.255, private",
        "100.64.0.0, shared by carriers",
        "100.127.255.255, shared by carriers",
        "127.0.0.1, loopback",
        "127.255.255.255, loopback",
        "168.63.129.16, metadata",
        "169.254.169.254, link-local or metadata",
        "172.16.0.0, private",
        "172.31.255.255, private",
        "192.0.0.192, for protocols",
        "192.0.2.1, for documentation",
        "192.88.99.1, 6to4 relay",
        "192.168.0.1, private",
        "198.18.0.1, for benchmarks",
        "198.19.255.255, for benchmarks",
        "198.51.100.1, for documentation",
        "203.0.113.1, for documentation",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "240.0.0.1, reserved or broadcast",
        "255.255.255.255, reserved or broadcast",
        "::, not global unicast",
        "::1, not global unicast",
        "::127.0.0.1, not global unicast",
        "::8.8.8.8, not global unicast",
        "::ffff:127.0.0.1, loopback",
        "::ffff:10.0.0.1, private",
        "::ffff:0:127.0.0.1, not global unicast",
        "64:ff9b::7f00:1, loopback",
        "64:ff9b::10.0.0.1, private",
        "64:ff9b::169.254.169.254, link-local or metadata",
        "64:ff9b:1::1, not global unicast",
        "100::1, not global unicast",
        "2001::1, for protocols",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2, for protocols",
        "2001:db8::1, for documentation",
        "2002:7f00:1::, loopback",
        "2002:a00:1::1, private",
        "2002:a9fe:a9fe::, link-local or metadata",
        "3fff::1, for documentation",
        "5f00::1, not global unicast",
        "fc00::1, not global unicast",
        "fd00:ec2::254, not global unicast",
        "fe80::1, not global unicast",
        "febf::1, not global unicast",
        "fec0::1, not global unicast",
        "ff02::1, not global unicast",
    })
    void refusesWhatIsNotPublic(String address, String kind) {
        assertThat(guard.objection(InetAddress.ofLiteral(address))).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "168.63.129.15",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2001:200::1",
                "2002:808:808::1",
                "2606:4700:4700::1111",
            })
    void allowsWhatIsPublic(String address) {
        assertThat(guard.objection(InetAddress.ofLiteral(address))).isEmpty();
    }

    @Test
    void mappedFormsCannotHideFromTheClassification() throws UnknownHostException {
        var mapped = new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
        assertThat(guard.objection(InetAddress.getByAddress("public.example", mapped)))
                .contains("loopback");
    }

    @Test
    void letsTheOperatorsNetworksThroughAndNoOthers() {
        var lenient =
                new AddressGuard(List.of(Network.parse("127.0.0.0/8"), Network.parse("fd00::/8")));
        assertThat(lenient.objection(InetAddress.ofLiteral("127.0.0.1"))).isEmpty();
        assertThat(lenient.objection(InetAddress.ofLiteral("fd12::1"))).isEmpty();
        assertThat(lenient.objection(InetAddress.ofLiteral("10.0.0.1"))).contains("private");
        assertThat(lenient.objection(InetAddress.ofLiteral("::1"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "x/8",
                "::/129",
                "1.1.1.1/-1"
            })
    void refusesWhatIsNoNetwork(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
