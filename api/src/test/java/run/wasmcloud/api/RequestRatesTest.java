package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TooManyRequestsException;
import run.wasmcloud.model.UserId;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;

class RequestRatesTest {
    private Instant now = Instant.parse("2026-01-02T03:04:50Z");
    private final RequestRates rates = new RequestRates(() -> now);
    private final UserId user = UserId.create();

    @Test
    void countsEachUserByTheMinute() {
        assertThat(rates.count(user, Plan.FREE, 2)).isEqualTo(new RequestRates.Allowance(2, 1, 10));
        assertThat(rates.count(user, Plan.FREE, 2)).isEqualTo(new RequestRates.Allowance(2, 0, 10));
        assertThatExceptionOfType(TooManyRequestsException.class)
                .isThrownBy(() -> rates.count(user, Plan.FREE, 2))
                .withMessageContaining("2 requests came in this minute")
                .extracting(TooManyRequestsException::retryAfter)
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(rates.count(UserId.create(), Plan.FREE, 2).remaining()).isEqualTo(1);

        now = now.plusSeconds(10);
        assertThat(rates.count(user, Plan.FREE, 2)).isEqualTo(new RequestRates.Allowance(2, 1, 60));
    }

    @Test
    void takesTheMostThatHoldsNow() {
        rates.count(user, Plan.FREE, 1);

        assertThat(rates.count(user, Plan.FREE, 5).remaining()).isEqualTo(3);
    }

    @Test
    void countsVisitorsByAddressAndNetwork() throws UnknownHostException {
        for (var i = 0; i < RequestRates.VISITORS; i++) {
            rates.countVisitor(InetAddress.getByName("2001:db8:1:2::" + Integer.toHexString(i)));
        }

        assertThatExceptionOfType(TooManyRequestsException.class)
                .isThrownBy(() -> rates.countVisitor(InetAddress.getByName("2001:db8:1:2::ffff")));
        rates.countVisitor(InetAddress.getByName("2001:db8:1:3::1"));
        rates.countVisitor(InetAddress.getByName("192.0.2.1"));
    }

    @Test
    void isNotConfusedByAClockThatGoesBack() {
        rates.count(user, Plan.FREE, 2);
        now = now.minusSeconds(120);

        assertThat(rates.count(user, Plan.FREE, 2).remaining()).isZero();
    }
}
