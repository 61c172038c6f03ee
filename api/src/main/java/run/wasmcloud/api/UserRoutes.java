package run.wasmcloud.api;

import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.wire.UserItem;
import run.wasmcloud.model.wire.UserPatch;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Store;
import run.wasmcloud.store.UserChange;
import run.wasmcloud.store.UserQuery;

import java.util.Optional;
import java.util.stream.Stream;

/** All accounts, for admins. */
final class UserRoutes {
    private static final int LONGEST_REASON = 1_000;

    private final Store store;

    UserRoutes(Store store) {
        this.store = store;
    }

    Object list(Caller caller, ApiRequest request) {
        var query =
                new UserQuery(
                        request.query("search"),
                        request.word("state", UserState.class),
                        request.word("plan", Plan.class),
                        request.word("role", Role.class),
                        request.cursor(),
                        request.limit());
        return FunctionRoutes.page(store.userDirectory().list(query), UserItem::of);
    }

    Object change(Caller caller, ApiRequest request) {
        var id = new UserId(request.id("user"));
        var patch = request.json(UserPatch.class, each -> Stream.of(nothing(each), reason(each)));
        return store.userDirectory()
                .change(id, change(patch))
                .map(UserItem::of)
                .orElseThrow(() -> ApiRequest.notFound("user"));
    }

    private static UserChange change(UserPatch patch) {
        return new UserChange(
                Optional.ofNullable(patch.state()),
                Optional.ofNullable(patch.plan()),
                Optional.ofNullable(patch.role()),
                patch.reason() == null ? "" : patch.reason());
    }

    private static Optional<FieldError> nothing(UserPatch patch) {
        return patch.state() == null && patch.plan() == null && patch.role() == null
                ? FieldErrors.error("", "at least one of state, plan and role must be given")
                : Optional.empty();
    }

    private static Optional<FieldError> reason(UserPatch patch) {
        return patch.state() == UserState.LOCKED
                ? FieldErrors.text("/reason", patch.reason(), LONGEST_REASON)
                : FieldErrors.optionalText("/reason", patch.reason(), LONGEST_REASON);
    }
}
