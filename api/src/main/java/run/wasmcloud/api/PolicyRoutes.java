package run.wasmcloud.api;

import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.wire.PolicyCheckItem;
import run.wasmcloud.model.wire.PolicyCheckRequest;
import run.wasmcloud.model.wire.PolicyRequest;
import run.wasmcloud.olin.PolicyUrl;
import run.wasmcloud.olin.policy.Verdict;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Deployment;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.Store;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What functions may open, and how much they may use. */
final class PolicyRoutes {
    private final Store store;
    private final FunctionRoutes functions;
    private final Policies policies;
    private final Deployer deployer;

    PolicyRoutes(Store store, FunctionRoutes functions, Policies policies, Deployer deployer) {
        this.store = store;
        this.functions = functions;
        this.policies = policies;
        this.deployer = deployer;
    }

    Object get(Caller caller, ApiRequest request) {
        var deployment = deployment(functions.find(caller, request), request);
        var item = policies.item(deployment, caller.limits());
        var tag = IfMatch.tag(deployment.map(Deployment::number).orElse(0));
        return new Answer(200, Map.of("ETag", tag), item);
    }

    /** Returns the deployment that is asked for, else the active one. */
    private Optional<Deployment> deployment(Function function, ApiRequest request) {
        var number = request.query("deployment", "a version's number", Integer::valueOf);
        return number.isEmpty()
                ? store.deployments().active(function.id())
                : Optional.of(
                        store.deployments()
                                .find(function.id(), number.get())
                                .orElseThrow(() -> ApiRequest.notFound("deployment")));
    }

    Object put(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var wish =
                new Deployer.Wish(
                        caller,
                        function,
                        DeploymentRoutes.message(request),
                        request.flag("activate", true));
        var text = request.json(PolicyRequest.class).text();
        FieldErrors.requireNone(Policies.errors("/text", text).stream().map(Optional::of));
        var deployment = deployer.deployPolicy(wish, text, request.ifMatch());
        return Answer.created(DeploymentRoutes.location(function, deployment), deployment);
    }

    Object check(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var wanted = request.json(PolicyCheckRequest.class);
        FieldErrors.requireNone(
                Stream.concat(
                        Stream.of(urlError(wanted)),
                        Policies.errors("/text", wanted.text()).stream().map(Optional::of)));
        var policy =
                policies.of(
                        wanted.text() == null
                                ? deployment(function, request).map(Deployment::policy).orElse(null)
                                : wanted.text());
        var url = PolicyUrl.of(String.valueOf(wanted.url())).text();
        return item(url, policy.check(url));
    }

    private static Optional<FieldError> urlError(PolicyCheckRequest request) {
        if (request.url() == null) {
            return FieldErrors.error("/url", "must be given");
        }
        try {
            PolicyUrl.of(request.url());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return FieldErrors.error("/url", String.valueOf(e.getMessage()));
        }
    }

    private static PolicyCheckItem item(String url, Verdict verdict) {
        var line =
                switch (verdict) {
                    case Verdict.Allowed allowed -> Optional.of(allowed.rule().line());
                    case Verdict.Disallowed disallowed -> Optional.of(disallowed.rule().line());
                    case Verdict.NotAllowed _ -> Optional.<Integer>empty();
                };
        return new PolicyCheckItem(url, verdict.allowed(), line.orElse(null), verdict.reason());
    }
}
