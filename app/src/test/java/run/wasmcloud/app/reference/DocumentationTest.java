package run.wasmcloud.app.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.wire.InvocationItem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Holds the documentation to what readers rely on. */
class DocumentationTest {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final int LARGEST_PAGE = 100_000;
    private static final Pattern LINK = Pattern.compile(" (?:href|src|data-index)=\"([^\"]*)\"");
    private static final Pattern ANCHOR = Pattern.compile(" id=\"([^\"]*)\"");
    private static final Pattern VARIABLE = Pattern.compile("\"(WASMCLOUD_[A-Z_]*[A-Z])\"");

    @TempDir private static Path site;

    private static List<String> broken = List.of();
    private static final Map<String, String> PAGES = new TreeMap<>();

    @BeforeAll
    static void render() throws IOException {
        broken = SiteBuild.builder(REPOSITORY).write(site);
        try (var walk = Files.walk(site)) {
            for (var file : walk.filter(file -> file.toString().endsWith(".html")).toList()) {
                PAGES.put(site.relativize(file).toString(), Files.readString(file));
            }
        }
    }

    @Test
    void hasNoLinkThatLeadsNowhere() {
        assertThat(broken).isEmpty();
    }

    /** What readers click on, in the pages as they are served. */
    @Test
    void hasNoAddressThatIsNotServed() {
        var wrong = new ArrayList<String>();
        PAGES.forEach(
                (path, html) ->
                        LINK.matcher(html)
                                .results()
                                .map(match -> match.group(1))
                                .filter(address -> !address.matches("[a-z]+:.*"))
                                .filter(address -> !leadsSomewhere(path, address))
                                .forEach(address -> wrong.add(path + ": " + address)));
        assertThat(wrong).isEmpty();
    }

    private static boolean leadsSomewhere(String page, String address) {
        var parts = address.split("#", 2);
        var target =
                parts[0].isEmpty()
                        ? page
                        : parts[0].startsWith("/")
                                ? parts[0].substring(1)
                                : Path.of(page).resolveSibling(parts[0]).normalize().toString();
        if (!Files.isRegularFile(site.resolve(target))) {
            return false;
        }
        var html = PAGES.getOrDefault(target, "");
        return parts.length == 1
                || html.contains("class=\"widget\"")
                || ANCHOR.matcher(html).results().anyMatch(id -> id.group(1).equals(parts[1]));
    }

    @Test
    void explainsEveryKindOfProblemWhereItsTypeLeads() {
        for (var code : ErrorCode.values()) {
            assertThat(PAGES.get("problems/" + code.slug() + ".html"))
                    .as("docs/problems/%s.md", code.slug())
                    .isNotNull()
                    .contains("<code>" + code.slug() + "</code>")
                    .contains(">" + code.title() + "</h1>")
                    .contains("<td>" + code.status() + "</td>")
                    .contains("What to do");
        }
    }

    @Test
    void explainsEachFieldOfAReceipt() {
        assertThat(PAGES.get("reference/receipts.html"))
                .contains(
                        Arrays.stream(InvocationItem.class.getRecordComponents())
                                .map(field -> "<td><code>" + field.getName() + "</code></td>")
                                .toArray(String[]::new));
    }

    @Test
    void explainsEachEnvironmentVariableThatTheProgramReads() throws IOException {
        var variables = new TreeSet<String>();
        for (var room : List.of("app", "cli", "wasmtime", "executor", "api", "runtime")) {
            try (var walk = Files.walk(REPOSITORY.resolve(room).resolve("src/main/java"))) {
                for (var file : walk.filter(file -> file.toString().endsWith(".java")).toList()) {
                    VARIABLE.matcher(Files.readString(file))
                            .results()
                            .map(match -> match.group(1))
                            .forEach(variables::add);
                }
            }
        }
        // It is given to a program that is started, and read by that one only.
        variables.remove("WASMCLOUD_KEYTOOL_PASSWORD");
        assertThat(variables).hasSizeGreaterThan(5);
        assertThat(PAGES.get("reference/environment.html")).contains(variables);
    }

    @Test
    void hasAPageForEveryCommandAndRoute() {
        assertThat(PAGES)
                .containsKeys(
                        "reference/cli/deploy.html",
                        "reference/cli/up.html",
                        "reference/cli/admin.html",
                        "reference/api/functions.html",
                        "reference/api/try.html",
                        "reference/limits.html",
                        "reference/wasi.html",
                        "reference/olin.html");
        assertThat(PAGES.get("reference/cli/admin.html")).contains("wasmcloud admin backup");
        assertThat(PAGES.get("reference/wasi.html")).contains("<code>fd_write</code>");
        assertThat(PAGES.get("reference/olin.html")).contains("<code>resource_open</code>");
    }

    /** The server's content policy would stop it; it should not be there to be stopped. */
    @Test
    void hasNoScriptOrStyleInsideAPage() {
        var inside =
                Pattern.compile(
                        "<script(?![^>]* src=)|<style| style=\"| on[a-z]+=\"|javascript:",
                        Pattern.CASE_INSENSITIVE);
        PAGES.forEach(
                (path, html) ->
                        assertThat(inside.matcher(html).results().map(MatchResult::group))
                                .as(path)
                                .isEmpty());
    }

    @Test
    void hasNoLargePage() {
        PAGES.forEach((path, html) -> assertThat(html.length()).as(path).isLessThan(LARGEST_PAGE));
    }

    @Test
    void eachPageHasOneTitleAndItsMarkdown() {
        PAGES.forEach(
                (path, html) -> {
                    assertThat(html.split("<h1", -1)).as(path).hasSize(2);
                    var isRead = !path.equals("404.html") && !path.equals("search.html");
                    assertThat(site.resolve(path.replaceFirst("html$", "md")))
                            .satisfies(file -> assertThat(Files.exists(file)).isEqualTo(isRead));
                });
    }

    @Test
    void languageModelsFindEverything() throws IOException {
        var list = Files.readString(site.resolve("llms.txt"));
        var all = Files.readString(site.resolve("llms-full.txt"));

        assertThat(list).startsWith("# Wasmcloud\n\n> ").contains("(quick-start.md)");
        assertThat(all).contains("<!-- problems/name-taken.md -->");
    }

    @Test
    void everyBlockThatIsNotRunSaysWhyInOneOfTheKnownWays() throws IOException {
        var texts = new TreeMap<>(SiteBuild.builder(REPOSITORY).markdown());
        texts.put("README.md", Files.readString(REPOSITORY.resolve("README.md")));
        for (var page : texts.entrySet()) {
            assertThat(CommandBlock.of(page.getValue()))
                    .as(page.getKey())
                    .allSatisfy(
                            block ->
                                    assertThat(block.needs()).isSubsetOf(CommandBlock.KNOWN_NEEDS));
        }
    }
}
