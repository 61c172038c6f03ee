package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Money;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.store.Function;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

@ExtendWith(TestApi.Provider.class)
@Timeout(120)
class UsageRoutesIT {
    private static final String EXPORT = "/v1/functions/{name}/export";
    private static final String STATEMENT = "/v1/statements/{month}";

    private final TestApi api;
    private final YearMonth month = YearMonth.now(ZoneOffset.UTC);
    private final Instant monthBegin = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private String jwt = "";
    private Function function;

    UsageRoutesIT(TestApi api) {
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

    @Test
    void tellsWhatWasUsedNextToThePlan() {
        ship(hour, new Outcome.Completed());
        ship(hour.plusMillis(1), new Outcome.BadResponse("x"));

        var usage = api.call("GET", "/v1/usage").as(jwt).ok();

        assertThat(usage.path("since").asString()).isEqualTo(monthBegin.toString());
        assertThat(usage.path("items")).hasSize(1);
        assertThat(usage.path("total").path("invocations").asLong()).isEqualTo(2);
        assertThat(usage.path("total").path("outcomes").path("bad-response").asLong()).isEqualTo(1);
        assertThat(usage.path("total").path("memoryByteSeconds").asLong()).isEqualTo(4_000);
        var quota = usage.path("quota");
        assertThat(quota.path("plan").asString()).isEqualTo("free");
        assertThat(quota.path("invocationsAMonth").path("used").asLong()).isEqualTo(2);
        assertThat(quota.path("invocationsAMonth").path("most").asLong()).isEqualTo(1_000_000);
        assertThat(quota.path("fuelAMonth").path("used").asLong()).isEqualTo(14);
        assertThat(quota.path("functions").path("used").asLong()).isEqualTo(1);
        assertThat(Instant.parse(quota.path("resetAt").asString()))
                .isEqualTo(month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    @Test
    void addsUpByHourAndFunction() {
        ship(hour, new Outcome.Completed());

        var byHour =
                api.call("GET", "/v1/usage").as(jwt).query("by", "hour").query("since", hour).ok();
        assertThat(byHour.path("items").get(0).path("from").asString()).isEqualTo(hour.toString());
        assertThat(byHour.path("items").get(0).has("function")).isFalse();
        var byFunction = api.call("GET", "/v1/usage").as(jwt).query("by", "function").ok();
        assertThat(byFunction.path("items").get(0).path("function").asString())
                .isEqualTo(function.name().value());
    }

    @Test
    void hasNoBoundWhereThePlanHasNone() {
        var paid = api.token(api.user(Plan.PAID), TokenScope.READ).jwt();

        var quota = api.call("GET", "/v1/usage").as(paid).ok().path("quota");

        assertThat(quota.path("fuelAMonth").path("used").asLong()).isZero();
        assertThat(quota.path("fuelAMonth").has("most")).isFalse();
    }

    @Test
    void refusesTimesThatCannotBeAnswered() {
        var usage = "/v1/usage";
        assertThat(pointers(api.call("GET", usage).as(jwt).query("by", "week")))
                .containsExactly("?by");
        assertThat(pointers(api.call("GET", usage).as(jwt).query("since", "yesterday")))
                .containsExactly("?since");
        assertThat(
                        pointers(
                                api.call("GET", usage)
                                        .as(jwt)
                                        .query("since", hour)
                                        .query("until", hour)))
                .containsExactly("?until");
        assertThat(
                        pointers(
                                api.call("GET", usage)
                                        .as(jwt)
                                        .query("by", "hour")
                                        .query("since", hour.minus(40, ChronoUnit.DAYS))
                                        .query("until", hour)))
                .containsExactly("?since", "?until");
        assertThat(
                        pointers(
                                api.call("GET", EXPORT, function.name())
                                        .as(jwt)
                                        .query("kind", "secrets")))
                .containsExactly("?kind");
        assertThat(
                        pointers(
                                api.call("GET", EXPORT, function.name())
                                        .as(jwt)
                                        .query("format", "xml")))
                .containsExactly("?format");
        api.call("GET", STATEMENT, "2026-13").as(jwt).refused(404, "not-found");
        assertThat(pointers(api.call("GET", STATEMENT, "2026-01").as(jwt).query("format", "pdf")))
                .containsExactly("?format");
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

        api.call("GET", EXPORT, function.name()).as(other).refused(404, "not-found");
        assertThat(api.call("GET", "/v1/usage").as(other).ok().path("items")).isEmpty();
    }

    @Test
    void exportsReceiptsAsLinesOfJsonOldestFirst() {
        ship(hour, new Outcome.Completed());
        ship(hour.plusSeconds(1), new Outcome.Exited(1));
        ship(hour.minus(2, ChronoUnit.DAYS), new Outcome.Completed());

        var text =
                api.call("GET", EXPORT, function.name())
                        .as(jwt)
                        .query("since", hour)
                        .ok()
                        .asString();

        var lines = text.lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).path("outcome").asString()).isEqualTo("completed");
        assertThat(lines.get(1).path("outcome").asString()).isEqualTo("exited");
        var id = lines.get(0).path("id").asString();
        assertThat(api.call("GET", "/v1/invocations/{id}", id).as(jwt).ok())
                .isEqualTo(lines.get(0));
    }

    @Test
    void exportsHostileTextAsCsvThatNoSpreadsheetRuns() throws IOException {
        var texts =
                List.of(
                        "=1+1",
                        "+1",
                        "-1",
                        "@x",
                        "\tx",
                        "a,b",
                        "say \"hi\"",
                        "two\nlines",
                        "plain");
        TestRecords.shipLines(api.store(), function.id(), hour, texts.toArray(String[]::new));

        var reply =
                api.call("GET", EXPORT, function.name())
                        .as(jwt)
                        .query("kind", "logs")
                        .query("format", "csv")
                        .send();

        assertThat(reply.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"%s-logs.csv\"".formatted(function.name()));
        assertThat(records(reply.json().asString()).stream().map(row -> row.get("text")))
                .containsExactly(
                        "'=1+1",
                        "'+1",
                        "'-1",
                        "'@x",
                        "'\tx",
                        "a,b",
                        "say \"hi\"",
                        "two\nlines",
                        "plain");
    }

    private static List<CSVRecord> records(String csv) throws IOException {
        var format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (var parser = CSVParser.parse(new StringReader(csv), format)) {
            return parser.getRecords();
        }
    }

    @Test
    void exportsMoreThanOnePartWithoutLosingARow() throws IOException {
        var rows = new java.util.ArrayList<run.wasmcloud.model.Invocation>();
        for (var count = 0; count < 1_203; count++) {
            rows.add(
                    TestRecords.run(
                            function.id(), hour.plusMillis(count), new Outcome.Completed(), count));
        }
        TestRecords.ship(api.store(), rows.toArray(run.wasmcloud.model.Invocation[]::new));

        var csv =
                api.call("GET", EXPORT, function.name())
                        .as(jwt)
                        .query("format", "csv")
                        .ok()
                        .asString();

        var fuel = records(csv).stream().map(row -> Integer.parseInt(row.get("fuel"))).toList();
        assertThat(fuel).hasSize(1_203).isSorted();
    }

    @Test
    void showsPlansAndPricesInTheMonthsAccount() throws IOException {
        var plans = api.store().plans();
        var free = plans.find(Plan.FREE);
        plans.put(
                Plan.FREE,
                free.limits(),
                Optional.of(new Money(2_500, "EUR")),
                OptionalInt.empty());

        var statement = api.call("GET", STATEMENT, month).as(jwt).ok();

        var charges = statement.path("charges");
        var last = charges.get(charges.size() - 1);
        assertThat(last.path("plan").asString()).isEqualTo("free");
        assertThat(last.at("/price/amount").asLong()).isEqualTo(2_500);
        assertThat(last.at("/price/currency").asString()).isEqualTo("EUR");
        assertThat(last.at("/due/amount").asLong()).isBetween(0L, 2_500L);
        assertThat(last.path("until")).isEqualTo(statement.path("until"));
        assertThat(statement.path("due")).contains(last.path("due"));
        var csv = api.call("GET", STATEMENT, month).as(jwt).query("format", "csv").ok().asString();
        var row = records(csv).getLast();
        assertThat(row.get("plan")).isEqualTo("free");
        assertThat(row.get("amount")).isEqualTo(last.at("/due/amount").asString());
        assertThat(row.get("currency")).isEqualTo("EUR");
        var before = api.call("GET", STATEMENT, month.minusMonths(1)).as(jwt).ok();
        assertThat(before.path("charges")).isEmpty();
        assertThat(before.path("due")).isEmpty();
    }

    @Test
    void givesTheMonthsAccountAsJsonAndCsv() throws IOException {
        ship(hour, new Outcome.Completed());

        var statement = api.call("GET", STATEMENT, month).as(jwt).ok();
        assertThat(statement.path("complete").asBoolean()).isFalse();
        assertThat(statement.path("total").path("fuel").asLong()).isEqualTo(7);
        var csv = api.call("GET", STATEMENT, month).as(jwt).query("format", "csv").ok().asString();
        var row = records(csv).getFirst();
        assertThat(row.get("function")).isEqualTo(function.name().value());
        assertThat(row.get("fuel")).isEqualTo("7");
        var before = api.call("GET", STATEMENT, month.minusMonths(1)).as(jwt).ok();
        assertThat(before.path("complete").asBoolean()).isTrue();
        assertThat(before.path("functions")).isEmpty();
    }
}
