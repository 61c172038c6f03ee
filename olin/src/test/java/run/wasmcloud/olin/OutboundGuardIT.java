package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;

import static run.wasmcloud.olin.OlinGuest.FD;
import static run.wasmcloud.olin.OlinGuest.call;
import static run.wasmcloud.olin.OlinGuest.open;
import static run.wasmcloud.olin.OlinGuest.print;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.OutboundLimits;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.runtime.GuestStrings;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;

/** Where guests may send requests, how many, and how much may come back. */
class OutboundGuardIT extends HttpGuests {
    @ParameterizedTest
    @ValueSource(strings = {"/admin", "/x/../admin", "/%61dmin", "/%2e/admin", "/x/%2E%2e/admin?a"})
    void aViolationEndsTheRunWhateverTheSpelling(String path) throws Exception {
        try (var upstream = Upstream.answering(OK)) {
            runner().policy("allow ^http://upstream\\.test:[0-9]+/\ndisallow ^http://[^/]*/admin");
            var result = get(url(upstream), "GET " + path + " HTTP/1.1\n\n");
            assertThat(result.outcome()).isInstanceOf(Outcome.Denied.class);
            assertThat(result.log().getFirst())
                    .contains("vibe check failed: URL forbidden by policy", "line 2");
            assertThat(upstream.requests).isEmpty();
            assertThat(lookups).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://private.test/",
                "http://mixed.test/",
                "http://10.1.2.3/",
                "http://169.254.169.254/",
                "http://[::1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[fd00:ec2::254]/",
            })
    void anAddressThatIsNotPublicEndsTheRun(String url) {
        var result = get(url, GET);
        assertThat(result.outcome()).isInstanceOf(Outcome.Denied.class);
        assertThat(result.log()).singleElement().asString().contains("the outbound guard forbids");
    }

    @Test
    void loopbackIsForbiddenUnlessTheOperatorAllowsIt() throws Exception {
        settings = settings.withAllowedNetworks(List.of());
        try (var upstream = Upstream.answering(OK)) {
            assertThat(get(url(upstream), GET).outcome()).isInstanceOf(Outcome.Denied.class);
            assertThat(upstream.requests).isEmpty();
        }
    }

    @Test
    void aRequestThatGoesInCirclesEndsTheRun() throws Exception {
        var loop =
                "wasmcloud; function=hello, wasmcloud; function=hello, wasmcloud; function=hello";
        runner().environment = GuestStrings.of(List.of("HTTP_CDN_LOOP=" + loop));
        try (var upstream = Upstream.answering(OK)) {
            var result = get(url(upstream), GET);
            assertThat(result.outcome()).isInstanceOf(Outcome.Denied.class);
            assertThat(result.log()).singleElement().asString().contains("loop");
            assertThat(upstream.requests).isEmpty();
        }
    }

