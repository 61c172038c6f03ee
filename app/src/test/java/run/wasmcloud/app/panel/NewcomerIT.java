package run.wasmcloud.app.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.app.PanelInstallation;
import run.wasmcloud.model.Plan;

import java.nio.file.Path;

/** Somebody who knows nothing gets a function that answers, with nothing but the site. */
class NewcomerIT extends PanelPages {
    private static final Path MODULE = Path.of("..", "examples", "hello", "hello.wasm");

    NewcomerIT(PanelInstallation installation, PanelBrowser browser) {
        super(installation, browser);
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void getsFromTheHomePageToAFunctionOfTheirOwn(Width width) {
        var name = "newcomer-" + width.pixels();
        var page = visit(width, "/");
        page.navigate(installation().docs() + "/");

        click(page, "Start here: a function of your own in ten minutes");
        assertThat(page.getByText("In the browser")).not().hasCount(0);
        // The page says the usual port; this server has another one.
        assertThat(page.getByRole(AriaRole.LINK, link("the panel")))
                .hasAttribute("href", "http://panel.localhost:8080");
        page.navigate(installation().panel() + "/functions/new");
        signIn(page, installation().person(Plan.FREE));
        page.waitForURL(installation().panel() + "/functions/new");
        assumeTrue(page.reload().status() != 404, "the panel has no page yet that makes functions");
        page.locator("#module-name").fill(name);
        page.locator("#module").setInputFiles(MODULE);
        press(page, "Look at the module");
        assertThat(page.getByText("It can run here")).isVisible();
        press(page, "Deploy");

        page.waitForURL(installation().panel() + "/functions/" + name);
        page.navigate(installation().functions().toString().replace("://", "://" + name + "."));
        assertThat(page.locator("body")).containsText("Hello from WebAssembly!");
    }

    private static void click(Page page, String text) {
        page.getByRole(AriaRole.MAIN)
                .getByRole(
                        AriaRole.LINK, new Locator.GetByRoleOptions().setName(text).setExact(true))
                .click();
    }

    private static void press(Page page, String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private static Page.GetByRoleOptions link(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
