package run.wasmcloud.panel.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.client.AccessToken;
import run.wasmcloud.client.ProblemException;
import run.wasmcloud.client.UnexpectedAnswerException;
import run.wasmcloud.client.UnreachableException;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.TrustedProxies;
import run.wasmcloud.model.UuidV7;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Leads visits to their pages: knows who is signed in, checks where forms come from, writes what
 * the pages reply, and shows what goes wrong. Thread-safe.
 */
public final class PanelSite implements Handler {
    private static final Logger LOG = System.getLogger(PanelSite.class.getName());
    private static final String SESSION = "wasmcloud";
    private static final String NOTICE = "wasmcloud-notice";
    private static final Duration VISITORS_SESSION = Duration.ofHours(12);
    private static final Duration NOTICE_TIME = Duration.ofMinutes(1);
    private static final String SIGN_IN = "/sign-in";

    private final URI address;
    private final Routes routes;
    private final WasmcloudClient client;
    private final TrustedProxies proxies;
    private final Cookies cookies;
    private final FormTokens tokens;
    private final InstantSource clock;
    private final Assets assets = new Assets();
    private final Templates templates = new Templates();

    /**
     * Makes a site.
     *
     * @param address the panel's own, as browsers see it
     * @param client asks the API; stays the caller's
     * @param proxies whom the panel believes what they tell of their clients
     */
    public PanelSite(
            URI address,
            Routes routes,
            WasmcloudClient client,
            TrustedProxies proxies,
            SessionKeys keys,
            InstantSource clock) {
        this.address = address;
        this.routes = routes;
        this.client = client;
        this.proxies = proxies;
        this.cookies = Cookies.of(new Sealer(keys), address);
        this.tokens = new FormTokens(keys);
        this.clock = clock;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var exchange = new Exchange(request, response);
        try {
            exchange.serve();
        } catch (CloseConnectionException e) {
            throw e;
        } catch (RuntimeException e) {
            exchange.fail(e);
        }
    }

    /** One request with its answer. */
    private final class Exchange implements Visit.Keeping {
        private final ServerRequest request;
        private final ServerResponse response;
        private final String method;
        private Session session;

        Exchange(ServerRequest request, ServerResponse response) {
            this.request = request;
            this.response = response;
            var text = request.prologue().method().text();
            this.method = text.equals("HEAD") ? "GET" : text;
            this.session = session(request);
            SafetyHeaders.addTo(response, address);
        }

        void serve() {
            var path = request.prologue().uriPath();
            var asset = AssetPath.of(path.path());
            if (asset.isPresent() && method.equals("GET")) {
                send(asset.get());
                return;
            }
            requireHost();
            var match = routes.find(method, path).orElseThrow(() -> notThere(path));
            serve(match);
        }

        private RefusedException notThere(io.helidon.common.uri.UriPath path) {
            var other = method.equals("POST") ? "GET" : "POST";
            return routes.find(other, path).isPresent()
                    ? new RefusedException(
                            ErrorCode.METHOD_NOT_ALLOWED,
                            "This address is asked with the method %s.".formatted(other))
                    : RefusedException.notFound();
        }

        private void serve(Routes.Match match) {
            switch (match.endpoint()) {
                case Endpoint.Open(var body) -> visit(match, body);
                case Endpoint.SignedIn(var body) -> {
                    var identity = session.identity();
                    if (identity == null) {
                        leadToSignIn();
                    } else {
                        var member =
                                new Member(
                                        client(identity.token()),
                                        identity.email(),
                                        identity.role());
                        visit(match, visit -> body.apply(member, visit));
                    }
                }
            }
        }

        private void visit(Routes.Match match, java.util.function.Function<Visit, Reply> endpoint) {
            try (var form = method.equals("POST") ? form() : null) {
                var visitor = client.forSomebody(null, forwardedFor());
                var visit = new Visit(request, match.placeholders(), form, visitor, this);
                write(endpoint.apply(visit));
            }
        }

        private FormBody form() {
            requireOwnOrigin();
            return FormBody.read(request, text -> tokens.isGood(session, text));
        }

        /** The browser's own word of where a request comes from goes before the form's token. */
        private void requireOwnOrigin() {
            var site = header("Sec-Fetch-Site");
            var own =
                    site.isPresent()
                            ? site.get().equals("same-origin")
                            : header("Origin").map(PanelSite.this::isOwn).orElse(true);
            if (!own) {
                throw new RefusedException(
                        ErrorCode.NOT_ALLOWED, "The form was sent from another site.");
            }
        }

