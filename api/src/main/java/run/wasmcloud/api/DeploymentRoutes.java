package run.wasmcloud.api;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.ModuleReport;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.DeploymentItem;
import run.wasmcloud.model.wire.DeploymentRequest;
import run.wasmcloud.model.wire.LimitsItem;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Deployment;
import run.wasmcloud.store.NewDeployment;
import run.wasmcloud.store.Store;

import java.util.concurrent.Semaphore;

/** Modules, and the versions of functions. */
final class DeploymentRoutes {
    private static final String WASM = "application/wasm";
    private static final int LONGEST_MESSAGE = 1_000;
    private static final int COMPILES_AT_ONCE = 2;

    private final Store store;
    private final FunctionRoutes functions;
    private final ModuleGate gate;
    private final ExampleCatalogue examples;
    private final Semaphore compiling = new Semaphore(COMPILES_AT_ONCE, true);

    DeploymentRoutes(
            Store store, FunctionRoutes functions, ModuleGate gate, ExampleCatalogue examples) {
        this.store = store;
        this.functions = functions;
        this.gate = gate;
        this.examples = examples;
    }

    Object deploy(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var message = message(request);
        var limits = caller.user().plan().limits().defaultRun();
        var wanted = new NewDeployment(function, limits, message, request.flag("activate", true));
        var deployment =
                request.mediaType().equals(WASM)
                        ? deployUpload(caller, request, wanted)
                        : deployNamed(caller, request.json(DeploymentRequest.class), wanted);
        return Answer.created(
                "/v1/functions/%s/deployments/%d".formatted(function.name(), deployment.number()),
                item(deployment));
    }

    private static String message(ApiRequest request) {
        var message = request.query("message").orElse("");
        if (message.length() > LONGEST_MESSAGE) {
            throw ApiRequest.invalid(
                    "?message",
                    "%d characters (expected: at most %d)"
                            .formatted(message.length(), LONGEST_MESSAGE));
        }
        return message;
    }

    private Deployment deployUpload(Caller caller, ApiRequest request, NewDeployment wanted) {
        var wasm = module(caller, request);
        return deployBytes(caller, wasm, wanted);
    }

    private Deployment deployBytes(Caller caller, byte[] wasm, NewDeployment wanted) {
        var report = admit(wasm, wanted.limits());
        return store.deployments().deploy(wanted, caller.user().id(), wasm, report);
    }

    private Deployment deployNamed(Caller caller, DeploymentRequest request, NewDeployment wanted) {
        if (request.example() != null && request.module() == null) {
            var wasm =
                    examples.wasm(request.example())
                            .orElseThrow(
                                    () ->
                                            ApiRequest.invalid(
                                                    "/example",
                                                    "there is no such example; GET /v1/examples"
                                                            + " lists them"));
            return deployBytes(caller, wasm, wanted);
        }
        if (request.module() != null && request.example() == null) {
            return store.deployments().deploy(wanted, uploaded(caller, request.module()));
        }
        throw ApiRequest.invalid("", "either module or example must be given");
    }

    private ModuleHash uploaded(Caller caller, String hash) {
        try {
            return store.modules()
                    .findUploaded(caller.user().id(), new ModuleHash(hash))
                    .orElseThrow(
                            () ->
                                    ApiRequest.invalid(
                                            "/module",
                                            "you have uploaded no such module; upload its bytes"))
                    .hash();
        } catch (IllegalArgumentException e) {
            throw ApiRequest.invalid("/module", String.valueOf(e.getMessage()));
        }
    }

    Object upload(Caller caller, ApiRequest request) {
        var wasm = module(caller, request);
        var report = admit(wasm, caller.user().plan().limits().defaultRun());
        if (!request.flag("check", false)) {
            store.modules().put(caller.user().id(), wasm, report);
        }
        return report;
    }

    private static byte[] module(Caller caller, ApiRequest request) {
        request.requireMediaType(WASM);
        return request.bytes(caller.user().plan().limits().moduleBytes(), "a module");
    }

    /** Compiling takes all of a processor: few at once, so that the other routes go on. */
    private ModuleReport admit(byte[] wasm, RunLimits limits) {
        try {
            compiling.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE, "The server is stopping; try again later", e);
        }
        try {
            return gate.admit(wasm, limits);
        } finally {
            compiling.release();
        }
    }

    Object list(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var slice = store.deployments().list(function.id(), request.cursor(), request.limit());
        return FunctionRoutes.page(slice, DeploymentRoutes::item);
    }

    Object get(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        return store.deployments()
                .find(function.id(), number(request))
                .map(DeploymentRoutes::item)
                .orElseThrow(() -> ApiRequest.notFound("deployment"));
    }

    Object activate(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        return store.deployments()
                .activate(function, number(request))
                .map(DeploymentRoutes::item)
                .orElseThrow(() -> ApiRequest.notFound("deployment"));
    }

    private static int number(ApiRequest request) {
        try {
            return Integer.parseInt(request.path("number"));
        } catch (NumberFormatException e) {
            throw ApiRequest.notFound("deployment");
        }
    }

    private static DeploymentItem item(Deployment deployment) {
        return new DeploymentItem(
                deployment.id().value(),
                deployment.number(),
                deployment.module().hex(),
                deployment.moduleBytes(),
                deployment.active(),
                deployment.message(),
                LimitsItem.of(deployment.limits()),
                deployment.createdAt());
    }
}
