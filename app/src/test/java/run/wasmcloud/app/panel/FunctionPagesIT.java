package run.wasmcloud.app.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.app.PanelInstallation;
import run.wasmcloud.app.PanelInstallation.Person;
import run.wasmcloud.model.DeploymentId;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.model.TrapFrame;
import run.wasmcloud.model.Trigger;
import run.wasmcloud.model.UuidV7;
import run.wasmcloud.model.Visibility;
import run.wasmcloud.model.wire.ConfigRequest;
import run.wasmcloud.model.wire.DeploymentRequest;
import run.wasmcloud.model.wire.FunctionItem;
import run.wasmcloud.model.wire.FunctionPatch;
import run.wasmcloud.model.wire.FunctionRequest;
import run.wasmcloud.model.wire.PolicyRequest;
import run.wasmcloud.store.Shipments;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The pages of one function, with hostile log lines, output and messages. */
class FunctionPagesIT extends PanelPages {
    private static final String HOSTILE = "</li><script>window.hostile = 1</script>";

    FunctionPagesIT(PanelInstallation installation, PanelBrowser browser) {
        super(installation, browser);
    }

    private static FunctionItem function(Person person, String example) {
        var functions = person.client().functions();
        var name = new FunctionName(functions.create(new FunctionRequest(null, HOSTILE)).name());
        functions
                .deployments(name)
                .create(new DeploymentRequest(null, example), "first " + HOSTILE);
        return functions.get(name);
    }

    private static FunctionName name(FunctionItem function) {
        return new FunctionName(function.name());
    }

    private Invocation ship(FunctionItem function, Instant at, Outcome outcome, long wallMillis) {
        var run = run(function, at, outcome, wallMillis);
        ship(List.of(run));
        return run;
    }

    private void ship(List<Invocation> runs) {
        var rows = runs.stream().map(Shipments::row).toList();
        installation().store().shipments().take(ExecutorId.create(), rows.size(), rows, List.of());
    }

    private static Invocation run(
            FunctionItem function, Instant at, Outcome outcome, long wallMillis) {
        return new Invocation(
                new InvocationId(UuidV7.at(at.toEpochMilli())),
                new FunctionId(function.id()),
                DeploymentId.create(),
                1,
                ExecutorId.create(),
                Trigger.HTTP,
                at,
                outcome instanceof Outcome.Completed ? 200 : 502,
                new Receipt(
                        outcome,
                        Duration.ofMillis(wallMillis),
                        Duration.ofMillis(wallMillis / 4),
                        wallMillis * 100_000,
                        2_097_152,
                        Map.of("fd_write", 12L, "environ_get", 1L, "clock_time_get", 3L),
                        Map.of("https " + HOSTILE, 2L),
                        10,
                        2_000,
                        2,
                        "wasmtime 50"));
    }

    private void shipLines(FunctionItem function, InvocationId run, String... texts) {
        var shipments = installation().store().shipments();
        var rows = new ArrayList<byte[]>();
        for (var text : texts) {
            rows.add(
                    shipments.row(
                            new LogLine(
                                    new FunctionId(function.id()),
                                    run,
                                    Instant.now(),
                                    text.contains("wrong") ? LogLevel.ERROR : LogLevel.INFO,
                                    LogSource.STDERR,
                                    text)));
        }
        shipments.take(ExecutorId.create(), rows.size(), List.of(), rows);
    }

    /** An hour of runs of every kind, 162 of them. */
    private void shipAnHour(FunctionItem function) {
        var now = Instant.now();
        var runs = new ArrayList<Invocation>();
        for (var minute = 1; minute < 55; minute++) {
            var at = now.minus(Duration.ofMinutes(minute));
            for (var count = 0; count < minute % 7; count++) {
                var wall = 2 + (minute * 13 + count * 7) % 40;
                runs.add(run(function, at, outcome(minute + count), wall));
            }
        }
        ship(runs);
    }

