package run.wasmcloud.app.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.app.PanelInstallation;
import run.wasmcloud.client.AccessToken;
import run.wasmcloud.client.ClientSettings;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.wire.FunctionRequest;
import run.wasmcloud.model.wire.TokenRequest;

class AccountIT extends PanelPages {
    AccountIT(PanelInstallation installation, PanelBrowser browser) {
        super(installation, browser);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void showsTheUseOfEachQuota(Width width) {
        var person = installation().person(Plan.FREE);
        person.client().functions().create(new FunctionRequest("quota-" + width.pixels(), null));

        var page = visit(width, person, "/account");

        assertThat(page.locator(".quota").first()).containsText("1 of 20");
        look(page, "account");
    }

    @Test
    void changesThePassword() {
        var person = installation().person(Plan.FREE);
        var page = visit(Width.DESK, person, "/account");

        page.getByLabel("Current password").fill("not the password");
        page.getByLabel("New password").fill("another horse battery staple");
        button(page, "Change the password").click();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();

        page.getByLabel("Current password").fill(PanelInstallation.PASSWORD);
        page.getByLabel("New password").fill("another horse battery staple");
        button(page, "Change the password").click();
        assertThat(page.getByText("The password is changed.")).isVisible();
        Assertions.assertThat(
                        installation()
                                .store()
                                .users()
                                .signIn(person.email(), "another horse battery staple")
                                .email())
                .isEqualTo(person.email());
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void showsATokenOnceAndRevokesIt(Width width) {
        var person = installation().person(Plan.FREE);
        var page = visit(width, person, "/account/tokens");

        page.getByLabel("Name").fill("<b>ci</b>");
        page.getByLabel("Days until it expires").fill("30");
        button(page, "Make the token").click();
        var token = page.locator(".notice pre").textContent().strip();
        look(page, "tokens");
        var client =
                new WasmcloudClient(
                        ClientSettings.of(installation().api(), new AccessToken(token)));
        Assertions.assertThat(client.whoami().email()).isEqualTo(person.email());

        button(page, "Revoke <b>ci</b>").click();

        assertThat(page.getByText("The token is revoked.")).isVisible();
        Assertions.assertThatThrownBy(client::whoami).hasMessageContaining("Not signed in");
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void signsAnotherSessionOut(Width width) {
        var person = installation().person(Plan.FREE);
        var page = visit(width, person, "/account/sessions");
        look(page, "sessions");

        assertThat(page.getByText("this one")).isVisible();
        button(page, "Sign out").last().click();

        assertThat(page.getByText("That session is signed out.")).isVisible();
        Assertions.assertThatThrownBy(() -> person.client().whoami())
                .hasMessageContaining("Not signed in");
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void tellsWhatWasDone(Width width) {
        var person = installation().person(Plan.FREE);
        person.client()
                .tokens()
                .create(new TokenRequest("<script>alert(1)</script>", TokenScope.READ, null, null));
        var page = visit(width, person, "/account/activity?action=token.create");

        assertThat(page.getByRole(AriaRole.TABLE)).containsText("token.create");
        look(page, "activity");
    }

    @Test
    void deletesTheAccountWithItsPasswordOnly() {
        var person = installation().person(Plan.FREE);
        var page = visit(Width.PHONE, person, "/account");

        page.locator("details.confirm > summary").click();
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill("wrong");
        button(page, "Delete everything").click();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();

        page.locator("details.confirm > summary").click();
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                .fill(PanelInstallation.PASSWORD);
        button(page, "Delete everything").click();
        assertThat(page.getByText("Your account and all that was yours are deleted.")).isVisible();
        Assertions.assertThatThrownBy(() -> person.client().whoami())
                .hasMessageContaining("Not signed in");
    }
}
