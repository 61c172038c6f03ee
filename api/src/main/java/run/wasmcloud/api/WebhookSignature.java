package run.wasmcloud.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks that an event comes from who has the secret, and now: HMAC-SHA256 over id, time and body,
 * by the Standard Webhooks specification, version 1. Immutable.
 */
final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v1,";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int MOST_SIGNATURES = 10;

    private final List<byte[]> keys;
    private final Clock clock;

    WebhookSignature(List<byte[]> keys, Clock clock) {
        this.keys = List.copyOf(keys);
        this.clock = clock;
    }

    /**
     * Checks an event.
     *
     * @param timestamp seconds since 1970, as text
     * @param signatures one or more, with spaces between
     * @throws WasmcloudException {@code NOT_SIGNED_IN}
     */
    void require(String id, String timestamp, String signatures, byte[] body) {
        requireRecent(timestamp);
        var signed = (id + "." + timestamp + ".").getBytes(UTF_8);
        var given = Arrays.stream(signatures.split(" ")).limit(MOST_SIGNATURES).toList();
        var matches = false;
        for (var key : keys) {
            var expected = (VERSION + signature(key, signed, body)).getBytes(UTF_8);
            for (var signature : given) {
                matches |= MessageDigest.isEqual(expected, signature.getBytes(UTF_8));
            }
        }
        if (!matches) {
            throw refused(
                    "The event's signature is not valid (expected: v1, of the shared secret)");
        }
    }

    private void requireRecent(String timestamp) {
        var age = Duration.between(time(timestamp), clock.instant()).abs();
        if (age.compareTo(TOLERANCE) > 0) {
            throw refused(
                    "The event's time is %d s away from ours (expected: at most %d; send it again with the present time)"
                            .formatted(age.toSeconds(), TOLERANCE.toSeconds()));
        }
    }

    private static Instant time(String timestamp) {
        if (!timestamp.matches("[0-9]{1,11}")) {
            throw refused("webhook-timestamp is no time (expected: seconds since 1970)");
        }
        return Instant.ofEpochSecond(Long.parseLong(timestamp));
    }

    private static WasmcloudException refused(String why) {
        return new WasmcloudException(ErrorCode.NOT_SIGNED_IN, why);
    }

    private static String signature(byte[] key, byte[] signed, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(signed);
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }
}
