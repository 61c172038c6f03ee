package run.wasmcloud.app.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.app.PanelInstallation;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.UserState;

class SignInIT extends PanelPages {
    SignInIT(PanelInstallation installation, PanelBrowser browser) {
        super(installation, browser);
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void leadsToThePageThatWasAskedFor(Width width) {
        var page = visit(width, "/functions?deleted=true");
        look(page, "sign-in");

        signIn(page, installation().person(Plan.FREE));

        assertThat(page).hasURL(address("/functions?deleted=true"));
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void saysWhatIsWrongAndKeepsTheAddress(Width width) {
        var page = visit(width, "/sign-in");
        page.getByLabel("E-mail address").fill("nobody@example.com");
        page.getByLabel("Password").fill("wrong");
        pressButton(page, "Sign in");

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Wrong e-mail address or password");
        assertThat(page.getByLabel("E-mail address")).hasValue("nobody@example.com");
        assertThat(page.getByLabel("Password")).hasValue("");
        look(page, "sign-in-wrong");
    }

    @Test
    void leadsToNoOtherSite() {
        var page = visit(Width.DESK, "/sign-in?next=//evil.example.com/");

        signIn(page, installation().person(Plan.FREE));

        assertThat(page).hasURL(address("/functions"));
    }

    @Test
    void needsNoScripts() {
        var page = visitWithoutScripts(Width.DESK, "/functions");

        signIn(page, installation().person(Plan.FREE));
        assertThat(page).hasURL(address("/functions"));
        pressButton(page, "Sign out");

        assertThat(page.getByText("You are signed out.")).isVisible();
        page.navigate(address("/functions"));
        assertThat(page).hasURL(address("/sign-in?next=%2Ffunctions"));
    }

    @Test
    void endsWithTheSessionAtTheApi() {
        var person = installation().person(Plan.FREE);
        var page = visit(Width.DESK, person, "/functions");
        assertThat(page).hasURL(address("/functions"));
        var user = installation().store().users().findByEmail(person.email()).orElseThrow();
        installation().store().users().setState(user.id(), UserState.LOCKED);

        page.reload();

        assertThat(page).hasURL(address("/sign-in?next=%2Ffunctions"));
    }

    @Test
    void hasAMenuOnAPhoneThatKeysOpenAndClose() {
        var page = visit(Width.PHONE, installation().person(Plan.FREE), "/functions");
        var menu = page.locator("details.nav-narrow > summary");
        menu.focus();
        page.keyboard().press("Enter");
        var inMenu =
                page.getByRole(
                        AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main menu"));
        assertThat(inMenu).isVisible();
        look(page, "menu");

        page.keyboard().press("Escape");

        assertThat(inMenu).isHidden();
    }

    @Test
    void letsKeysSkipTheMenu() {
        var page = visit(Width.DESK, "/sign-in");

        page.keyboard().press("Tab");
        var link = page.getByText("Skip to the content");
        assertThat(link).isFocused();
        page.keyboard().press("Enter");

        assertThat(page.locator("#content")).isFocused();
    }
}
