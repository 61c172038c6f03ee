package run.wasmcloud.api.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.Identity;
import run.wasmcloud.store.OneTimeToken;
import run.wasmcloud.store.SignInFlow;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * A provider, as an OpenID Connect client sees it: the code flow with PKCE. OpenID Connect Core 1.0
 * section 3.1, RFC 7636. What it says of itself is read when it is first needed, and again after an
 * hour. Thread-safe.
 */
public final class Provider {
    private static final Duration METADATA_LIFE = Duration.ofHours(1);
    private static final int CLOCK_SKEW_SECONDS = 60;
    private static final int LONGEST_SUBJECT = 255;
    private static final Scope SCOPE = new Scope("openid", "email");

    /** With keys that only the provider has: a client's secret proves nothing to it. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512);

    private final ProviderSettings settings;
    private final URI callback;
    private final BoundedHttp http = new BoundedHttp();
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Description description;

    /**
     * Makes a client of a provider; nothing is asked before the first sign-in.
     *
     * @param callback where the provider sends browsers back to
     */
    public Provider(ProviderSettings settings, URI callback) {
        this.settings = settings;
        this.callback = callback;
    }

    private record Description(
            OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, Instant readAt) {
        boolean isFresh() {
            return readAt.isAfter(Instant.now().minus(METADATA_LIFE));
        }
    }

    /** Returns how it is set up. */
    public ProviderSettings settings() {
        return settings;
    }

    /**
     * Returns where the browser signs in.
     *
     * @throws WasmcloudException {@code UNAVAILABLE} when the provider does not answer
     */
    public URI address(SignInFlow.Begun begun) {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, SCOPE, new ClientID(settings.clientId()), callback)
                .endpointURI(description().metadata().getAuthorizationEndpointURI())
                .state(new State(begun.state().text()))
                .nonce(new Nonce(begun.flow().nonce().text()))
                .codeChallenge(verifier(begun.flow().verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    private static CodeVerifier verifier(OneTimeToken token) {
        return new CodeVerifier(token.text());
    }

    /**
     * Returns who has signed in.
     *
     * @param code what the browser brought back
     * @throws WasmcloudException {@code UNAVAILABLE} when the provider does not answer, {@code
     *     NOT_ALLOWED} when what it answers is not what was asked for
     */
    public Identity identity(SignInFlow flow, String code) {
        try {
            return identity(tokens(flow, code), flow.nonce());
        } catch (IOException e) {
            throw unavailable(e);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw refused(e);
        }
    }

    private OIDCTokenResponse tokens(SignInFlow flow, String code)
            throws IOException, ParseException {
        var grant =
                new AuthorizationCodeGrant(
                        new AuthorizationCode(code), callback, verifier(flow.verifier()));
        var metadata = description().metadata();
        var request =
                new TokenRequest.Builder(metadata.getTokenEndpointURI(), client(metadata), grant)
                        .build()
                        .toHTTPRequest();
        var response = OIDCTokenResponseParser.parse(send(request));
        if (response instanceof OIDCTokenResponse success) {
            return success;
        }
        throw new ParseException(
                "the provider refused the code: "
                        + response.toErrorResponse().getErrorObject().getCode());
    }

    private com.nimbusds.oauth2.sdk.http.HTTPResponse send(HTTPRequest request) throws IOException {
        return request.send(http);
    }

    private ClientAuthentication client(OIDCProviderMetadata metadata) {
        var id = new ClientID(settings.clientId());
        var secret = new Secret(settings.clientSecret());
        var methods = metadata.getTokenEndpointAuthMethods();
        var onlyPost =
                methods != null
                        && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                        && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        return onlyPost ? new ClientSecretPost(id, secret) : new ClientSecretBasic(id, secret);
    }

    /** The validator checks signature, issuer, audience, times and nonce. */
    private Identity identity(OIDCTokenResponse response, OneTimeToken nonce)
            throws ParseException, BadJOSEException, JOSEException {
        var token = response.getOIDCTokens().getIDToken();
        if (token == null) {
            throw new ParseException("the provider gave no ID token");
        }
        return identity(validator(description()).validate(token, new Nonce(nonce.text())));
    }

    private IDTokenValidator validator(Description described) {
        var validator =
                new IDTokenValidator(
                        described.metadata().getIssuer(),
                        new ClientID(settings.clientId()),
                        new JWSVerificationKeySelector<>(
                                algorithms(described.metadata()), described.keys()),
                        null);
        validator.setMaxClockSkew(CLOCK_SKEW_SECONDS);
        return validator;
    }

    private static Set<JWSAlgorithm> algorithms(OIDCProviderMetadata metadata) {
        List<JWSAlgorithm> offered = metadata.getIDTokenJWSAlgs();
        return offered == null
                ? Set.of(JWSAlgorithm.RS256)
                : offered.stream().filter(ALGORITHMS::contains).collect(Collectors.toSet());
    }

    private static Identity identity(IDTokenClaimsSet claims) throws ParseException {
        var subject = claims.getSubject().getValue();
        if (subject.length() > LONGEST_SUBJECT) {
            throw new ParseException("the subject is too long");
        }
        return new Identity(claims.getIssuer().getValue(), subject, verifiedEmail(claims));
    }

    private static Optional<EmailAddress> verifiedEmail(IDTokenClaimsSet claims) {
        var email = claims.getStringClaim("email");
        return Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"))
                        && email != null
                        && EmailAddress.isValid(email)
                ? Optional.of(EmailAddress.parse(email))
                : Optional.empty();
    }

    private Description description() {
        var known = description;
        if (known != null && known.isFresh()) {
            return known;
        }
        reading.lock();
        try {
            var meanwhile = description;
            var fresh = meanwhile != null && meanwhile.isFresh() ? meanwhile : read();
            description = fresh;
            return fresh;
        } catch (IOException | ParseException e) {
            throw unavailable(e);
        } finally {
            reading.unlock();
        }
    }

    private Description read() throws IOException, ParseException {
        var issuer = settings.issuer().toString();
        var base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        var page = URI.create(base + "/.well-known/openid-configuration").toURL();
        var metadata = OIDCProviderMetadata.parse(http.retrieveResource(page).getContent());
        if (!metadata.getIssuer().equals(new Issuer(issuer))) {
            throw new ParseException("the issuer calls itself " + metadata.getIssuer());
        }
        requirePrivate(metadata.getAuthorizationEndpointURI());
        requirePrivate(metadata.getTokenEndpointURI());
        requirePrivate(metadata.getJWKSetURI());
        return new Description(metadata, keys(metadata), Instant.now());
    }

    private static void requirePrivate(@Nullable URI endpoint) throws ParseException {
        if (endpoint == null || !ProviderSettings.isPrivate(endpoint)) {
            throw new ParseException(
                    "an endpoint at " + endpoint + " (expected: an https address)");
        }
    }

    /** A key that is not known is asked for, but not each time that somebody names one. */
    private JWKSource<SecurityContext> keys(OIDCProviderMetadata metadata)
            throws MalformedURLException {
        return JWKSourceBuilder.create(metadata.getJWKSetURI().toURL(), http)
                .refreshAheadCache(false)
                .build();
    }

    private WasmcloudException unavailable(Exception cause) {
        return new WasmcloudException(
                ErrorCode.UNAVAILABLE,
                "%s cannot be asked at the moment: try again later".formatted(settings.title()),
                cause);
    }

    private WasmcloudException refused(Exception cause) {
        return new WasmcloudException(
                ErrorCode.NOT_ALLOWED,
                "%s did not confirm the sign-in: try again".formatted(settings.title()),
                cause);
    }
}
