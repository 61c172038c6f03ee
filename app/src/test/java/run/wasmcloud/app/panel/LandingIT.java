package run.wasmcloud.app.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.app.PanelInstallation;

class LandingIT extends PanelPages {
    LandingIT(PanelInstallation installation, PanelBrowser browser) {
        super(installation, browser);
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void letsAVisitorCallALiveExample(Width width) {
        var page = visit(width, "/");
        look(page, "landing");

        pressButton(page, "Call hello");

        assertThat(page.locator("#answer")).containsText("Hello from WebAssembly!");
        assertThat(page.locator("#answer")).containsText("200");
        assertThat(page).hasURL(address("/"));
        look(page, "landing-called");
    }

    @Test
    void letsAVisitorCallItWithoutScripts() {
        var page = visitWithoutScripts(Width.DESK, "/");

        pressButton(page, "Call hello");

        assertThat(page.locator("#answer")).containsText("Hello from WebAssembly!");
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void saysWhatToDoWhereThereIsNoPage(Width width) {
        var page = visit(width, "/nowhere");

        assertThat(page.getByText("There is no page at this address.")).isVisible();
        look(page, "not-found");
    }
}
