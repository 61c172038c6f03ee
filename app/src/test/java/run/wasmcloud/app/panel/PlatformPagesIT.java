package run.wasmcloud.app.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.app.PanelInstallation;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;

class PlatformPagesIT extends PanelPages {
    PlatformPagesIT(PanelInstallation installation, PanelBrowser browser) {
        super(installation, browser);
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void showsAdministratorsHowEverythingDoes(Width width) {
        var admin = installation().person(Role.ADMIN, Plan.PAID);

        var page = visit(width, admin, "/admin/platform");
        assertThat(page.locator("svg.chart")).hasCount(4);
        page.getByLabel("In the last").selectOption("30d");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show")).click();
        assertThat(page.getByLabel("In the last")).hasValue("30d");
        look(page, "platform");
    }

    @Test
    void showsItToNobodyElse() {
        var page = visit(Width.DESK, installation().person(Plan.PAID), "/admin/platform");

        assertThat(page.locator("h1")).hasText("Not allowed");
    }
}
