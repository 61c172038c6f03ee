package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.FunctionItem;
import run.wasmcloud.model.wire.FunctionPatch;
import run.wasmcloud.model.wire.FunctionRequest;
import run.wasmcloud.model.wire.Page;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.FunctionChange;
import run.wasmcloud.store.Functions;
import run.wasmcloud.store.Slice;
import run.wasmcloud.store.Store;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The functions themselves. */
final class FunctionRoutes {
    private static final int LONGEST_DESCRIPTION = 1_000;

    private final Store store;
    private final ApiSettings settings;

    FunctionRoutes(Store store, ApiSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    Object create(Caller caller, ApiRequest request) {
        var wanted =
                request.json(
                        FunctionRequest.class,
                        each ->
                                Stream.of(
                                        nameError(each.name()),
                                        descriptionError(each.description())));
        var function =
                store.functions()
                        .create(
                                caller.user(),
                                Optional.ofNullable(wanted.name()).map(FunctionName::new),
                                wanted.description() == null ? "" : wanted.description());
        return Answer.created("/v1/functions/" + function.name(), item(function));
    }

    private Optional<FieldError> nameError(@Nullable String name) {
        if (name == null
                || (FunctionName.isValid(name) && !settings.reservedNames().contains(name))) {
            return Optional.empty();
        }
        return FieldErrors.error(
                "/name",
                "expected: 2 to 50 of a-z, 0-9 and -, no --, not beginning or ending with -, not a"
                        + " reserved word");
    }

    private static Optional<FieldError> descriptionError(@Nullable String text) {
        return FieldErrors.optionalText("/description", text, LONGEST_DESCRIPTION);
    }

    Object list(Caller caller, ApiRequest request) {
        var owner = caller.user().id();
        var functions =
                request.flag("deleted", false)
                        ? store.functions().deleted(owner, request.cursor(), request.limit())
                        : store.functions().list(owner, request.cursor(), request.limit());
        return page(functions, this::item);
    }

    Object get(Caller caller, ApiRequest request) {
        return tagged(find(caller, request));
    }

    /** The tag stands for the settings: a new deployment leaves it as it is. */
    private Answer tagged(run.wasmcloud.store.Function function) {
        return new Answer(
                200, Map.of("ETag", IfMatch.tag(function.settingsVersion())), item(function));
    }

    Object change(Caller caller, ApiRequest request) {
        var function = find(caller, request);
        var patch =
                request.json(
                        FunctionPatch.class,
                        each -> Stream.of(descriptionError(each.description())));
        request.ifMatch().require(function.settingsVersion());
        var seen =
                request.ifMatch().isGiven()
                        ? Optional.of(function.settingsVersion())
                        : Optional.<Integer>empty();
        var change =
                new FunctionChange(
                        Optional.ofNullable(patch.description()),
                        Optional.ofNullable(patch.requestBody()),
                        Optional.ofNullable(patch.visibility()));
        return store.functions()
                .change(function.id(), change, seen)
                .map(this::tagged)
                .orElseThrow(() -> changedMeanwhile(seen.isPresent()));
    }

    private static WasmcloudException changedMeanwhile(boolean conditional) {
        return conditional
                ? new WasmcloudException(
                        ErrorCode.PRECONDITION_FAILED,
                        "The function was changed meanwhile: look at it again, and repeat")
                : ApiRequest.notFound("function");
    }

    Object restore(Caller caller, ApiRequest request) {
        return store.functions()
                .restore(caller.user(), request.functionName())
                .map(this::tagged)
                .orElseThrow(() -> ApiRequest.notFound("deleted function"));
    }

    Object delete(Caller caller, ApiRequest request) {
        if (!store.functions().delete(caller.user().id(), request.functionName())) {
            throw ApiRequest.notFound("function");
        }
        return Answer.noContent();
    }

    /** Returns the caller's function that the path names. */
    run.wasmcloud.store.Function find(Caller caller, ApiRequest request) {
        return store.functions()
                .find(caller.user().id(), request.functionName())
                .orElseThrow(() -> ApiRequest.notFound("function"));
    }

    private FunctionItem item(run.wasmcloud.store.Function function) {
        return new FunctionItem(
                function.id().value(),
                function.name().value(),
                function.description(),
                settings.urlOf(function.name()),
                function.activeDeployment().orElse(null),
                function.requestBody(),
                function.visibility(),
                function.suspension().map(AccessRoutes::item).orElse(null),
                function.createdAt(),
                function.updatedAt(),
                function.deletedAt().orElse(null),
                function.deletedAt().map(at -> at.plus(Functions.RESTORABLE)).orElse(null));
    }

    /** Returns a part of a list in the form that callers see. */
    static <S, T> Page<T> page(Slice<S> slice, Function<S, T> item) {
        return new Page<>(slice.items().stream().map(item).toList(), slice.next().orElse(null));
    }
}
