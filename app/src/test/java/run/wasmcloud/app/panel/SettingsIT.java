package run.wasmcloud.app.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.app.PanelInstallation;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Visibility;
import run.wasmcloud.model.wire.DeploymentRequest;
import run.wasmcloud.model.wire.FunctionRequest;

class SettingsIT extends PanelPages {
    SettingsIT(PanelInstallation installation, PanelBrowser browser) {
        super(installation, browser);
    }

    private static Locator main(Page page) {
        return page.getByRole(AriaRole.MAIN);
    }

    private static Locator button(Page page, String name) {
        return main(page).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
    }

    private static FunctionName function(PanelInstallation.Person person, String begin, Width w) {
        var name = begin + "-" + w.pixels();
        person.client().functions().create(new FunctionRequest(name, null));
        var function = new FunctionName(name);
        person.client()
                .functions()
                .deployments(function)
                .create(new DeploymentRequest(null, "environment"), null);
        return function;
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void savesSettingsAndSignsAnAddress(Width width) {
        var person = installation().person(Plan.FREE);
        var name = function(person, "set", width);
        var page = visit(width, person, "/functions/" + name + "/settings");
        look(page, "settings");

        field(page, "Description").fill("<i>mine</i>");
        field(page, "Who may call it").selectOption("private");
        button(page, "Save").click();
        assertThat(main(page).getByText("The settings are saved.")).isVisible();
        var changed = person.client().functions().get(name);
        Assertions.assertThat(changed.visibility()).isEqualTo(Visibility.PRIVATE);
        Assertions.assertThat(changed.description()).isEqualTo("<i>mine</i>");

        field(page, "Path").fill("/reports");
        button(page, "Sign an address").click();
        assertThat(page.locator(".notice pre")).containsText("/reports?wasmcloud-signature=");
        look(page, "settings-signed");
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void setsVariablesAndSecretsThatNobodyReads(Width width) {
        var person = installation().person(Plan.FREE);
        var name = function(person, "env", width);
        var page = visit(width, person, "/functions/" + name + "/environment");

        field(page, "Name").fill("HTTP_X");
        field(page, "Value").fill("1");
        button(page, "Set the variable").click();
        assertThat(page.locator(".field-error")).isVisible();
        field(page, "Name").fill("GREETING");
        field(page, "Value").fill("<script>alert(1)</script>");
        button(page, "Set the variable").click();
        assertThat(main(page).getByText("GREETING is set in version 2.")).isVisible();

        field(page, "Name of the secret").fill("API_KEY");
        field(page, "Its value").fill("open sesame");
        button(page, "Set the secret").click();
        assertThat(main(page).getByText("API_KEY is set")).isVisible();
        Assertions.assertThat(page.content()).doesNotContain("open sesame");
        look(page, "environment");

        button(page, "Remove GREETING").click();
        assertThat(main(page).getByText("GREETING is gone in version 3.")).isVisible();
        button(page, "Delete API_KEY").click();
        assertThat(main(page).getByText("API_KEY is deleted.")).isVisible();
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void triesAPolicyBeforeItHolds(Width width) {
        var person = installation().person(Plan.FREE);
        var name = function(person, "policy", width);
        var page = visit(width, person, "/functions/" + name + "/policy");
        var policy = field(page, "Policy");

        policy.fill("allow (\n  ^https://example\\.com/\n)\npermit all");
        button(page, "Make the next version").click();
        assertThat(page.locator(".field-error")).containsText("Line 4, column 1: 'permit'");
        look(page, "policy-wrong");

        policy.fill("allow (\n  ^https://example\\.com/\n)\n");
        field(page, "Would this URL be allowed?").fill("https://example.com/a");
        button(page, "Try it on this text").click();
        assertThat(page.locator(".notice")).containsText("Allowed: https://example.com/a");
        field(page, "Would this URL be allowed?").fill("https://example.org/");
        button(page, "Try it on this text").click();
        assertThat(page.locator(".notice")).containsText("Not allowed");
        look(page, "policy");

        button(page, "Make the next version").click();
        assertThat(main(page).getByText("The policy holds from version 2 on.")).isVisible();
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void setsAndRemovesASchedule(Width width) {
        var person = installation().person(Plan.FREE);
        var name = function(person, "clocked", width);
        var page = visit(width, person, "/functions/" + name + "/schedules");

        field(page, "When").fill("61 * * * *");
        button(page, "Set the schedule").click();
        assertThat(main(page).locator("[role=alert], .field-error").first()).isVisible();
        field(page, "When").fill("0 4 * * *");
        field(page, "Time zone").fill("Europe/Berlin");
        button(page, "Set the schedule").click();
        assertThat(page.getByRole(AriaRole.TABLE)).containsText("Europe/Berlin");
        look(page, "schedules");

        button(page, "Remove 0 4 * * *").click();
        assertThat(main(page).getByText("The schedule is removed.")).isVisible();
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void tellsTheRecordThatProvesAHostName(Width width) {
        var person = installation().person(Plan.FREE);
        var name = function(person, "host", width);
        var page = visit(width, person, "/functions/" + name + "/domains");

        field(page, "Host name").fill("no name");
        button(page, "Add").click();
        assertThat(main(page).locator("[role=alert], .field-error").first()).isVisible();
        field(page, "Host name").fill("wasmcloud-test.invalid");
        button(page, "Add").click();

        assertThat(main(page).locator("[role=alert], section").first()).isVisible();
        look(page, "domains");
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void deletesAFunctionAndBringsItBack(Width width) {
        var person = installation().person(Plan.FREE);
        var name = function(person, "gone", width);
        var page = visit(width, person, "/functions/" + name + "/settings");

        main(page).getByText("Delete the function").click();
        button(page, "Delete " + name).click();
        assertThat(main(page).getByText(name + " is deleted.")).isVisible();
        look(page, "deleted");
        button(page, "Bring back " + name).click();

        assertThat(main(page).getByText("It is back, with all it had.")).isVisible();
        Assertions.assertThat(person.client().functions().get(name).activeDeployment())
                .isEqualTo(1);
    }
}
