package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.Money;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.PlanLimits;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.MoneyItem;
import run.wasmcloud.model.wire.Page;
import run.wasmcloud.model.wire.PlanItem;
import run.wasmcloud.model.wire.PlanRequest;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Store;
import run.wasmcloud.store.StoredPlan;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the users of each plan may use. */
final class PlanRoutes {
    private static final Set<String> WORDS =
            Arrays.stream(PlanFigure.values())
                    .map(PlanFigure::word)
                    .collect(Collectors.toUnmodifiableSet());

    private final Store store;

    PlanRoutes(Store store) {
        this.store = store;
    }

    Object list(Caller caller, ApiRequest request) {
        return new Page<>(store.plans().list().stream().map(PlanRoutes::item).toList(), null);
    }

    Object get(Caller caller, ApiRequest request) {
        return answer(store.plans().find(name(request)));
    }

    /** What holds for the caller. */
    Object limits(Caller caller, ApiRequest request) {
        return item(store.plans().find(caller.user().plan()));
    }

    Object put(Caller caller, ApiRequest request) {
        var name = name(request);
        var wanted = request.json(PlanRequest.class, PlanRoutes::errors);
        var limits = PlanLimits.of(figure -> value(wanted.limits().get(figure.word())));
        var version = version(request.ifMatch(), name);
        return store.plans()
                .put(name, limits, price(wanted.price()), version)
                .map(PlanRoutes::answer)
                .orElseThrow(
                        () ->
                                new WasmcloudException(
                                        ErrorCode.PRECONDITION_FAILED,
                                        "The plan was changed meanwhile: look at it again, and"
                                                + " repeat"));
    }

    private OptionalInt version(IfMatch condition, Plan name) {
        if (condition.header().isEmpty()) {
            return OptionalInt.empty();
        }
        var version = store.plans().find(name).version();
        condition.require(version);
        return OptionalInt.of(version);
    }

    private static Plan name(ApiRequest request) {
        return Arrays.stream(Plan.values())
                .filter(plan -> Json.word(plan).equals(request.path("name")))
                .findFirst()
                .orElseThrow(() -> ApiRequest.notFound("plan"));
    }

    private static Stream<Optional<FieldError>> errors(PlanRequest wanted) {
        Map<String, @Nullable Long> limits = wanted.limits() == null ? Map.of() : wanted.limits();
        return Stream.of(
                        Arrays.stream(PlanFigure.values()).map(figure -> error(figure, limits)),
                        limits.keySet().stream().map(PlanRoutes::unknown),
                        priceErrors(wanted.price()))
                .flatMap(each -> each);
    }

    private static Stream<Optional<FieldError>> priceErrors(@Nullable MoneyItem price) {
        if (price == null) {
            return Stream.empty();
        }
        var amount = price.amount();
        var currency = price.currency();
        return Stream.of(
                amount == null || amount < 0 || amount > Money.MOST
                        ? FieldErrors.error(
                                "/price/amount",
                                "expected: 0 to %d, in the currency's smallest unit"
                                        .formatted(Money.MOST))
                        : Optional.empty(),
                currency == null || !Money.isCurrency(currency)
                        ? FieldErrors.error(
                                "/price/currency", "expected: one of ISO 4217, such as EUR")
                        : Optional.empty());
    }

    private static Optional<Money> price(@Nullable MoneyItem price) {
        return price == null || price.amount() == null || price.currency() == null
                ? Optional.empty()
                : Optional.of(new Money(price.amount(), price.currency()));
    }

    private static long value(@Nullable Long given) {
        return given == null ? PlanFigure.UNBOUNDED : given;
    }

    private static Optional<FieldError> error(
            PlanFigure figure, Map<String, @Nullable Long> limits) {
        var given = limits.containsKey(figure.word());
        if (given && figure.allows(value(limits.get(figure.word())))) {
            return Optional.empty();
        }
        return FieldErrors.error(
                "/limits/" + figure.word(),
                "expected: %d to %d%s"
                        .formatted(
                                figure.least(),
                                figure.most(),
                                figure.mayBeUnbounded() ? ", or null for no bound" : ""));
    }

    private static Optional<FieldError> unknown(String word) {
        return WORDS.contains(word)
                ? Optional.empty()
                : FieldErrors.error("/limits/" + word, "plans have no such figure");
    }

    private static Answer answer(StoredPlan plan) {
        return new Answer(200, Map.of("ETag", IfMatch.tag(plan.version())), item(plan));
    }

    private static PlanItem item(StoredPlan plan) {
        return PlanItem.of(plan.name(), plan.limits(), plan.price(), plan.updatedAt());
    }
}
