package run.wasmcloud.cgi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class CgiBodyLengthTest {
    private static CgiBodyLength body(long announced, boolean sendsBody) {
        return new CgiBodyLength(new CgiResponse.Head(200, List.of(), announced, sendsBody));
    }

    @Test
    void acceptsExactlyTheAnnouncedLength() {
        var body = body(5, true);

        assertThat(body.add(2)).isEmpty();
        assertThat(body.add(3)).isEmpty();
        assertThat(body.end()).isEmpty();
        assertThat(body.written()).isEqualTo(5);
    }

    @Test
    void refusesTheByteBeyondTheAnnouncedLength() {
        var body = body(5, true);

        assertThat(body.add(5)).isEmpty();
        assertThat(body.add(1))
                .contains(
                        new CgiResponse.Bad(
                                "the body is longer than its Content-Length of 5 bytes"));
    }

    @Test
    void refusesAnEndBeforeTheAnnouncedLength() {
        var body = body(5, true);

        assertThat(body.add(4)).isEmpty();
        assertThat(body.end())
                .contains(
                        new CgiResponse.Bad(
                                "the body has 4 bytes (expected: 5, its Content-Length)"));
    }

    @Test
    void acceptsAnyLengthWithoutAnnouncement() {
        var body = body(-1, true);

        assertThat(body.add(Integer.MAX_VALUE)).isEmpty();
        assertThat(body.end()).isEmpty();
    }

    @Test
    void doesNotMindABodyThatIsNotSent() {
        var body = body(5, false);

        assertThat(body.add(9)).isEmpty();
        assertThat(body.end()).isEmpty();
        assertThat(body(5, false).end()).isEmpty();
    }
}
