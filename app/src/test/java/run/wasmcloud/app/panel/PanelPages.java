package run.wasmcloud.app.panel;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.app.PanelInstallation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/**
 * What tests of pages begin from: {@link #visit} opens a page in a window of its own, signed in or
 * not, and {@link #look} holds what is shown to what every page promises and takes its picture.
 */
@Timeout(300)
@ExtendWith(PanelWorld.class)
abstract class PanelPages {
    private static final Path PICTURES = Path.of("..", "panel", "target", "screenshots");
    private static final double MOST_MILLIS = 60_000;
    private static final int MOST_BYTES = 100_000;

    /** What Web Vitals call good, as a part that comes late to a slow machine counts, too. */
    private static final double MOST_SHIFT = 0.1;

    private static final String AXE = axe();

    private final PanelInstallation installation;
    private final PanelBrowser browser;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    PanelPages(PanelInstallation installation, PanelBrowser browser) {
        this.installation = installation;
        this.browser = browser;
        PlaywrightAssertions.setDefaultAssertionTimeout(MOST_MILLIS);
    }

    /** Returns the field with exactly this label. */
    static Locator field(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    @AfterEach
    void closeWindows() {
        contexts.forEach(BrowserContext::close);
        assertThat(complaints).as("what the browser's console says").isEmpty();
    }

    PanelInstallation installation() {
        return installation;
    }

    /** Opens a page of the panel as somebody who is not signed in. */
    Page visit(Width width, String path) {
        var page = window(width, true);
        page.navigate(address(path));
        return page;
    }

    /** Opens any page. */
    Page visit(Width width, URI address) {
        var page = window(width, true);
        page.navigate(address.toString());
        return page;
    }

    /** Opens a page of the panel as somebody whose browser runs no scripts. */
    Page visitWithoutScripts(Width width, String path) {
        var page = window(width, false);
        page.navigate(address(path));
        return page;
    }

    /** Opens a page of the panel as a user, who signs in through the form. */
    Page visit(Width width, PanelInstallation.Person person, String path) {
        var page = visit(width, path);
        signIn(page, person);
        return page;
    }

    /** Fills in the sign-in that is shown. */
    static void signIn(Page page, PanelInstallation.Person person) {
        page.getByLabel("E-mail address").fill(person.email());
        page.getByLabel("Password").fill(PanelInstallation.PASSWORD);
        pressButton(page, "Sign in");
    }

    /** Presses the button that is called so. */
    static void pressButton(Page page, String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    String address(String path) {
        return installation.panel() + path;
    }

    private Page window(Width width, boolean scripts) {
        var context =
                browser.browser()
                        .newContext(
                                new Browser.NewContextOptions()
                                        .setViewportSize(width.pixels(), width.height())
                                        .setLocale("en-GB")
                                        .setTimezoneId("UTC")
                                        .setReducedMotion(ReducedMotion.REDUCE)
                                        .setJavaScriptEnabled(scripts));
        context.setDefaultTimeout(MOST_MILLIS);
        comeFromElsewhere(context, installation.otherPlace());
        contexts.add(context);
        var page = context.newPage();
        page.onConsoleMessage(this::note);
        page.onPageError(complaints::add);
        return page;
    }

    /** As the proxy in front of a panel says; other sites never hear it from a browser. */
    private static void comeFromElsewhere(BrowserContext context, String place) {
        context.route(
                url -> URI.create(url).getHost().startsWith("panel."),
                route -> {
                    var headers = new HashMap<>(route.request().headers());
                    headers.put("X-Forwarded-For", place);
                    route.resume(new Route.ResumeOptions().setHeaders(headers));
                });
    }

    /** An answer that refuses a form is an error to the console, and expected here. */
    private void note(ConsoleMessage message) {
        var severe = message.type().equals("error") || message.type().equals("warning");
        if (severe && !message.text().startsWith("Failed to load resource")) {
            complaints.add(message.text() + " at " + message.location());
        }
    }

    /**
     * Holds the page that is shown to what every page promises, light and dark: no accessibility
     * rule of WCAG AA broken, nothing wider than the window, no shift of what was painted, light
     * enough. Takes its pictures.
     */
    void look(Page page, String name) {
        // First: taking a picture of the whole page changes the window.
        assertThat(shift(page)).as("layout shift of %s", name).isLessThan(MOST_SHIFT);
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            picture(page, name, scheme);
            assertThat(violations(page)).as("accessibility of %s, %s", name, scheme).isEmpty();
        }
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("%s is as wide as the window", name)
                .isEqualTo(true);
        assertThat(bytes(page)).as("bytes of %s without pictures", name).isLessThan(MOST_BYTES);
    }

    private static void picture(Page page, String name, ColorScheme scheme) {
        var file =
                "%s-%d-%s.png"
                        .formatted(
                                name,
                                page.viewportSize().width,
                                scheme.name().toLowerCase(Locale.ROOT));
        page.screenshot(
                new Page.ScreenshotOptions().setPath(PICTURES.resolve(file)).setFullPage(true));
    }

    private static List<?> violations(Page page) {
        page.evaluate(AXE);
        return (List<?>)
                page.evaluate(
                        """
                        async () => (await axe.run(document)).violations.map(v =>
                          v.id + ': ' + v.help + ' in ' + v.nodes.map(n => n.html + ' (' + n.failureSummary + ')').join('; '))
                        """);
    }

    private static double shift(Page page) {
        var shift =
                page.evaluate(
                        """
                        () => new Promise(resolve => {
                          let sum = 0;
                          new PerformanceObserver(list => list.getEntries().forEach(e => {
                            if (!e.hadRecentInput) sum += e.value;
                          })).observe({type: 'layout-shift', buffered: true});
                          requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
                        })
                        """);
        return ((Number) shift).doubleValue();
    }

    private static int bytes(Page page) {
        var bytes =
                page.evaluate(
                        """
                        () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                          .filter(e => e.initiatorType !== 'img').reduce((sum, e) => sum + e.encodedBodySize, 0)
                        """);
        return ((Number) bytes).intValue();
    }

    private static String axe() {
        try (var stream = PanelPages.class.getResourceAsStream("/axe.min.js")) {
            if (stream == null) {
                throw new IllegalStateException("no axe.min.js on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
