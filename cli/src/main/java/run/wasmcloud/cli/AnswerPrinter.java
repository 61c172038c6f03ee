package run.wasmcloud.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;

/**
 * Prints a function's answer as it comes: its bytes as they are, or harmless text when a person
 * sees them on a terminal.
 */
final class AnswerPrinter {
    private static final int CHUNK = 32 * 1024;
    private static final int FIRST_ERROR_STATUS = 400;

    private final Shell shell;
    private final boolean include;

    AnswerPrinter(Shell shell, boolean include) {
        this.shell = shell;
        this.include = include;
    }

    ExitCode print(HttpResponse<?> response, InputStream body) throws IOException {
        if (include) {
            printHead(response);
        }
        return print(response.statusCode(), body);
    }

    /** Prints an answer without its head. */
    ExitCode print(int status, InputStream body) throws IOException {
        copy(body);
        return status < FIRST_ERROR_STATUS ? ExitCode.OK : failed(status);
    }

    private void printHead(HttpResponse<?> response) {
        shell.out().println("HTTP " + response.statusCode());
        response.headers()
                .map()
                .forEach(
                        (name, values) ->
                                values.forEach(
                                        value ->
                                                shell.out()
                                                        .println(
                                                                TerminalText.escaped(
                                                                        name + ": " + value))));
        shell.out().println();
    }

    /** Prints bytes. */
    void copy(InputStream body) throws IOException {
        var visible = new VisibleText();
        var chunk = new byte[CHUNK];
        for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
            if (shell.outTerminal()) {
                shell.out().print(visible.of(chunk, 0, count));
            } else {
                shell.out().write(chunk, 0, count);
            }
            shell.out().flush();
        }
    }

    private ExitCode failed(int status) {
        shell.out().flush();
        shell.err().println("The function answered with status " + status + ".");
        return ExitCode.FAILURE;
    }
}
