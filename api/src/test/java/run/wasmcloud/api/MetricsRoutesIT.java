package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.store.Function;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ExtendWith(TestApi.Provider.class)
@Timeout(120)
class MetricsRoutesIT {
    private static final String METRICS = "/v1/functions/{name}/metrics";
    private static final String PLATFORM = "/v1/platform/metrics";

    private final TestApi api;
    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private String jwt = "";
    private Function function;

    MetricsRoutesIT(TestApi api) {
        this.api = api;
        this.function = api.store().functions().create(api.user(Plan.FREE), Optional.empty(), "");
    }

    @BeforeEach
    void makeFunction() {
        var user = api.user(Plan.FREE);
        jwt = api.token(user, TokenScope.READ).jwt();
        function = api.store().functions().create(user, Optional.empty(), "");
    }

    private void ship(Instant at, Outcome outcome) {
        TestRecords.ship(api.store(), TestRecords.run(function.id(), at, outcome, 7));
    }

    private Call metrics() {
        return api.call("GET", METRICS, function.name()).as(jwt);
    }

    @Test
    void tellsOfEachStepHowRunsWent() {
        ship(hour.plusSeconds(61), new Outcome.Completed());
        ship(hour.plusSeconds(119), new Outcome.Exited(2));

        var report =
                metrics()
                        .query("since", hour)
                        .query("until", hour.plusSeconds(180))
                        .query("step", 60)
                        .ok();

        assertThat(requests(report)).containsExactly(0L, 2L, 0L);
        var step = report.path("steps").get(1);
        assertThat(step.path("from").asString()).isEqualTo(hour.plusSeconds(60).toString());
        assertThat(step.path("outcomes")).hasSize(8);
        assertThat(step.path("outcomes").path("completed").asLong()).isEqualTo(1);
        assertThat(step.path("outcomes").path("exited").asLong()).isEqualTo(1);
        assertThat(step.path("wallMicros").path("p50").asLong()).isEqualTo(2_000_000);
        assertThat(step.path("wallMicros").path("p99").asLong()).isEqualTo(2_000_000);
        assertThat(step.path("fuel").asLong()).isEqualTo(14);
        assertThat(step.path("peakMemoryBytes").asLong()).isEqualTo(1_000);
        assertThat(step.path("averageMemoryBytes").asLong()).isEqualTo(1_000);
        var empty = report.path("steps").get(0);
        assertThat(empty.path("wallMicros").path("p50").asLong()).isZero();
        assertThat(empty.path("outcomes")).hasSize(8);
    }

    private static List<Long> requests(JsonNode report) {
        return report.path("steps").findValues("requests").stream().map(JsonNode::asLong).toList();
    }

    @Test
    void choosesStepsThatTheTimeCanHave() {
        assertThat(metrics().ok().path("stepSeconds").asLong()).isEqualTo(60);
        assertThat(stepOf(24)).isEqualTo(1_440);
        assertThat(stepOf(7 * 24)).isEqualTo(10_800);
        assertThat(stepOf(30 * 24)).isEqualTo(43_200);
    }

    private long stepOf(int hours) {
        var since = Instant.now().minus(hours, ChronoUnit.HOURS);
        return metrics().query("since", since).ok().path("stepSeconds").asLong();
    }

    @Test
    void takesTimesOfEveryZone() {
        ship(hour, new Outcome.Completed());
        var zone = ZoneOffset.ofHoursMinutes(5, 45);
        var rfc3339 = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(zone);

        var report =
                metrics()
                        .query("since", rfc3339.format(hour))
                        .query("until", rfc3339.format(hour.plus(1, ChronoUnit.HOURS)))
                        .query("step", 3_600)
                        .ok();

        assertThat(report.path("since").asString()).isEqualTo(hour.toString());
        assertThat(requests(report)).containsExactly(1L);
    }

    @Test
    void addsUpADayOfAWeekAgo() {
        var day = hour.truncatedTo(ChronoUnit.DAYS).minus(7, ChronoUnit.DAYS);
        ship(day.plusSeconds(1), new Outcome.Completed());
        ship(day.plusSeconds(86_399), new Outcome.Completed());

        var report =
                metrics()
                        .query("since", day.minusSeconds(1))
                        .query("until", day.plus(1, ChronoUnit.DAYS))
                        .query("step", 86_400)
                        .ok();

        assertThat(requests(report)).containsExactly(0L, 2L);
    }

