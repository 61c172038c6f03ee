package run.wasmcloud.api;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;
import run.wasmcloud.store.Token;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** A user with one of everything that paths name. */
final class OwnedThings {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final TestApi api;
    private final User owner;
    private final String jwt;
    private final String function;
    private final String schedule;
    private final UUID token;
    private final UUID session;

    OwnedThings(TestApi api, User owner) {
        this.api = api;
        this.owner = owner;
        var made = api.token(owner, TokenScope.ADMIN);
        this.jwt = made.jwt();
        this.function = post("/v1/functions", "{}").path("name").asString();
        post("/v1/functions/{name}/deployments", "{\"example\":\"hello\"}");
        this.schedule =
                post("/v1/functions/{name}/schedules", "{\"cron\":\"5 4 * * *\"}")
                        .path("id")
                        .asString();
        post("/v1/functions/{name}/domains", "{\"host\":\"%s\"}".formatted(host()));
        put("/v1/functions/{name}/config/{key}");
        put("/v1/functions/{name}/secrets/{key}");
        this.token = token(Token.Kind.API);
        this.session = token(Token.Kind.SESSION);
    }

    static OwnedThings of(TestApi api) {
        return new OwnedThings(api, api.user(Plan.PAID));
    }

    private JsonNode post(String path, String body) {
        return api.call("POST", path, parts(path)).as(jwt).json(body).ok();
    }

    private void put(String path) {
        api.call("PUT", path, parts(path)).as(jwt).json("{\"value\":\"x\"}").ok();
    }

    private UUID token(Token.Kind kind) {
        var expiresAt = Instant.now().plus(Duration.ofHours(1));
        return api.store()
                .tokens()
                .issue(owner.id(), kind, "thing", TokenScope.READ, expiresAt)
                .token()
                .id()
                .value();
    }

    private String host() {
        return "www." + owner.id() + ".example.org";
    }

    /** Returns a token of the owner for everything. */
    String jwt() {
        return jwt;
    }

    /** Returns what the parameters of a path are for this user's things. */
    Object[] parts(String path) {
        List<Object> parts = new ArrayList<>();
        var parameters = PARAMETER.matcher(path);
        while (parameters.find()) {
            parts.add(part(path, parameters.group(1)));
        }
        return parts.toArray();
    }

    private Object part(String path, String name) {
        return switch (name) {
            case "name" -> path.startsWith("/v1/plans") ? "applicant" : function;
            case "number" -> 1;
            case "key" -> "KEY";
            case "host" -> host();
            case "month" -> "2026-01";
            case "slug" -> "not-found";
            case "id" -> id(path);
            default -> "something";
        };
    }

    private Object id(String path) {
        if (path.contains("/schedules/")) {
            return schedule;
        }
        return path.contains("/sessions/")
                ? session
                : path.contains("/tokens/") ? token : UUID.randomUUID();
    }
}
