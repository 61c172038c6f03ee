package run.wasmcloud.app.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static java.util.regex.Pattern.compile;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.app.PanelInstallation;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.wire.TokenRequest;

/** The documentation in a browser, held to what every page of the panel promises. */
class DocsPagesIT extends PanelPages {
    DocsPagesIT(PanelInstallation installation, PanelBrowser browser) {
        super(installation, browser);
    }

    @Override
    String address(String path) {
        return installation().docs() + path;
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void pagesOfEveryKindAreGoodToRead(Width width) {
        var page = visit(width, "/");
        look(page, "docs-home");
        page.navigate(address("/guides/rust.html"));
        look(page, "docs-guide");
        page.navigate(address("/reference/cli/deploy.html"));
        look(page, "docs-command");
        page.navigate(address("/problems/"));
        look(page, "docs-problems");
        page.navigate(address("/reference/limits.html"));
        look(page, "docs-limits");
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void theSearchFindsASectionAndLeadsToIt(Width width) {
        var page = visit(width, "/");

        page.getByLabel("Search the documentation").fill("roll back");
        page.keyboard().press("Enter");

        assertThat(page.getByRole(AriaRole.STATUS)).containsText("all words of");
        look(page, "docs-search");
        page.getByLabel("Search the documentation").fill("guest-timed-out");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("guest-timed-out");
        page.getByRole(AriaRole.MAIN)
                .getByRole(
                        AriaRole.LINK,
                        new com.microsoft.playwright.Locator.GetByRoleOptions()
                                .setName("The function took too much")
                                .setExact(true))
                .click();
        assertThat(page).hasURL(compile(".*/problems/guest-timed-out\\.html"));
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void everythingIsThereWithoutScripts(Width width) {
        var page = visitWithoutScripts(width, "/");

        if (width == Width.PHONE) {
            page.getByRole(AriaRole.LINK, link("Menu")).click();
        }
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("All pages"))
                .getByRole(
                        AriaRole.LINK,
                        new com.microsoft.playwright.Locator.GetByRoleOptions()
                                .setName("Quick start"))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, heading("Quick start"))).isVisible();
        page.navigate(address("/search.html?q=fuel"));
        assertThat(page.getByText("Below are all pages")).isVisible();
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void aReaderTriesTheApiFromThePage(Width width) {
        var person = installation().person(Plan.FREE);
        var token =
                person.client()
                        .tokens()
                        .create(new TokenRequest("reader", TokenScope.READ, null, null))
                        .token();
        var page = visit(width, "/reference/api/try.html#functions");

        page.getByLabel("Token").fill(token);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send")).click();

        assertThat(page.getByRole(AriaRole.STATUS)).containsText("200");
        assertThat(page.getByText("\"items\"")).isVisible();
        assertThat(page.getByText("Bearer $WASMCLOUD_TOKEN")).isVisible();
        look(page, "docs-try");
    }

    private static Page.GetByRoleOptions link(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByRoleOptions heading(String name) {
        return new Page.GetByRoleOptions().setName(name).setLevel(1);
    }
}