    @Test
    void moreRequestsThanAllowedEndTheRun() throws Exception {
        try (var upstream = Upstream.answering(OK)) {
            var result = getWithin(new OutboundLimits(0, 1_000), upstream);
            assertThat(result.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.OUTBOUND));
            assertThat(result.receipt().outboundRequests()).isZero();
            assertThat(upstream.requests).isEmpty();
        }
    }

    private GuestRunner.Result getWithin(OutboundLimits limits, Upstream upstream) {
        runner().limits = runner().limits.withOutbound(limits);
        return get(url(upstream), GET);
    }

    @Test
    void anAnswerMayBeAsLongAsTheLimitAndNoLonger() throws Exception {
        try (var upstream = Upstream.answering(OK)) {
            requireAnswer(getWithin(new OutboundLimits(1, OK.length()), upstream), OK);
            assertThat(getWithin(new OutboundLimits(1, OK.length() - 1), upstream).outcome())
                    .isEqualTo(new Outcome.LimitReached(RunLimit.OUTBOUND));
        }
    }

    @Test
    void anAnswerLongerThanTheLimitEndsTheRun() throws Exception {
        try (var upstream = Upstream.answering("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(100_000))) {
            var result = getWithin(new OutboundLimits(1, 50_000), upstream);
            assertThat(result.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.OUTBOUND));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1./",
                "http://\uff11\uff12\uff17.0.0.1/",
                "http://127\u30020\u30020\u30021/",
                "http://[::127.0.0.1]/",
                "http://[0:0:0:0:0:ffff:7f00:1]/",
                "http://[64:ff9b::10.0.0.1]/",
                "http://[64:ff9b:1::1]/",
                "http://[2002:7f00:1::]/",
                "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
                "http://[fe80::1]/",
                "http://100.100.100.200/",
                "http://0/../",
                "http://localhost/",
                "http://LOCALHOST./",
            })
    void noSpellingOfAnAddressPasses(String url) {
        settings = settings.withAllowedNetworks(List.of());
        var bytes = url.getBytes(StandardCharsets.UTF_8);
        guest.data(URL, bytes).data(TEXT, GET);
        var result =
                runner().run(
                                guest.start(
                                        open(URL, bytes.length),
                                        print("resource_write", FD, TEXT, GET.length()),
                                        print("resource_flush", FD)));
        if (result.numbers().equals(List.of(GET.length()))) {
            assertThat(result.outcome()).isInstanceOf(Outcome.Denied.class);
            assertThat(result.log().getFirst()).contains("the outbound guard forbids");
        } else {
            assertThat(result.numbers()).containsExactly(-2, -2);
        }
        assertThat(lookups).allMatch(host -> host.equals("localhost"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.1", "2130706433", "0x7f000001", "0177.0.0.1", "017700000001", "0x7f.1"})
    void aHostFieldNamesNoOddAddress(String host) {
        settings = settings.withAllowedNetworks(List.of());
        var result = get("http://", "GET / HTTP/1.1\nHost: " + host + "\n\n");
        assertThat(result.numbers()).element(1).isEqualTo(-1);
        assertThat(result.log().getFirst()).contains("expected: a host name");
    }

    @Test
    void aNameIsNeverLookedUpTwice() throws Exception {
        var answers = new ArrayDeque<>(List.of("127.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.1"));
        settings =
                settings.withNames(
                        host -> {
                            lookups.add(host);
                            return List.of(InetAddress.ofLiteral(answers.remove()));
                        });
        try (var upstream = Upstream.answering(OK)) {
            requireAnswer(get(url(upstream), GET), OK);
            assertThat(lookups).containsExactly("upstream.test");
        }
    }

    @Test
    void aLaterAnswerOfTheNameServerIsCheckedAnew() throws Exception {
        var answers = new ArrayDeque<>(List.of("127.0.0.1", "10.0.0.1"));
        settings = settings.withNames(_ -> List.of(InetAddress.ofLiteral(answers.remove())));
        try (var upstream = Upstream.answering(OK)) {
            requireAnswer(get(url(upstream), GET), OK);
            assertThat(get(url(upstream), GET).outcome()).isInstanceOf(Outcome.Denied.class);
        }
    }

    @Test
    void goesOnToTheNextAddressWithoutAnotherLookup() throws Exception {
        settings =
                settings.withNames(
                        host -> {
                            lookups.add(host);
                            return List.of(
                                    InetAddress.ofLiteral("127.0.0.2"),
                                    InetAddress.ofLiteral("127.0.0.1"));
                        });
        try (var upstream = Upstream.answering(OK)) {
            requireAnswer(get(url(upstream), GET), OK);
            assertThat(lookups).containsExactly("upstream.test");
        }
    }

    @Test
    void aNameWithoutAddressesIsAnError() {
        settings = settings.withNames(_ -> List.of());
        var result = get("http://upstream.test", GET);
        assertThat(result.numbers()).containsExactly(GET.length(), -1, -1);
        assertThat(result.log().getFirst()).contains("no address of upstream.test");
    }

    @Test
    void requestsUnderWayAreBoundedForOneOwner() throws Exception {
        settings = settings.withNodeBounds(1 << 20, 4);
        try (var upstream = Upstream.plain(HttpGuests::sendHeadAndWait)) {
            var url = url(upstream);
            guest.data(URL, url).data(TEXT, GET);
            var send =
                    String.join(
                            "\n",
                            open(URL, url.length()),
                            "(drop " + call("resource_write", FD, TEXT, GET.length()) + ")",
                            print("resource_flush", FD));
            var result = runner().run(guest.start(send, send));
            assertThat(result.numbers()).containsExactly(0, -1);
            assertThat(result.log())
                    .singleElement()
                    .asString()
                    .contains("too many requests under way for one user's functions");
            runner().awaitUnused();
        }
    }
}
