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
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.wire.ApplicationRequest;

class AdminIT extends PanelPages {
    AdminIT(PanelInstallation installation, PanelBrowser browser) {
        super(installation, browser);
    }

    private static Locator button(Locator place, String name) {
        return place.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
    }

    private static Locator main(Page page) {
        return page.getByRole(AriaRole.MAIN);
    }

    private PanelInstallation.Person admin() {
        return installation().person(Role.ADMIN, Plan.PAID);
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void locksAUserWhoIsThenRefusedAtOnce(Width width) {
        var person = installation().person(Plan.FREE);
        var page = visit(width, admin(), "/admin");

        look(page, "admin-users");
        field(page, "Address").fill(person.email());
        button(main(page), "Search").click();
        main(page).getByText(person.email()).click();
        look(page, "admin-user");
        field(page, "State").selectOption("locked");
        field(page, "Reason").fill("spam");
        button(main(page), "Save").click();

        assertThat(main(page).getByText(person.email() + " is changed.")).isVisible();
        Assertions.assertThatThrownBy(() -> person.client().whoami())
                .hasMessageContaining("locked account");
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void approvesAnApplication(Width width) {
        var person = installation().person(Plan.APPLICANT);
        person.client()
                .applications()
                .create(new ApplicationRequest("<script>alert(1)</script> A weather service"));
        var page = visit(width, admin(), "/admin/applications");
        var application =
                page.getByRole(
                        AriaRole.REGION,
                        new Page.GetByRoleOptions().setName("Application of " + person.email()));

        assertThat(application).containsText("<script>alert(1)</script>");
        look(page, "admin-applications");
        application.getByLabel("Note for the applicant").fill("Welcome");
        button(application, "Approve").click();

        assertThat(main(page).getByText(person.email() + ": approved.")).isVisible();
        Assertions.assertThat(person.client().whoami().plan()).isEqualTo(Plan.FREE);
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void tellsThatNobodyCanBeInvitedWhereSignUpIsClosed(Width width) {
        var page = visit(width, admin(), "/admin/invitations");

        field(page, "Only for this address").fill("guest@example.com");
        button(main(page), "Make the invitation").click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("sign-up is closed");
        assertThat(field(page, "Only for this address")).hasValue("guest@example.com");
        look(page, "admin-invitations");
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void setsAFigureOfAPlan(Width width) {
        var page = visit(width, admin(), "/admin/plans");
        look(page, "admin-plans");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("paid")).click();
        field(page, "schedules").fill("many");
        button(main(page), "Save").click();
        assertThat(page.locator(".field-error")).containsText("must be a whole number");
        look(page, "admin-plan");
        field(page, "schedules").fill("777");
        field(page, "price").fill("12.50 EUR");
        button(main(page), "Save").click();

        assertThat(main(page).getByText("The plan paid is set.")).isVisible();
        assertThat(page.getByRole(AriaRole.TABLE)).containsText("777");
        assertThat(page.getByRole(AriaRole.TABLE)).containsText("12.50 EUR");
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void showsTheExecutorsAndWhatWasDone(Width width) {
        var page = visit(width, admin(), "/admin/executors");
        assertThat(page.getByRole(AriaRole.TABLE)).containsText("running");
        look(page, "admin-executors");

        page.navigate(address("/admin/activity?action=user.create"));
        assertThat(page.getByRole(AriaRole.TABLE)).containsText("user.create");
        look(page, "admin-activity");
    }

    @Test
    void isNotForOthers() {
        var page = visit(Width.DESK, installation().person(Plan.FREE), "/admin/users");

        assertThat(main(page).getByText("403")).isVisible();
    }
}
