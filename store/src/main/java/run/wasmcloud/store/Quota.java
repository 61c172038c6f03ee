package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;

/**
 * What a plan bounds by counting rows.
 *
 * @param figure how many there may be
 * @param count a query for how many {@code :owner} has
 */
record Quota(PlanFigure figure, String count) {
    /**
     * Refuses one more when there are as many as the owner's plan allows. Locks the owner's row, so
     * that two requests at once cannot both take the last place.
     *
     * @throws WasmcloudException {@code QUOTA_REACHED}
     */
    void requireRoom(Handle handle, UserId owner) {
        var plan =
                handle.createQuery("SELECT plan FROM users WHERE id = :owner FOR NO KEY UPDATE")
                        .bind("owner", owner.value())
                        .map((row, _) -> Rows.value(Plan.class, row, "plan"))
                        .one();
        var most = Plans.limits(handle, owner).figure(figure);
        var used = handle.createQuery(count).bind("owner", owner.value()).mapTo(Long.class).one();
        if (used >= most) {
            throw new WasmcloudException(
                    ErrorCode.QUOTA_REACHED,
                    "%d of %d %s of the plan %s are used: delete one, or ask for a larger plan"
                            .formatted(used, most, figure.word(), Rows.word(plan)));
        }
    }
}
