package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.FunctionItem;
import run.wasmcloud.model.wire.FunctionRequest;
import run.wasmcloud.model.wire.Page;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Slice;
import run.wasmcloud.store.Store;

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
        var wanted = request.json(FunctionRequest.class);
        FieldErrors.requireNone(
                Stream.of(nameError(wanted.name()), descriptionError(wanted.description())));
        var function =
                store.functions()
                        .create(
                                caller.user(),
                                Optional.ofNullable(wanted.name()).map(FunctionName::new),
                                wanted.description() == null ? "" : wanted.description());
        return Answer.created("/v1/functions/" + function.name(), item(function));
    }

    private static Optional<FieldError> nameError(@Nullable String name) {
        if (name == null || FunctionName.isValid(name)) {
            return Optional.empty();
        }
        return FieldErrors.error(
                "/name",
                "expected: 3 to 50 of a-z, 0-9 and -, no --, not beginning or ending with -, not a"
                        + " reserved word");
    }

    private static Optional<FieldError> descriptionError(@Nullable String text) {
        return text != null && text.length() > LONGEST_DESCRIPTION
                ? FieldErrors.error(
                        "/description",
                        "%d characters (expected: at most %d)"
                                .formatted(text.length(), LONGEST_DESCRIPTION))
                : Optional.empty();
    }

    Object list(Caller caller, ApiRequest request) {
        return page(
                store.functions().list(caller.user().id(), request.cursor(), request.limit()),
                this::item);
    }

    Object get(Caller caller, ApiRequest request) {
        return item(find(caller, request));
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
                function.createdAt(),
                function.updatedAt());
    }

    /** Returns a part of a list in the form that callers see. */
    static <S, T> Page<T> page(Slice<S> slice, Function<S, T> item) {
        return new Page<>(slice.items().stream().map(item).toList(), slice.next().orElse(null));
    }
}
