package run.wasmcloud.store;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import java.util.Date;

/**
 * Writes tokens as JWTs, signed with HMAC-SHA-256 (RFC 7519, RFC 7518 section 3.2). Thread-safe.
 */
final class TokenSigner {
    static final String ISSUER = "wasmcloud";
    static final String AUDIENCE = "wasmcloud-api";

    private final SigningKeys keys;

    TokenSigner(SigningKeys keys) {
        this.keys = keys;
    }

    String sign(Token token) {
        var key = keys.newest();
        var jwt = new SignedJWT(header(key), claims(token));
        try {
            jwt.sign(new MACSigner(key.secret()));
        } catch (JOSEException e) {
            throw new IllegalStateException("signing with key " + key.id(), e);
        }
        return jwt.serialize();
    }

    private static JWSHeader header(SigningKey key) {
        return new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.id())
                .build();
    }

    private static JWTClaimsSet claims(Token token) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(token.user().toString())
                .jwtID(token.id().toString())
                .issueTime(Date.from(token.createdAt()))
                .expirationTime(Date.from(token.expiresAt()))
                .build();
    }
}
