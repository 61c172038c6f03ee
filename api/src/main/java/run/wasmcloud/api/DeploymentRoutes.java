package run.wasmcloud.api;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.DeploymentItem;
import run.wasmcloud.model.wire.DeploymentRequest;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Deployment;
import run.wasmcloud.store.DeploymentSettings;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.Store;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Modules, and the versions of functions. */
final class DeploymentRoutes {
    private static final String WASM = "application/wasm";
    private static final int LONGEST_MESSAGE = 1_000;

    private final Store store;
    private final FunctionRoutes functions;
    private final ModuleGate gate;
    private final ExampleCatalogue examples;
    private final Deployer deployer;
    private final UploadTurns uploads;

    DeploymentRoutes(
            Store store,
            FunctionRoutes functions,
            ModuleGate gate,
            ExampleCatalogue examples,
            Deployer deployer,
            UploadTurns uploads) {
        this.store = store;
        this.functions = functions;
        this.gate = gate;
        this.examples = examples;
        this.deployer = deployer;
        this.uploads = uploads;
    }

    Object deploy(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var wish = Deployer.Wish.of(caller, function, request);
        var deployment = uploads.take(caller.user().id(), () -> deploy(caller, request, wish));
        return Answer.created(location(function, deployment), deployment);
    }

    private DeploymentItem deploy(Caller caller, ApiRequest request, Deployer.Wish wish) {
        if (request.mediaType().equals(WASM)) {
            return deployer.deploy(
                    wish, uploaded(caller, request), settings -> settings, Optional.empty());
        }
        if (request.mediaType().equals(FormParts.MEDIA_TYPE)) {
            requireOwnModules(caller);
            var form = DeploymentForm.read(caller, request);
            return deployer.deploy(wish, form.wasm(), form::changed, form.brought());
        }
        var named = request.json(DeploymentRequest.class, DeploymentRoutes::errors);
        return deployer.deploy(
                wish,
                named(caller, named),
                settings -> changed(settings, named, policy(named)),
                Optional.empty());
    }

    private static Stream<Optional<FieldError>> errors(DeploymentRequest named) {
        var policy = Policies.errors("/policy", named.policy()).stream().map(Optional::of);
        return named.config() == null
                ? policy
                : Stream.concat(policy, Variables.errors("/config", named.config()));
    }

    /** An example comes with what it needs, unless the caller says otherwise. */
    private Optional<String> policy(DeploymentRequest named) {
        return Optional.ofNullable(named.policy())
                .or(() -> Optional.ofNullable(named.example()).flatMap(examples::policy));
    }

    private static DeploymentSettings changed(
            DeploymentSettings settings, DeploymentRequest named, Optional<String> policy) {
        var config = named.config() == null ? settings.config() : Variables.checked(named.config());
        return settings.withPolicy(policy.orElse(settings.policy())).withConfig(config);
    }

    /** Returns where a deployment is. */
    static String location(Function function, DeploymentItem deployment) {
        return "/v1/functions/%s/deployments/%d".formatted(function.name(), deployment.number());
    }

    static String message(ApiRequest request) {
        var message = request.query("message").orElse("");
        if (message.length() > LONGEST_MESSAGE) {
            throw ApiRequest.invalid(
                    "?message",
                    "%d characters (expected: at most %d)"
                            .formatted(message.length(), LONGEST_MESSAGE));
        }
        return message;
    }

    private byte[] named(Caller caller, DeploymentRequest request) {
        if (request.example() != null && request.module() == null) {
            return example(request.example());
        }
        if (request.module() != null && request.example() == null) {
            requireOwnModules(caller);
            return module(caller, request.module());
        }
        throw ApiRequest.invalid("", "either module or example must be given");
    }

    private byte[] example(String id) {
        return examples.wasm(id)
                .orElseThrow(
                        () ->
                                ApiRequest.invalid(
                                        "/example",
                                        "there is no such example; GET /v1/examples lists them"));
    }

    private byte[] module(Caller caller, String hash) {
        return store.modules()
                .findUploaded(caller.user().id(), hash(hash))
                .flatMap(module -> store.modules().read(module.hash()))
                .orElseThrow(
                        () ->
                                ApiRequest.invalid(
                                        "/module",
                                        "you have uploaded no such module; upload its bytes"));
    }

    private static ModuleHash hash(String text) {
        try {
            return new ModuleHash(text);
        } catch (IllegalArgumentException e) {
            throw ApiRequest.invalid(
                    "/module", "expected: SHA-256 as 64 lower-case hexadecimal digits");
        }
    }

    Object upload(Caller caller, ApiRequest request) {
        var onlyCheck = request.flag("check", false);
        return uploads.take(caller.user().id(), () -> upload(caller, request, onlyCheck));
    }

    private Answer upload(Caller caller, ApiRequest request, boolean onlyCheck) {
        var wasm = uploaded(caller, request);
        var plan = caller.limits();
        var report = gate.admit(wasm, plan.defaultRun(), plan.compile());
        if (onlyCheck) {
            return Answer.ok(report);
        }
        store.modules().put(caller.user().id(), wasm, report);
        return new Answer(201, Map.of(), report);
    }

    private static byte[] uploaded(Caller caller, ApiRequest request) {
        requireOwnModules(caller);
        request.requireMediaType(WASM);
        return request.bytes(caller.limits().moduleBytes(), QueueRoutes.ofPlan("A module", caller));
    }

    /** The plan applicant runs nothing but what the platform brings along. */
    private static void requireOwnModules(Caller caller) {
        if (caller.user().plan() == Plan.APPLICANT) {
            throw new WasmcloudException(
                    ErrorCode.NOT_ALLOWED,
                    "The plan applicant may deploy only the examples: apply for the plan free");
        }
    }

    Object list(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var slice = store.deployments().list(function.id(), request.cursor(), request.limit());
        return FunctionRoutes.page(slice, Deployer::item);
    }

    Object get(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        return store.deployments()
                .find(function.id(), number(request))
                .map(Deployer::whole)
                .orElseThrow(() -> ApiRequest.notFound("deployment"));
    }

    /** Returns the deployment that a query asks for, else the active one. */
    Optional<Deployment> asked(Function function, ApiRequest request) {
        var number = request.query("deployment", "a version's number", Integer::valueOf);
        return number.isEmpty()
                ? store.deployments().active(function.id())
                : Optional.of(
                        store.deployments()
                                .find(function.id(), number.get())
                                .orElseThrow(() -> ApiRequest.notFound("deployment")));
    }

    Object activate(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        return store.deployments()
                .activate(function, number(request))
                .map(Deployer::whole)
                .orElseThrow(() -> ApiRequest.notFound("deployment"));
    }

    private static int number(ApiRequest request) {
        try {
            return Integer.parseInt(request.path("number"));
        } catch (NumberFormatException e) {
            throw ApiRequest.notFound("deployment");
        }
    }
}