        private Optional<String> header(String name) {
            return request.headers().first(HeaderNames.create(name));
        }

        /** Answers for no other host name, so that nobody else's name leads here. */
        private void requireHost() {
            if (!isOwnHost(request.authority())) {
                throw new RefusedException(
                        ErrorCode.NOT_FOUND, "This server does not answer for this host name.");
            }
        }

        private void leadToSignIn() {
            var next = request.prologue().uriPath().rawPath();
            var query = request.prologue().query().rawValue();
            var wanted = query.isEmpty() ? next : next + "?" + query;
            var address =
                    method.equals("GET")
                            ? SIGN_IN + "?next=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8)
                            : SIGN_IN;
            if (header("HX-Request").isPresent()) {
                // A part of a page cannot show the sign-in: the browser goes there.
                response.header("HX-Redirect", address);
                response.status(Status.NO_CONTENT_204);
                end();
            } else {
                redirect(address);
            }
        }

        private void write(Reply reply) {
            switch (reply) {
                case Reply.Page page -> show(page);
                case Reply.Redirect redirect -> {
                    if (!redirect.notice().isEmpty()) {
                        keep(
                                NOTICE,
                                redirect.notice().getBytes(StandardCharsets.UTF_8),
                                NOTICE_TIME);
                    }
                    redirect(redirect.address());
                }
                case Reply.Stream stream -> write(stream);
            }
        }

        private void show(Reply.Page page) {
            var frame = frame();
            var html = templates.render(page.template(), frame, page.page());
            response.status(Status.create(page.status()));
            response.header(HeaderNames.CACHE_CONTROL, "no-store");
            response.header(HeaderNames.VARY, "Accept-Encoding, HX-Request");
            sendBody("text/html; charset=utf-8", html, null);
        }

        private Frame frame() {
            var identity = session.identity();
            return new Frame(
                    assets,
                    identity == null ? null : identity.email(),
                    identity == null ? null : identity.role(),
                    tokens.token(session),
                    request.prologue().uriPath().path(),
                    notice());
        }

        /** A part of a page leaves it to the next page. */
        private String notice() {
            if (header("HX-Request").isPresent()) {
                return "";
            }
            var found = find(NOTICE);
            found.ifPresent(_ -> forget(NOTICE));
            return found.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
        }

        private void sendBody(String mediaType, byte[] content, byte @Nullable [] gzip) {
            response.header(HeaderNames.CONTENT_TYPE, mediaType);
            var body = content;
            if (header("Accept-Encoding").filter(text -> text.contains("gzip")).isPresent()) {
                response.header(HeaderNames.CONTENT_ENCODING, "gzip");
                body = gzip == null ? Assets.gzip(content) : gzip;
            }
            if (request.prologue().method().text().equals("HEAD")) {
                response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
                end();
            } else {
                closeUnlessRead();
                response.send(body);
            }
        }

        private void end() {
            closeUnlessRead();
            response.send();
        }

        private void redirect(String target) {
            response.status(Status.SEE_OTHER_303);
            response.header(HeaderNames.LOCATION, target);
            response.header(HeaderNames.CACHE_CONTROL, "no-store");
            end();
        }

        private void write(Reply.Stream stream) {
            response.header(HeaderNames.CONTENT_TYPE, stream.mediaType());
            response.header(HeaderNames.CACHE_CONTROL, "no-store");
            if (!stream.fileName().isEmpty()) {
                response.header(
                        HeaderNames.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s\""
                                .formatted(stream.fileName().replaceAll("[^A-Za-z0-9._-]", "_")));
            }
            try {
                // Not closed when writing fails: that would be a proper end.
                var out = response.outputStream();
                stream.body().write(out);
                out.close();
            } catch (IOException | RuntimeException e) {
                throw new CloseConnectionException("what is streamed was cut", e);
            }
        }

        private void send(AssetPath path) {
            var asset = assets.asset(path.name()).orElseThrow(RefusedException::notFound);
            response.header(
                    HeaderNames.CACHE_CONTROL,
                    asset.hash().equals(path.hash())
                            ? "public, max-age=31536000, immutable"
                            : "no-cache");
            response.header(HeaderNames.VARY, "Accept-Encoding");
            sendBody(asset.mediaType(), asset.content(), asset.gzip());
        }

