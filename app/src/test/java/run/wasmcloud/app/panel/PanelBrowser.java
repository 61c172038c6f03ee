package run.wasmcloud.app.panel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Debian's Chromium, run by Playwright: one for all tests. On the gate ({@code CI} is set) it has
 * to be there; elsewhere, tests that need it are reported as skipped where it is missing.
 */
final class PanelBrowser implements AutoCloseable {
    private final Playwright playwright;
    private final Browser browser;

    PanelBrowser() {
        var program = program();
        assumeTrue(
                program.isPresent() || System.getenv("CI") != null,
                "no chromium on this machine (apt-get install chromium)");
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(program.orElseThrow())
                                        .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    }

    private static Optional<Path> program() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
