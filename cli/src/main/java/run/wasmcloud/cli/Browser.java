package run.wasmcloud.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The user's web browser: {@code $BROWSER}, else the system's. */
record Browser(Shell shell) {
    private static final String WEB_ADDRESS =
            "https?://[A-Za-z0-9.:\\[\\]-]+/[A-Za-z0-9/._~%?=&+-]*";

    /**
     * Opens a page. Addresses come from servers and go to another program: only one of the web's
     * characters does.
     *
     * @return false when there is no browser
     * @throws CommandFailure when it is no web address
     */
    boolean open(URI page) {
        if (!page.toString().matches(WEB_ADDRESS)) {
            throw new CommandFailure(
                    ExitCode.SERVER,
                    "Not a web address",
                    page.toString(),
                    "Is it a Wasmcloud API that was asked?");
        }
        try {
            new ProcessBuilder(command(page.toString()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private List<String> command(String page) {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var usual =
                system.startsWith("windows")
                        ? List.of("rundll32", "url.dll,FileProtocolHandler", page)
                        : List.of(system.startsWith("mac") ? "open" : "xdg-open", page);
        return shell.variable("BROWSER").map(program -> List.of(program, page)).orElse(usual);
    }
}
