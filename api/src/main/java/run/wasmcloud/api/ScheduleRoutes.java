package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.MissedRuns;
import run.wasmcloud.model.wire.ScheduleItem;
import run.wasmcloud.model.wire.ScheduleRequest;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.CronExpression;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.NewSchedule;
import run.wasmcloud.store.QueueRequest;
import run.wasmcloud.store.Store;
import run.wasmcloud.store.StoredSchedule;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;

/** When functions are invoked by the clock. */
final class ScheduleRoutes {
    private static final String UTC = "UTC";

    private final Store store;
    private final FunctionRoutes functions;

    ScheduleRoutes(Store store, FunctionRoutes functions) {
        this.store = store;
        this.functions = functions;
    }

    /** A schedule that is valid, and when it is due next. */
    private record Wish(NewSchedule schedule, Instant nextAt) {}

    Object create(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var wish = wish(request);
        var made = store.schedules().create(function, wish.schedule(), wish.nextAt());
        return Answer.created(location(function, made), item(made));
    }

    private static String location(Function function, StoredSchedule schedule) {
        return "/v1/functions/%s/schedules/%s".formatted(function.name(), schedule.id());
    }

    private static Wish wish(ApiRequest request) {
        var wanted = request.json(ScheduleRequest.class, ScheduleRoutes::errors);
        var schedule =
                new NewSchedule(
                        wanted.cron(),
                        zone(wanted.zone()).orElseThrow(),
                        wanted.missed() == null ? MissedRuns.RUN_ONCE : wanted.missed(),
                        wanted.contentType(),
                        bytes(wanted));
        return new Wish(schedule, next(wanted.cron(), schedule.zone()).orElseThrow());
    }

    private static Stream<Optional<FieldError>> errors(ScheduleRequest wanted) {
        var zone = zone(wanted.zone());
        return Stream.of(
                cronError(wanted.cron(), zone.orElseGet(() -> ZoneId.of(UTC))),
                zoneError(zone),
                typeError(wanted.contentType()),
                bodyError(bytes(wanted)));
    }

    private static Optional<ZoneId> zone(@Nullable String name) {
        if (name == null) {
            return Optional.of(ZoneId.of(UTC));
        }
        return ZoneId.getAvailableZoneIds().contains(name)
                ? Optional.of(ZoneId.of(name))
                : Optional.empty();
    }

    private static byte[] bytes(ScheduleRequest wanted) {
        return wanted.body() == null ? new byte[0] : wanted.body().getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<Instant> next(String cron, ZoneId zone) {
        return CronExpression.of(cron, zone).after(Instant.now());
    }

    private static Optional<FieldError> cronError(@Nullable String cron, ZoneId zone) {
        if (cron == null) {
            return FieldErrors.error(
                    "/cron",
                    "must be given: five fields: minute, hour, day of the month, month, day of the"
                            + " week");
        }
        try {
            return next(cron, zone).isPresent()
                    ? Optional.empty()
                    : FieldErrors.error("/cron", "never comes");
        } catch (IllegalArgumentException e) {
            return FieldErrors.error("/cron", String.valueOf(e.getMessage()));
        }
    }

    private static Optional<FieldError> zoneError(Optional<ZoneId> zone) {
        return zone.isPresent()
                ? Optional.empty()
                : FieldErrors.error("/zone", "expected: an IANA time zone, such as Europe/Berlin");
    }

    private static Optional<FieldError> typeError(@Nullable String type) {
        return type == null
                        || (type.length() <= QueueRequest.LONGEST_TYPE
                                && type.chars().allMatch(c -> c >= ' ' && c < 127))
                ? Optional.empty()
                : FieldErrors.error(
                        "/contentType",
                        "expected: at most %d visible ASCII characters"
                                .formatted(QueueRequest.LONGEST_TYPE));
    }

    private static Optional<FieldError> bodyError(byte[] body) {
        return body.length <= NewSchedule.MOST_BODY_BYTES
                ? Optional.empty()
                : FieldErrors.error(
                        "/body",
                        "%d bytes (expected: at most %d)"
                                .formatted(body.length, NewSchedule.MOST_BODY_BYTES));
    }

    Object list(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        return FunctionRoutes.page(
                store.schedules().list(function.id(), request.cursor(), request.limit()),
                ScheduleRoutes::item);
    }

    Object get(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        return store.schedules()
                .find(function.id(), request.id("schedule"))
                .map(ScheduleRoutes::item)
                .orElseThrow(() -> ApiRequest.notFound("schedule"));
    }

    Object replace(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var id = request.id("schedule");
        var wish = wish(request);
        return store.schedules()
                .replace(function, id, wish.schedule(), wish.nextAt())
                .map(ScheduleRoutes::item)
                .orElseThrow(() -> ApiRequest.notFound("schedule"));
    }

    Object delete(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        if (!store.schedules().delete(function, request.id("schedule"))) {
            throw ApiRequest.notFound("schedule");
        }
        return Answer.noContent();
    }

    private static ScheduleItem item(StoredSchedule stored) {
        var schedule = stored.schedule();
        return new ScheduleItem(
                stored.id(),
                schedule.cron(),
                schedule.zone().getId(),
                schedule.missed(),
                schedule.contentType(),
                new String(schedule.body(), StandardCharsets.UTF_8),
                stored.nextAt(),
                stored.lastAt().orElse(null),
                stored.lastItem().map(InvocationId::value).orElse(null),
                stored.lastProblem().isEmpty() ? null : stored.lastProblem(),
                stored.createdAt(),
                stored.updatedAt());
    }
}
