package run.wasmcloud.api;

import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.wire.PolicyCheckItem;
import run.wasmcloud.model.wire.PolicyCheckRequest;
import run.wasmcloud.model.wire.PolicyRequest;
import run.wasmcloud.olin.PolicyUrl;
import run.wasmcloud.olin.policy.Verdict;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Deployment;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What functions may open, and how much they may use. */
final class PolicyRoutes {
    private final FunctionRoutes functions;
    private final DeploymentRoutes deployments;
    private final Policies policies;
    private final Deployer deployer;

    PolicyRoutes(
            FunctionRoutes functions,
            DeploymentRoutes deployments,
            Policies policies,
            Deployer deployer) {
        this.functions = functions;
        this.deployments = deployments;
        this.policies = policies;
        this.deployer = deployer;
    }

    Object get(Caller caller, ApiRequest request) {
        var deployment = deployments.asked(functions.find(caller, request), request);
        var item = policies.item(deployment, caller.limits());
        var tag = IfMatch.tag(deployment.map(Deployment::number).orElse(0));
        return new Answer(200, Map.of("ETag", tag), item);
    }

    Object put(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var wish = Deployer.Wish.of(caller, function, request);
        var text =
                request.json(
                                PolicyRequest.class,
                                each ->
                                        Policies.errors("/text", each.text()).stream()
                                                .map(Optional::of))
                        .text();
        var deployment =
                deployer.redeploy(
                        wish,
                        settings -> settings.withPolicy(text),
                        Optional.empty(),
                        request.ifMatch());
        return Answer.created(DeploymentRoutes.location(function, deployment), deployment);
    }

    Object check(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var wanted =
                request.json(
                        PolicyCheckRequest.class,
                        each ->
                                Stream.concat(
                                        Stream.of(urlError(each)),
                                        Policies.errors("/text", each.text()).stream()
                                                .map(Optional::of)));
        var policy =
                policies.of(
                        wanted.text() == null
                                ? deployments
                                        .asked(function, request)
                                        .map(Deployment::policy)
                                        .orElse(null)
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
