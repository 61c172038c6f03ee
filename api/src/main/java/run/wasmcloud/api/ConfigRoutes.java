package run.wasmcloud.api;

import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.VariableName;
import run.wasmcloud.model.wire.ConfigItem;
import run.wasmcloud.model.wire.ConfigRequest;
import run.wasmcloud.model.wire.DeploymentItem;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Deployment;
import run.wasmcloud.store.DeploymentSettings;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The configuration variables of functions: they belong to a version, so a change makes one. */
final class ConfigRoutes {
    private final FunctionRoutes functions;
    private final DeploymentRoutes deployments;
    private final Deployer deployer;

    ConfigRoutes(FunctionRoutes functions, DeploymentRoutes deployments, Deployer deployer) {
        this.functions = functions;
        this.deployments = deployments;
        this.deployer = deployer;
    }

    Object get(Caller caller, ApiRequest request) {
        var deployment = deployments.asked(functions.find(caller, request), request);
        var number = deployment.map(Deployment::number);
        var settings = deployment.map(Deployment::settings).orElseGet(DeploymentSettings::none);
        return new Answer(
                200,
                Map.of("ETag", IfMatch.tag(number.orElse(0))),
                new ConfigItem(settings.config(), number.orElse(null)));
    }

    Object put(Caller caller, ApiRequest request) {
        var wish = Deployer.Wish.of(caller, functions.find(caller, request), request);
        var wanted = request.json(ConfigRequest.class, ConfigRoutes::errors);
        var config = Variables.checked(wanted.variables());
        return answer(wish, settings -> settings.withConfig(config), request);
    }

    private static Stream<Optional<FieldError>> errors(ConfigRequest wanted) {
        return wanted.variables() == null
                ? Stream.of(FieldErrors.error("/variables", "must be given"))
                : Variables.errors("/variables", wanted.variables());
    }

    Object putOne(Caller caller, ApiRequest request) {
        var wish = Deployer.Wish.of(caller, functions.find(caller, request), request);
        var name = Variables.name(request);
        var value = Variables.value(request);
        return answer(wish, settings -> with(settings, name, value), request);
    }

    /** The others are looked at again: together they may be too many. */
    private static DeploymentSettings with(
            DeploymentSettings settings, VariableName name, String value) {
        SortedMap<String, String> config = new TreeMap<>(settings.config());
        config.put(name.value(), value);
        FieldErrors.requireNone(Variables.errors("", new TreeMap<>(config)));
        return settings.withConfig(config);
    }

    Object deleteOne(Caller caller, ApiRequest request) {
        var wish = Deployer.Wish.of(caller, functions.find(caller, request), request);
        var name = Variables.name(request);
        return answer(wish, settings -> without(settings, name), request);
    }

    private static DeploymentSettings without(DeploymentSettings settings, VariableName name) {
        var config = new TreeMap<>(settings.config());
        if (config.remove(name.value()) == null) {
            throw ApiRequest.notFound("variable in the active version");
        }
        return settings.withConfig(config);
    }

    private Answer answer(
            Deployer.Wish wish, UnaryOperator<DeploymentSettings> change, ApiRequest request) {
        DeploymentItem made = deployer.redeploy(wish, change, Optional.empty(), request.ifMatch());
        return Answer.created(DeploymentRoutes.location(wish.function(), made), made);
    }
}