    private static Outcome outcome(int number) {
        return switch (number % 11) {
            case 0 -> new Outcome.Exited(3);
            case 1 ->
                    new Outcome.Trapped(
                            "unreachable", List.of(new TrapFrame(3, Optional.of(HOSTILE), 12)));
            case 2 -> new Outcome.LimitReached(RunLimit.FUEL);
            case 3 -> new Outcome.Cancelled();
            default -> new Outcome.Completed();
        };
    }

    private static void requireHarmless(Page page) {
        assertThat(page.evaluate("window.hostile === undefined")).isEqualTo(true);
    }

    private static Locator button(Page page, String text) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    private static Locator link(Page page, String text) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(text));
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void showsHowAFunctionDid(Width width) {
        var person = installation().person(Plan.FREE);
        var function = function(person, "hello");
        shipAnHour(function);

        var page = visit(width, person, "/functions/" + function.name());

        assertThat(page.locator("h1")).hasText(function.name());
        assertThat(page.locator("svg.chart")).hasCount(4);
        assertThat(page.locator(".totals")).containsText("162");
        assertThat(page.locator(".copy-line code").first()).hasText(function.url() + "/");
        assertThat(page.locator(".lead")).hasText(HOSTILE);
        look(page, "function-overview");
        page.getByText("The figures as a table").first().click();
        assertThat(page.locator(".chart-table").first()).isVisible();
        assertThat(page.locator(".chart-table").first()).containsText("completed");
        for (var window : List.of("24 hours", "7 days", "30 days")) {
            link(page, window).click();
            assertThat(link(page, window)).hasAttribute("aria-current", "true");
            assertThat(page.locator(".totals")).containsText("162");
        }
        look(page, "function-overview-month");
        requireHarmless(page);
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void showsAFunctionThatNeverRan(Width width) {
        var person = installation().person(Plan.FREE);
        var name = person.client().functions().create(new FunctionRequest(null, null)).name();

        var page = visit(width, person, "/functions/" + name);
        assertThat(page.getByText("no version yet").first()).isVisible();
        look(page, "function-new");
        link(page, "Versions").click();
        assertThat(page.getByText("No versions yet")).isVisible();
        link(page, "Invocations").click();
        assertThat(page.getByText("Nothing here")).isVisible();
        link(page, "Logs").click();
        assertThat(page.getByText("No lines.")).isVisible();
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void holdsVersionsAgainstEachOtherAndRollsBack(Width width) {
        var person = installation().person(Plan.FREE);
        var function = function(person, "hello");
        var functions = person.client().functions();
        functions
                .config(name(function))
                .put(new ConfigRequest(Map.of("GREETING", HOSTILE, "OLD", "1")), null, true);
        functions
                .policy(name(function))
                .put(
                        new PolicyRequest("allow ^https://example\\.com/\nram-page-limit 64\n"),
                        null,
                        true);
        functions
                .config(name(function))
                .put(new ConfigRequest(Map.of("GREETING", "hello", "NEW", "2")), null, true);

        var page = visit(width, person, "/functions/" + function.name() + "/versions");
        assertThat(page.getByText("first " + HOSTILE)).isVisible();
        look(page, "function-versions");
        page.getByLabel("Compare version").selectOption("2");
        page.getByLabel("with version").selectOption("4");
        button(page, "Compare").click();
        assertThat(page.locator(".diff-variables")).containsText(HOSTILE);
        assertThat(page.locator(".diff-variables dt"))
                .hasText(new String[] {"GREETING", "NEW", "OLD"});
        assertThat(page.locator(".diff .diff-added").first()).containsText("allow ^https");
        look(page, "function-versions-compared");
        link(page, "All versions").click();
        button(page, "Roll back to version 2").click();
        assertThat(page.getByText("Version 2 is active.")).isVisible();
        assertThat(functions.get(name(function)).activeDeployment()).isEqualTo(2);
        button(page, "Activate version 4").click();
        assertThat(page.getByText("Version 4 is active.")).isVisible();
        requireHarmless(page);
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void drawsReceipts(Width width) {
        var person = installation().person(Plan.FREE);
        var function = function(person, "hello");
        shipAnHour(function);
        var trapped =
                ship(
                        function,
                        Instant.now(),
                        new Outcome.Trapped(
                                "unreachable", List.of(new TrapFrame(3, Optional.of(HOSTILE), 12))),
                        40);
        shipLines(function, trapped.id(), "first line", HOSTILE, "\u001b[31mwrong\u202e");

        var page = visit(width, person, "/functions/" + function.name() + "/invocations");
        assertThat(page.locator("tbody tr")).hasCount(25);
        look(page, "function-invocations");
        page.getByLabel("Outcome").selectOption("trapped");
        button(page, "Show").click();
        assertThat(page.locator("tbody tr").first()).containsText("trapped");
        page.locator("tbody tr a").first().click();
        assertThat(page.locator("svg.gauge")).hasCount(4);
        assertThat(page.locator(".receipt-outcome")).containsText("unreachable");
        assertThat(page.locator(".frames")).containsText("<script>");
        assertThat(page.locator(".gauges")).containsText("computing 10 ms, waiting 30 ms");
        assertThat(page.locator(".log-line").nth(1)).containsText(HOSTILE);
        assertThat(page.locator(".log-line").nth(2)).containsText("\uFFFD[31mwrong\uFFFD");
        look(page, "function-invocation");
        requireHarmless(page);
    }

    @Test
    void walksOlderInvocationsAndHidesThoseOfOthers() {
        var person = installation().person(Plan.FREE);
        var function = function(person, "hello");
        var runs = new ArrayList<Invocation>();
        for (var count = 0; count < 26; count++) {
            runs.add(run(function, Instant.now().minusSeconds(count), new Outcome.Completed(), 1));
        }
        ship(runs);
        var others = function(installation().person(Plan.FREE), "hello");
        var hidden = ship(others, Instant.now(), new Outcome.Completed(), 1);
        var address = "/functions/" + function.name() + "/invocations";

        var page = visit(Width.DESK, person, address);
        link(page, "Older invocations").click();
        assertThat(page.locator("tbody tr")).hasCount(1);
        page.navigate(address(address + "/" + hidden.id()));
        assertThat(page.locator("h1")).hasText("Not found");
        page.navigate(address("/functions/" + others.name()));
        assertThat(page.locator("h1")).hasText("Not found");
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void searchesTheLogAndFollowsIt(Width width) {
        var person = installation().person(Plan.FREE);
        var function = function(person, "hello");
        var run = ship(function, Instant.now(), new Outcome.Completed(), 1);
        shipLines(function, run.id(), "a quiet line", "something wrong", HOSTILE);

        var page = visit(width, person, "/functions/" + function.name() + "/logs");
        assertThat(page.locator(".log-line")).hasCount(3);
        assertThat(page.locator(".log-line").first()).containsText(HOSTILE);
        look(page, "function-logs");
        page.getByLabel("Text").fill("QUIET");
        button(page, "Search").click();
        assertThat(page.locator(".log-line")).hasCount(1);
        page.getByLabel("Text").fill("");
        page.getByLabel("At least as serious as").selectOption("error");
        button(page, "Search").click();
        assertThat(page.locator(".log-line")).hasCount(1);
        assertThat(page.locator(".log-line")).containsText("something wrong");
        page.getByLabel("At least as serious as").selectOption("");
        button(page, "Search").click();

        button(page, "Follow live").click();
        assertThat(page.locator("#log-state")).containsText("Following");
        shipLines(function, run.id(), "line one\nline two " + HOSTILE);
        assertThat(page.locator(".log-line").first()).containsText("line two " + HOSTILE);
        assertThat(page.locator(".log-line")).hasCount(4);
        look(page, "function-logs-live");
        button(page, "Stop").click();
        assertThat(page.locator("#log-state")).containsText("No longer");
        page.locator(".log-run").first().click();
        assertThat(page.locator("svg.gauge")).hasCount(4);
        requireHarmless(page);
    }

    @Test
    void marksWhatCannotBeSearchedFor() {
        var person = installation().person(Plan.FREE);
        var function = function(person, "hello");

        var page =
                visit(
                        Width.DESK,
                        person,
                        "/functions/"
                                + function.name()
                                + "/logs?from=yesterday&invocation=x&level=loud&search=quiet");

        assertThat(page.locator(".field-error")).hasCount(2);
        assertThat(page.getByLabel("Text")).hasValue("quiet");
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void callsAFunctionAndShowsEverythingTogether(Width width) {
        var person = installation().person(Plan.FREE);
        var function = function(person, "echo");

        var page = visit(width, person, "/functions/" + function.name() + "/console");
        look(page, "function-console");
        page.getByLabel("Method").selectOption("POST");
        page.getByLabel("Path and query").fill("/some/path?a=b");
        page.getByText("Headers and body").click();
        page.getByLabel("Headers").fill("Content-Type: text/html\nX-Test: 1");
        page.getByLabel("Body").last().fill(HOSTILE);
        button(page, "Send").click();

        assertThat(page.locator(".output")).hasText(HOSTILE);
        assertThat(page.getByText("status 200")).isVisible();
        assertThat(page.locator(".headers")).containsText("wasmcloud-invocation");
        assertThat(page.locator("svg.gauge")).hasCount(4);
        assertThat(page.locator(".receipt-outcome")).containsText("completed");
        assertThat(page.getByLabel("Path and query")).hasValue("/some/path?a=b");
        look(page, "function-console-answer");
        requireHarmless(page);
    }

    @Test
    void showsTheLogOfACall() {
        var person = installation().person(Plan.FREE);
        var function = function(person, "hello");

        var page = visit(Width.DESK, person, "/functions/" + function.name() + "/console");
        button(page, "Send").click();

        assertThat(page.locator(".console-log .log-line")).hasCount(1);
    }

    @Test
    void callsAPrivateFunctionAsItsOwner() {
        var person = installation().person(Plan.FREE);
        var function = function(person, "environment");
        person.client()
                .functions()
                .change(name(function), new FunctionPatch(null, null, Visibility.PRIVATE));

        var page =
                visit(
                        Width.DESK,
                        person,
                        "/functions/" + function.name() + "/console?path=/a%3Fb%3Dc");
        button(page, "Send").click();

        assertThat(page.getByText("status 200")).isVisible();
        assertThat(page.locator(".output")).containsText("QUERY_STRING");
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        var person = installation().person(Plan.FREE);
        var function = function(person, "hello");

        var page = visit(Width.DESK, person, "/functions/" + function.name() + "/console");
        page.getByLabel("Path and query").fill("no slash");
        page.getByText("Headers and body").click();
        page.getByLabel("Headers").fill("Host: example.com");
        button(page, "Send").click();

        assertThat(page.locator(".field-error"))
                .hasText(
                        new Pattern[] {
                            Pattern.compile("A path that begins.*"),
                            Pattern.compile("Host is set.*")
                        });
        assertThat(page.getByLabel("Headers")).hasValue("Host: example.com");
        look(page, "function-console-wrong");
    }

    @Test
    void showsFailuresAsTheyAre() {
        var person = installation().person(Plan.FREE);
        var function = function(person, "hello");
        person.client().functions().create(new FunctionRequest("no-version-" + width(), null));

        var page = visit(Width.DESK, person, "/functions/no-version-" + width() + "/console");
        button(page, "Send").click();

        assertThat(page.locator(".output")).containsText("problems/");
        assertThat(
                        page.getByText("Nothing ran, so there is none.")
                                .or(page.getByText("It has not come yet.")))
                .isVisible();
        assertThat(function.name()).isNotEmpty();
    }

    private static int width() {
        return Width.DESK.pixels();
    }

    @Test
    void worksWithoutScripts() {
        var person = installation().person(Plan.FREE);
        var function = function(person, "hello");
        shipAnHour(function);

        var page = visitWithoutScripts(Width.DESK, "/functions/" + function.name());
        signIn(page, person);
        assertThat(page.locator("svg.chart")).hasCount(4);
        link(page, "Console").click();
        button(page, "Send").click();
        assertThat(page.getByText("status 200")).isVisible();
    }
}
