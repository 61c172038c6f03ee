package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.wire.BillingEvent;
import run.wasmcloud.model.wire.BillingReceipt;
import run.wasmcloud.model.wire.MoneyItem;
import run.wasmcloud.store.BillingEvents.Fate;
import run.wasmcloud.store.Store;

import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/** What the operator's billing tells: who is on which plan. */
final class BillingRoutes {
    private static final int LARGEST = 64 * 1024;
    private static final int LONGEST_ID = 200;
    private static final String PLAN_CHANGED = "plan-changed";

    private final Store store;
    private final Json json = new Json();
    private final BillingSettings settings;
    private final WebhookSignature signature;

    BillingRoutes(Store store, BillingSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.signature = new WebhookSignature(settings.keys(), clock);
    }

    /** The body is looked into only when its signature is right. */
    Object event(ApiRequest request) {
        if (settings.secrets().isEmpty()) {
            throw ApiRequest.notFound("path: this installation takes no billing events");
        }
        request.requireMediaType("application/json");
        var body = request.bytes(LARGEST, "a billing event");
        var id = request.header("webhook-id").orElse("");
        signature.require(
                id,
                request.header("webhook-timestamp").orElse(""),
                request.header("webhook-signature").orElse(""),
                body);
        var event = json.read(body, BillingEvent.class, each -> errors(id, each));
        return receipt(
                id,
                event.plan(),
                store.billingEvents()
                        .planChanged(
                                id, new UserId(event.user()), event.plan(), event.occurredAt()));
    }

    private static Stream<Optional<FieldError>> errors(String id, BillingEvent event) {
        return Stream.of(
                idError(id),
                typeError(event.type()),
                missing("/user", event.user()),
                missing("/plan", event.plan()),
                missing("/occurredAt", event.occurredAt()));
    }

    private static Optional<FieldError> idError(String id) {
        return id.isEmpty() || id.length() > LONGEST_ID
                ? FieldErrors.error(
                        "webhook-id",
                        "%d characters (expected: 1 to %d)".formatted(id.length(), LONGEST_ID))
                : Optional.empty();
    }

    private static Optional<FieldError> typeError(@Nullable String type) {
        return PLAN_CHANGED.equals(type)
                ? Optional.empty()
                : FieldErrors.error("/type", "expected: " + PLAN_CHANGED);
    }

    private static Optional<FieldError> missing(String pointer, @Nullable Object value) {
        return value == null ? FieldErrors.error(pointer, "is missing") : Optional.empty();
    }

    private BillingReceipt receipt(String id, Plan plan, Fate fate) {
        return new BillingReceipt(
                id,
                fate == Fate.APPLIED,
                fate == Fate.REPEATED,
                store.plans().find(plan).price().map(MoneyItem::of).orElse(null));
    }
}