    @Test
    void refusesStepsThatCannotBeAnswered() {
        for (var step : List.of("0", "59", "61", "86460", "-60", "x")) {
            assertThat(pointers(metrics().query("step", step))).containsExactly("?step");
        }
        assertThat(
                        pointers(
                                metrics()
                                        .query("since", hour.minus(20, ChronoUnit.HOURS))
                                        .query("step", "60")))
                .as("more than 1,000 steps")
                .containsExactly("?step");
        assertThat(
                        pointers(
                                metrics()
                                        .query("since", hour.minus(3, ChronoUnit.DAYS))
                                        .query("step", "1800")))
                .as("half hours of days that have whole ones only")
                .containsExactly("?step");
        assertThat(pointers(metrics().query("since", "1000-01-01T00:00:00Z")))
                .containsExactly("?step");
        assertThat(pointers(metrics().query("since", hour).query("until", hour)))
                .containsExactly("?until");
        var admin = api.admin();
        assertThat(pointers(api.call("GET", PLATFORM).as(admin).query("executor", "x")))
                .containsExactly("?executor");
        assertThat(pointers(api.call("GET", PLATFORM).as(admin).query("step", "1")))
                .containsExactly("?step");
    }

    private static List<String> pointers(Call call) {
        return call.refused(422, "invalid-value")
                .json()
                .path("errors")
                .findValuesAsString("pointer");
    }

    @Test
    void showsWhatIsTheCallersOnly() {
        ship(hour, new Outcome.Completed());
        var other = api.newUser();

        api.call("GET", METRICS, function.name()).as(other).refused(404, "not-found");
        assertThat(api.call("GET", "/v1/metrics").as(other).ok().path("items")).isEmpty();
        api.call("GET", PLATFORM).as(other).refused(403, "not-allowed");
    }

    @Test
    void tellsWhatAllFunctionsDidInTheLastHour() {
        var now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        ship(now.minus(3, ChronoUnit.MINUTES), new Outcome.Completed());
        ship(now.minus(3, ChronoUnit.MINUTES), new Outcome.Exited(1));
        ship(now.minus(90, ChronoUnit.MINUTES), new Outcome.Completed());

        var report = api.call("GET", "/v1/metrics").as(jwt).ok();

        var since = Instant.parse(report.path("since").asString());
        assertThat(Instant.parse(report.path("until").asString()))
                .isEqualTo(since.plus(1, ChronoUnit.HOURS));
        assertThat(report.path("items")).hasSize(1);
        var activity = report.path("items").get(0);
        assertThat(activity.path("function").asString()).isEqualTo(function.name().value());
        var step =
                Math.toIntExact(
                        ChronoUnit.MINUTES.between(since, now.minus(3, ChronoUnit.MINUTES)));
        assertThat(activity.path("requests")).hasSize(60);
        assertThat(activity.path("requests").get(step).asLong()).isEqualTo(2);
        assertThat(activity.path("failures").get(step).asLong()).isEqualTo(1);
        assertThat(activity.path("requests").valueStream().mapToLong(JsonNode::asLong).sum())
                .isEqualTo(2);
    }

    @Test
    void tellsAdministratorsOfTheWholeInstallation() {
        var admin = api.admin();
        var run = TestRecords.run(function.id(), hour, new Outcome.Completed(), 7);
        TestRecords.ship(api.store(), run);

        var all = platform(admin).ok();
        var one = platform(admin).query("executor", run.executor().value()).ok();
        var none = platform(admin).query("executor", UUID.randomUUID()).ok();

        assertThat(requests(all).getFirst()).isGreaterThanOrEqualTo(1);
        assertThat(requests(one)).containsExactly(1L);
        assertThat(requests(none)).containsExactly(0L);
    }

    private Call platform(String admin) {
        return api.call("GET", PLATFORM)
                .as(admin)
                .query("since", hour)
                .query("until", hour.plus(1, ChronoUnit.HOURS))
                .query("step", 3_600);
    }
}
