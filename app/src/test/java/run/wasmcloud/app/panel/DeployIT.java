package run.wasmcloud.app.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.app.PanelInstallation;
import run.wasmcloud.client.FunctionCall;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.Plan;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class DeployIT extends PanelPages {
    private static final Path EXAMPLES = Path.of("..", "examples");

    DeployIT(PanelInstallation installation, PanelBrowser browser) {
        super(installation, browser);
    }

    private static String answer(PanelInstallation.Person person, String function)
            throws IOException {
        var url = URI.create(person.client().functions().get(new FunctionName(function)).url());
        var call =
                new FunctionCall(
                        "GET", "/", List.of(), BodyPublishers.noBody(), Duration.ofMinutes(1));
        try (var body = person.client().call(url, call).body()) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void looksAtAModuleBeforeItIsDeployed(Width width) throws IOException {
        var person = installation().person(Plan.FREE);
        var name = "uploaded-" + width.pixels();
        var page = visit(width, person, "/functions/new");
        look(page, "new-function");
        page.locator("#module-name").fill(name);
        page.locator("#module")
                .setInputFiles(
                        new FilePayload(
                                "<b>hello</b>.wasm",
                                "application/wasm",
                                Files.readAllBytes(EXAMPLES.resolve("hello/hello.wasm"))));
        assertThat(page.getByText("<b>hello</b>.wasm, 1 KiB")).isVisible();
        pressButton(page, "Look at the module");

        assertThat(page.getByText("It can run here")).isVisible();
        assertThat(page.getByText("<b>hello</b>.wasm")).isVisible();
        assertThat(page.getByText("wasi_snapshot_preview1 fd_write")).isVisible();
        look(page, "module-report");
        page.getByLabel("What is it?").fill("the first one");
        pressButton(page, "Deploy");
        page.waitForURL(address("/functions/" + name));

        org.assertj.core.api.Assertions.assertThat(answer(person, name))
                .isEqualTo("Hello from WebAssembly!\n");
        var made = person.client().functions().deployments(new FunctionName(name)).list().stream();
        org.assertj.core.api.Assertions.assertThat(made)
                .singleElement()
                .satisfies(
                        each ->
                                org.assertj.core.api.Assertions.assertThat(each.message())
                                        .isEqualTo("the first one"));
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void saysWhyAModuleCannotRun(Width width) {
        var page = visit(width, installation().person(Plan.FREE), "/functions/new");
        page.locator("#module")
                .setInputFiles(new FilePayload("empty.wasm", "application/wasm", emptyModule()));
        pressButton(page, "Look at the module");

        assertThat(page.getByText("It cannot run here yet")).isVisible();
        look(page, "module-report-bad");
    }

    /** The header, and nothing behind it. */
    private static byte[] emptyModule() {
        return new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0};
    }

    @Test
    void saysWhenAFileIsNoModule() {
        var page = visit(Width.DESK, installation().person(Plan.FREE), "/functions/new");
        page.locator("#module")
                .setInputFiles(
                        new FilePayload("a.wasm", "application/wasm", "text".getBytes(UTF_8)));
        pressButton(page, "Look at the module");

        assertThat(page.getByText("It cannot run here yet").or(page.locator("#module-error")))
                .isVisible();
    }

    @Test
    void deploysWithoutScripts() throws IOException {
        var person = installation().person(Plan.FREE);
        var page = visitWithoutScripts(Width.DESK, "/functions/new");
        signIn(page, person);
        page.locator("#module-name").fill("without-scripts");
        page.locator("#module").setInputFiles(EXAMPLES.resolve("hello/hello.wasm"));
        pressButton(page, "Look at the module");
        pressButton(page, "Deploy");
        page.waitForURL(address("/functions/without-scripts"));

        org.assertj.core.api.Assertions.assertThat(answer(person, "without-scripts"))
                .isEqualTo("Hello from WebAssembly!\n");
    }

    @Test
    void letsAnApplicantDeployTheExamplesOnly() throws IOException {
        var person = installation().person(Plan.APPLICANT);
        var page = visit(Width.DESK, person, "/functions/new");
        assertThat(page.getByText("Modules of your own need the free tier.")).isVisible();
        page.locator("#example-name").fill("from-example");
        page.locator("input[value=hello]").check();
        pressButton(page, "Deploy the example");
        page.waitForURL(address("/functions/from-example"));

        org.assertj.core.api.Assertions.assertThat(answer(person, "from-example"))
                .isEqualTo("Hello from WebAssembly!\n");
    }

    @Test
    void saysThatANameIsTakenAndKeepsTheChoice() {
        var person = installation().person(Plan.FREE);
        var page = visit(Width.DESK, person, "/functions/new");
        page.locator("#example-name").fill("hello");
        page.locator("[type=radio][value=hello]").check();
        pressButton(page, "Deploy the example");

        var told = new Locator.FilterOptions().setHasText("hello");
        assertThat(page.locator(".field-error, [role=alert]").filter(told).first()).isVisible();
        assertThat(page.locator("#example-name")).hasValue("hello");
        assertThat(page.locator("[type=radio][value=hello]")).isChecked();
    }

    @Test
    void takesWhatIsDropped() {
        var page = visit(Width.DESK, installation().person(Plan.FREE), "/functions/new");
        page.waitForLoadState();
        var transfer =
                page.evaluateHandle(
                        """
                        () => { const transfer = new DataTransfer();
                          transfer.items.add(new File([new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])], 'dropped.wasm'));
                          return transfer; }
                        """);
        page.dispatchEvent(".drop", "drop", java.util.Map.of("dataTransfer", transfer));

        assertThat(page.locator(".drop-title")).hasText("dropped.wasm, 1 KiB");
        pressButton(page, "Look at the module");
        assertThat(page.getByText("It cannot run here yet")).isVisible();
        assertThat(
                        page.getByRole(
                                AriaRole.HEADING,
                                new Page.GetByRoleOptions().setName("Module report")))
                .isVisible();
    }
}
