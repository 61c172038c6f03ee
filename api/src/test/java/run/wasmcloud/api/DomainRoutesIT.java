package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.store.Domain;
import run.wasmcloud.store.Domains;
import run.wasmcloud.store.Function;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

@ExtendWith(TestApi.Provider.class)
class DomainRoutesIT {
    private static final String ALL = "/v1/functions/{name}/domains";
    private static final String ONE = ALL + "/{host}";

    private final TestApi api;
    private final String host = "shop-" + UUID.randomUUID() + ".example.org";
    private final Owner owner;

    DomainRoutesIT(TestApi api) {
        this.api = api;
        this.owner = newOwner();
    }

    private record Owner(String jwt, Function function) {}

    private Owner newOwner() {
        var user = api.user(Plan.PAID);
        var function = api.store().functions().create(user, Optional.empty(), "");
        var jwt = api.token(user, TokenScope.ADMIN).jwt();
        api.call("POST", "/v1/functions/{name}/deployments", function.name())
                .as(jwt)
                .wasm(TestModules.hello())
                .ok();
        return new Owner(jwt, function);
    }

    private Call claim(Owner by, String name) {
        return api.call("POST", ALL, by.function().name())
                .as(by.jwt())
                .json("{\"host\":\"%s\"}".formatted(name));
    }

    private Call.Reply proved(Owner by) {
        var claimed = claim(by, host).send();
        api.dns().set(claimed.text("record"), "unrelated", claimed.text("value"));
        return claim(by, host).send();
    }

    private Optional<Function> led() {
        return api.store()
                .routing()
                .find(host)
                .flatMap(found -> api.store().functions().find(found.owner(), found.name()));
    }

    private Domain domain(Owner by) {
        return api.store().domains().find(by.function().id(), host).orElseThrow();
    }

    @Test
    void leadsANameToAFunctionWhenItsDnsProvesTheClaim() {
        var claimed = claim(owner, host.toUpperCase(Locale.ROOT)).send();
        assertThat(claimed.status()).isEqualTo(201);
        assertThat(claimed.text("host")).isEqualTo(host);
        assertThat(claimed.text("record")).isEqualTo("_wasmcloud-challenge." + host);
        assertThat(claimed.json().path("verified").asBoolean()).isFalse();
        assertThat(claimed.header("Location"))
                .isEqualTo("/v1/functions/%s/domains/%s".formatted(owner.function().name(), host));
        assertThat(led()).isEmpty();

        api.dns().set(claimed.text("record"), claimed.text("value"));
        var again = claim(owner, host).send();

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("verified").asBoolean()).isTrue();
        assertThat(again.json().has("verifiedAt")).isTrue();
        assertThat(led().map(Function::id)).contains(owner.function().id());
        var items = api.call("GET", ALL, owner.function().name()).as(owner.jwt()).ok();
        assertThat(items.path("items").get(0)).isEqualTo(again.json());

        var removal = api.call("DELETE", ONE, owner.function().name(), host).as(owner.jwt());
        assertThat(removal.send().status()).isEqualTo(204);
        assertThat(led()).isEmpty();
        api.call("DELETE", ONE, owner.function().name(), host)
                .as(owner.jwt())
                .refused(404, "not-found");
    }

    @Test
    void givesEachFunctionItsOwnProof() {
        var first = claim(owner, host).ok().path("value").asString();
        var second = claim(newOwner(), host).ok().path("value").asString();
        assertThat(first).isNotEqualTo(second).hasSize(43);

        api.dns().set(DomainProofs.record(host), second);

        assertThat(claim(owner, host).ok().path("verified").asBoolean()).isFalse();
    }

    @Test
    void leadsANameToOneFunctionOnly() {
        var other = newOwner();
        var value = claim(other, host).ok().path("value").asString();
        var first = proved(owner);
        api.dns().set(first.text("record"), first.text("value"), value);

        var reply = claim(other, host).refused(409, "conflict");

        assertThat(reply.text("detail")).doesNotContain(owner.function().name().value());
        assertThat(led().map(Function::id)).contains(owner.function().id());
    }

    @Test
    void leadsANameThatChangedHandsToItsNewOwner() {
        var other = newOwner();
        proved(owner);

        var taken = proved(other);

        assertThat(taken.json().path("verified").asBoolean()).isTrue();
        assertThat(led().map(Function::id)).contains(other.function().id());
        assertThat(domain(owner).verifiedAt()).isEmpty();
    }

    @Test
    void takesANameAwayWhenItsProofIsGoneForSeveralChecks() {
        proved(owner);
        api.dns().remove(DomainProofs.record(host));

        for (var check = 1; check < Domains.MOST_FAILURES; check++) {
            assertThat(api.proofs().check(domain(owner))).isTrue();
            assertThat(led()).isPresent();
        }
        api.proofs().check(domain(owner));

        assertThat(led()).isEmpty();
    }

    @Test
    void concludesNothingWhenTheDnsDoesNotAnswer() {
        proved(owner);
        api.dns().fail(true);
        try {
            for (var check = 0; check < Domains.MOST_FAILURES; check++) {
                api.proofs().check(domain(owner));
            }
        } finally {
            api.dns().fail(false);
        }

        assertThat(led()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c:1", "*.example.org", "hello.run.localhost", "co.uk"})
    void refusesNamesThatNobodyMayBring(String name) {
        var reply = claim(owner, name).refused(422, "invalid-value");

        assertThat(reply.json().path("errors").get(0).path("pointer").asString())
                .isEqualTo("/host");
    }

    @Test
    void asksForAName() {
        api.call("POST", ALL, owner.function().name())
                .as(owner.jwt())
                .json("{}")
                .refused(422, "invalid-value");
    }

    @Test
    void namesTheQuotaOfThePlan() {
        var applicant = api.user(Plan.APPLICANT);
        var function = api.store().functions().create(applicant, Optional.empty(), "");
        var jwt = api.token(applicant, TokenScope.ADMIN).jwt();

        var reply = claim(new Owner(jwt, function), host).refused(403, "quota-reached");

        assertThat(reply.text("detail")).contains("0 of 0 domains");
    }

    @Test
    void hidesOtherUsersNames() {
        claim(owner, host).ok();
        var stranger = new Owner(api.newUser(), owner.function());

        claim(stranger, host).refused(404, "not-found");
        api.call("GET", ALL, owner.function().name()).as(stranger.jwt()).refused(404, "not-found");
        api.call("DELETE", ONE, owner.function().name(), host)
                .as(stranger.jwt())
                .refused(404, "not-found");
    }
}
