package run.wasmcloud.cli;

import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.sandbox.RunLog;

import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Shows what happens while a project is served: one request after another. Thread-safe. */
final class DevDiary {
    private final Shell shell;
    private final Output output;
    private final ReentrantLock lock = new ReentrantLock();

    /** What is written for each request when the format is JSON. */
    private record Entry(
            String method, String target, int status, ReceiptItem receipt, List<RunLog.Line> log) {}

    DevDiary(Shell shell, Output output) {
        this.shell = shell;
        this.output = output;
    }

    /** Says where the project is served. */
    void serving(String url) {
        locked(
                () -> {
                    if (output.isJson()) {
                        shell.out().println(new WireJson().write(Map.of("serving", url)));
                    } else {
                        shell.err().println(url + " serves the project; stop with Ctrl-C");
                    }
                });
    }

    /** Says something that is no request's. */
    void say(String text) {
        locked(() -> output.note(Style.FAINT.paint(text, shell.errColoured())));
    }

    /** Says why something did not work; the project is served on as it was. */
    void failed(Exception cause) {
        locked(() -> new FailurePrinter(shell, format()).print(Failures.of(cause)));
    }

    private Format format() {
        return output.isJson() ? Format.JSON : Format.TEXT;
    }

    /** Shows one request: what it was, how it ended, what it cost, what was logged. */
    void request(String method, String target, int status, Receipt receipt, List<RunLog.Line> log) {
        locked(
                () -> {
                    if (output.isJson()) {
                        var entry = new Entry(method, target, status, ReceiptItem.of(receipt), log);
                        shell.out().println(new WireJson().write(entry));
                    } else {
                        text(method, target, status, receipt, log);
                    }
                });
    }

    private void text(
            String method, String target, int status, Receipt receipt, List<RunLog.Line> log) {
        var style = receipt.outcome() instanceof Outcome.Completed ? Style.GOOD : Style.BAD;
        shell.out()
                .println(
                        "%s %s %s  %s  fuel %s  memory %s"
                                .formatted(
                                        style.paint(String.valueOf(status), output.coloured()),
                                        TerminalText.escaped(method),
                                        TerminalText.escaped(target),
                                        Quantities.duration(receipt.wallTime()),
                                        Quantities.count(receipt.fuel()),
                                        Quantities.bytes(receipt.peakMemoryBytes())));
        if (!(receipt.outcome() instanceof Outcome.Completed)) {
            shell.out()
                    .println("    " + TerminalText.escaped(ReceiptText.outcome(receipt.outcome())));
            frames(receipt.outcome());
        }
        log.forEach(
                line ->
                        shell.out()
                                .println(
                                        "    "
                                                + LogText.style(line.level())
                                                        .paint(
                                                                WireJson.word(line.source()),
                                                                output.coloured())
                                                + " "
                                                + TerminalText.escaped(line.text())));
    }

    private void frames(Outcome outcome) {
        if (outcome instanceof Outcome.Trapped trapped) {
            trapped.frames()
                    .forEach(
                            frame ->
                                    shell.out()
                                            .println(
                                                    "      at "
                                                            + TerminalText.escaped(
                                                                    frame.toString())));
        }
    }

    private void locked(Runnable writing) {
        lock.lock();
        try {
            writing.run();
            shell.flush();
        } finally {
            lock.unlock();
        }
    }
}