        void fail(RuntimeException e) {
            switch (e) {
                case ProblemException problem when problem.status() == 401 && isMember() -> {
                    signOut();
                    leadToSignIn();
                }
                case ProblemException problem -> show(ErrorPage.of(problem));
                case RefusedException refusal -> show(ErrorPage.of(refusal));
                case RequestException bad ->
                        show(
                                ErrorPage.of(
                                        ErrorCode.MALFORMED_REQUEST,
                                        String.valueOf(bad.getMessage()),
                                        ""));
                case UnreachableException gone -> {
                    LOG.log(Level.WARNING, "the API does not answer", gone);
                    show(
                            ErrorPage.of(
                                    ErrorCode.UNAVAILABLE,
                                    "The panel cannot reach its API at the moment.",
                                    ""));
                }
                case UnexpectedAnswerException odd -> showOurFault(odd);
                default -> showOurFault(e);
            }
        }

        private boolean isMember() {
            return session.identity() != null;
        }

        private void showOurFault(RuntimeException e) {
            var id = UuidV7.next();
            LOG.log(Level.ERROR, "visit " + id + " failed", e);
            show(
                    ErrorPage.of(
                            ErrorCode.INTERNAL,
                            "Something went wrong on our side.",
                            "urn:uuid:" + id));
        }

        private void show(ErrorPage page) {
            if (response.isSent()) {
                throw new CloseConnectionException("an answer that has begun was cut");
            }
            show(new Reply.Page(page.status(), isPart() ? "error-part" : "error", page));
        }

        private boolean isPart() {
            return header("HX-Request").isPresent();
        }

        /** The HTTP server would read a body that nobody read to its end first. */
        private void closeUnlessRead() {
            if (request.content().hasEntity() && !request.content().consumed()) {
                response.header(HeaderValues.CONNECTION_CLOSE);
            }
        }

        private Session session(ServerRequest request) {
            return cookies.find(request, SESSION)
                    .flatMap(Session::read)
                    .filter(found -> found.expiresAt().isAfter(clock.instant()))
                    .orElseGet(this::visitorsSession);
        }

        private Session visitorsSession() {
            var begun = Session.begin(null, clock.instant().plus(VISITORS_SESSION));
            if (method.equals("GET")) {
                keep(SESSION, begun.bytes(), VISITORS_SESSION);
            }
            return begun;
        }

        @Override
        public void signIn(Session.Identity identity, Instant expiresAt) {
            session = Session.begin(identity, expiresAt);
            keep(SESSION, session.bytes(), Duration.between(clock.instant(), expiresAt));
        }

        @Override
        public void signOut() {
            session = Session.begin(null, clock.instant().plus(VISITORS_SESSION));
            keep(SESSION, session.bytes(), VISITORS_SESSION);
        }

        @Override
        public void keep(String name, byte[] content, Duration time) {
            response.headers()
                    .add(
                            HeaderValues.create(
                                    HeaderNames.SET_COOKIE, cookies.keeping(name, content, time)));
        }

        @Override
        public Optional<byte[]> find(String name) {
            return cookies.find(request, name);
        }

        @Override
        public void forget(String name) {
            response.headers()
                    .add(HeaderValues.create(HeaderNames.SET_COOKIE, cookies.forgetting(name)));
        }

        @Override
        public WasmcloudClient client(AccessToken token) {
            return client.forSomebody(token, forwardedFor());
        }

        private String forwardedFor() {
            return origin(request).getHostAddress();
        }
    }

    /** What an asset is asked for by. */
    private record AssetPath(String hash, String name) {
        static Optional<AssetPath> of(String path) {
            var parts = path.split("/", -1);
            return parts.length == 4 && parts[1].equals("assets")
                    ? Optional.of(new AssetPath(parts[2], parts[3]))
                    : Optional.empty();
        }
    }

    private boolean isOwn(String origin) {
        return origin.equals(address.getScheme() + "://" + address.getRawAuthority());
    }

    private boolean isOwnHost(String authority) {
        var port = authority.lastIndexOf(':');
        var host = port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
        return host.equalsIgnoreCase(address.getHost());
    }

    private InetAddress origin(ServerRequest request) {
        if (!(request.remotePeer().address() instanceof InetSocketAddress peer)
                || peer.getAddress() == null) {
            return InetAddress.getLoopbackAddress();
        }
        try {
            return proxies.origin(
                            peer.getAddress(),
                            peer.getPort(),
                            name -> request.headers().all(HeaderNames.create(name), List::of))
                    .address();
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    ErrorCode.MALFORMED_REQUEST,
                    "What the proxy tells of its client is malformed: " + e.getMessage());
        }
    }
}
