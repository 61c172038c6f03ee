package run.wasmcloud.api;

import run.wasmcloud.model.ApplicationId;
import run.wasmcloud.model.ApplicationState;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.wire.ApplicationItem;
import run.wasmcloud.model.wire.ApplicationRequest;
import run.wasmcloud.model.wire.DecisionRequest;
import run.wasmcloud.store.Application;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Store;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The users' wishes for the plan {@code free}, and what became of them. */
final class ApplicationRoutes {
    private static final int LONGEST_TEXT = 2_000;

    private final Store store;

    ApplicationRoutes(Store store) {
        this.store = store;
    }

    Object create(Caller caller, ApiRequest request) {
        var wanted =
                request.json(
                        ApplicationRequest.class,
                        each ->
                                Stream.of(
                                        FieldErrors.text("/reason", each.reason(), LONGEST_TEXT)));
        return Answer.created(
                "/v1/applications",
                item(store.applications().create(caller.user(), wanted.reason())));
    }

    /** Users see their own; admins see everybody's. */
    Object list(Caller caller, ApiRequest request) {
        var all = caller.user().role() == Role.ADMIN && caller.scope() == TokenScope.ADMIN;
        var slice =
                store.applications()
                        .list(
                                all ? Optional.empty() : Optional.of(caller.user().id()),
                                request.word("state", ApplicationState.class),
                                request.cursor(),
                                request.limit());
        return FunctionRoutes.page(slice, ApplicationRoutes::item);
    }

    Object approve(Caller caller, ApiRequest request) {
        return decide(request, store.applications()::approve);
    }

    Object reject(Caller caller, ApiRequest request) {
        return decide(request, store.applications()::reject);
    }

    private static ApplicationItem decide(
            ApiRequest request, BiFunction<ApplicationId, String, Optional<Application>> decision) {
        var id = new ApplicationId(request.id("application"));
        var note =
                request.json(
                                DecisionRequest.class,
                                each ->
                                        Stream.of(
                                                FieldErrors.optionalText(
                                                        "/note", each.note(), LONGEST_TEXT)))
                        .note();
        return decision.apply(id, note == null ? "" : note)
                .map(ApplicationRoutes::item)
                .orElseThrow(() -> ApiRequest.notFound("application"));
    }

    private static ApplicationItem item(Application application) {
        return new ApplicationItem(
                application.id().value(),
                application.user().value(),
                application.email(),
                application.reason(),
                application.state(),
                application.note(),
                application.createdAt(),
                application.decidedAt().orElse(null));
    }
}
