package run.wasmcloud.app.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.app.PanelInstallation;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.wire.DeploymentRequest;
import run.wasmcloud.model.wire.FunctionRequest;

class FunctionListIT extends PanelPages {
    FunctionListIT(PanelInstallation installation, PanelBrowser browser) {
        super(installation, browser);
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void tellsHowToBeginWhereThereIsNone(Width width) {
        var page = visit(width, installation().person(Plan.FREE), "/functions");

        assertThat(page.getByText("No functions yet")).isVisible();
        look(page, "functions-empty");
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void showsEachWithItsStateAndVersion(Width width) {
        var person = installation().person(Plan.FREE);
        var functions = person.client().functions();
        var name = "list-" + width.pixels();
        functions.create(
                new FunctionRequest(name, "<script>alert('hostile')</script> counts visitors"));
        functions
                .deployments(new FunctionName(name))
                .create(new DeploymentRequest(null, "hello"), null);
        functions.create(new FunctionRequest("empty-" + width.pixels(), null));

        var page = visit(width, person, "/functions");

        var row =
                page.getByRole(AriaRole.ROW)
                        .filter(
                                new com.microsoft.playwright.Locator.FilterOptions()
                                        .setHasText(name));
        assertThat(row).containsText("<script>alert('hostile')</script>");
        assertThat(row).containsText("live");
        assertThat(page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions())).hasCount(3);
        look(page, "functions");
    }
}
