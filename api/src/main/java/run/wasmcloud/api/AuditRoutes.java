package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.AuditItem;
import run.wasmcloud.store.AuditEvent;
import run.wasmcloud.store.AuditQuery;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Store;

import java.util.Optional;

/** Who did what, when and from where. */
final class AuditRoutes {
    private final Store store;

    AuditRoutes(Store store) {
        this.store = store;
    }

    /** Users see what was done to what is theirs; admins see everything. */
    Object list(Caller caller, ApiRequest request) {
        var all = seesAll(caller);
        var query =
                new AuditQuery(
                        all ? Optional.empty() : Optional.of(caller.user().id()),
                        actor(caller, request),
                        request.query("action"),
                        request.query("subject"),
                        request.time("since"),
                        request.time("until"),
                        request.cursor(),
                        request.limit());
        return FunctionRoutes.page(
                store.auditTrail().list(query), event -> item(caller.user().id(), all, event));
    }

    private static boolean seesAll(Caller caller) {
        return caller.user().role() == Role.ADMIN && caller.scope() == TokenScope.ADMIN;
    }

    private static Optional<UserId> actor(Caller caller, ApiRequest request) {
        var actor = request.query("user", "a UUID", UserId::parse);
        if (!seesAll(caller) && actor.isPresent() && !actor.get().equals(caller.user().id())) {
            throw new WasmcloudException(
                    ErrorCode.NOT_ALLOWED,
                    "What others did is for accounts with the role admin, with a token of the scope"
                            + " admin");
        }
        return actor;
    }

    private static AuditItem item(UserId caller, boolean all, AuditEvent event) {
        var actor = event.actor();
        var shown = all || actor.user() == null || actor.user().equals(caller);
        return new AuditItem(
                event.id(),
                event.at(),
                event.action(),
                event.subject(),
                event.details(),
                by(event),
                shown && actor.user() != null ? actor.user().value() : null,
                shown && actor.token() != null ? actor.token().value() : null,
                shown ? actor.address() : null,
                actor.request());
    }

    private static AuditItem.By by(AuditEvent event) {
        var user = event.actor().user();
        if (user == null) {
            return event.actor().request() == null ? AuditItem.By.SYSTEM : AuditItem.By.VISITOR;
        }
        return isOwn(user, event.owner()) ? AuditItem.By.OWNER : AuditItem.By.ADMIN;
    }

    private static boolean isOwn(UserId actor, @Nullable UserId owner) {
        return owner == null || owner.equals(actor);
    }
}
