package run.wasmcloud.api;

import run.wasmcloud.model.VariableName;
import run.wasmcloud.model.wire.Page;
import run.wasmcloud.model.wire.SecretItem;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Secret;
import run.wasmcloud.store.Store;

/** The secrets of functions: set, and shown to nobody after that. */
final class SecretRoutes {
    private final Store store;
    private final FunctionRoutes functions;

    SecretRoutes(Store store, FunctionRoutes functions) {
        this.store = store;
        this.functions = functions;
    }

    Object list(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        return new Page<>(
                store.secrets().list(function.id()).stream().map(SecretRoutes::item).toList(),
                null);
    }

    Object put(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var name = Variables.name(request);
        var value = Variables.value(request);
        return item(store.secrets().put(function, name, value));
    }

    Object delete(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var name = request.path("key");
        if (!VariableName.isValid(name)
                || !store.secrets().delete(function, new VariableName(name))) {
            throw ApiRequest.notFound("secret");
        }
        return Answer.noContent();
    }

    private static SecretItem item(Secret secret) {
        return new SecretItem(secret.name().value(), secret.createdAt(), secret.setAt());
    }
}
