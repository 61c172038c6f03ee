package run.wasmcloud.cli;

import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.FieldError;

import java.io.PrintStream;

/** Tells failures on standard error: title, detail, what to do. */
final class FailurePrinter {
    private final Shell shell;
    private final Format format;

    FailurePrinter(Shell shell, Format format) {
        this.shell = shell;
        this.format = format;
    }

    /** Prints a failure and returns its exit status. */
    int print(Failure failure) {
        shell.out().flush();
        if (format == Format.JSON) {
            shell.err().println(new WireJson().write(failure));
        } else {
            printText(failure, shell.err());
        }
        shell.flush();
        return failure.exitCode().status();
    }

    private void printText(Failure failure, PrintStream err) {
        err.println(
                Style.BAD.paint("error:", shell.errColoured())
                        + " "
                        + TerminalText.escaped(failure.title()));
        failure.detail().lines().forEach(line -> err.println("  " + TerminalText.escaped(line)));
        failure.errors()
                .forEach(
                        error ->
                                err.println(
                                        "  "
                                                + TerminalText.escaped(
                                                        place(error) + ": " + error.detail())));
        printAside("  ", failure.remedy(), err);
        printAside("  request ", failure.request(), err);
    }

    private static String place(FieldError error) {
        return error.line() == null
                ? error.pointer()
                : "%s, line %d, column %d".formatted(error.pointer(), error.line(), error.column());
    }

    private void printAside(
            String before, @org.jspecify.annotations.Nullable String text, PrintStream err) {
        if (text != null) {
            err.println(
                    Style.FAINT.paint(before + TerminalText.escaped(text), shell.errColoured()));
        }
    }
}
