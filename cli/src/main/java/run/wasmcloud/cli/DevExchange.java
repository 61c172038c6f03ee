package run.wasmcloud.cli;

import com.sun.net.httpserver.HttpExchange;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.cgi.CgiHeader;
import run.wasmcloud.cgi.CgiRequest;
import run.wasmcloud.cgi.CgiResponse;
import run.wasmcloud.cgi.CgiResponseLimits;
import run.wasmcloud.cgi.CgiResponseParser;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.runtime.Deadline;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.PumpedInput;
import run.wasmcloud.runtime.RunEnded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One request to a project that is served here: CGI in, CGI out. For one thread. */
final class DevExchange implements GuestOutput {
    private static final int MOST_LOG_LINES = 1_000;

    /** What the server sets itself. RFC 9110, section 7.6.1. */
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade");

    private final HttpExchange exchange;
    private final FunctionName name;
    private final DevDiary diary;
    private final CgiResponseParser parser;
    private final List<DevDiary.Line> log = new ArrayList<>();
    private final LogLines errors = new LogLines(this::logged);
    private @Nullable OutputStream body;
    private int status;

    DevExchange(HttpExchange exchange, FunctionName name, DevDiary diary) {
        this.exchange = exchange;
        this.name = name;
        this.diary = diary;
        this.parser =
                new CgiResponseParser(
                        CgiResponseLimits.DEFAULT, exchange.getRequestMethod().equals("HEAD"));
    }

    /** Serves the request and tells of it. */
    void serve(DevGuest guest) throws IOException {
        try (exchange;
                var stdin = new PumpedInput(exchange.getRequestBody())) {
            var receipt =
                    guest.run(
                            request(),
                            stdin,
                            this,
                            errors,
                            (level, source, text) ->
                                    logged(new DevDiary.Line(level, source, text)));
            errors.end();
            finish(receipt);
        } catch (WasmcloudException e) {
            answer(e.code().status(), e.detail());
            diary.failed(e);
        }
    }

    private void logged(DevDiary.Line line) {
        if (log.size() < MOST_LOG_LINES) {
            log.add(line);
        }
    }

    private CgiRequest request() {
        var uri = exchange.getRequestURI();
        var local = exchange.getLocalAddress();
        var remote = exchange.getRemoteAddress();
        var address = remote.getAddress().getHostAddress();
        return new CgiRequest(
                InvocationId.create(),
                exchange.getRequestMethod(),
                "http",
                exchange.getProtocol(),
                "",
                uri.getRawPath(),
                uri.getRawQuery(),
                new CgiRequest.Server(name + ".localhost", local.getPort()),
                new CgiRequest.Client(address, address, remote.getPort()),
                contentLength(),
                exchange.getRequestHeaders().entrySet().stream()
                        .flatMap(
                                field ->
                                        field.getValue().stream()
                                                .map(value -> new CgiHeader(field.getKey(), value)))
                        .toList());
    }

    /** The server has checked it. */
    private long contentLength() {
        var announced = exchange.getRequestHeaders().getFirst("Content-Length");
        return announced == null ? -1 : Long.parseLong(announced);
    }

    @Override
    public void write(byte[] source, int offset, int length, Deadline deadline) {
        try {
            if (body == null) {
                begin(source, offset, length);
            } else {
                body.write(source, offset, length);
                body.flush();
            }
        } catch (IOException _) {
            throw new RunEnded(new Outcome.Cancelled());
        }
    }

    private void begin(byte[] source, int offset, int length) throws IOException {
        switch (parser.accept(source, offset, length)) {
            case CgiResponse.Incomplete _ -> {}
            case CgiResponse.Bad bad -> throw new RunEnded(new Outcome.BadResponse(bad.reason()));
            case CgiResponse.Head head -> {
                body = begun(head);
                var from = parser.bodyOffset();
                body.write(source, from, offset + length - from);
                body.flush();
            }
        }
    }

    private OutputStream begun(CgiResponse.Head head) throws IOException {
        status = head.status();
        head.headers().stream()
                .filter(
                        header ->
                                !HOP_BY_HOP.contains(
                                        header.name().toLowerCase(java.util.Locale.ROOT)))
                .forEach(
                        header -> exchange.getResponseHeaders().add(header.name(), header.value()));
        exchange.sendResponseHeaders(head.status(), length(head));
        return head.sendsBody() ? exchange.getResponseBody() : OutputStream.nullOutputStream();
    }

    /** The server's way to say: none, so many bytes, or as many as come. */
    private static long length(CgiResponse.Head head) {
        if (!head.sendsBody() || head.contentLength() == 0) {
            return -1;
        }
        return Math.max(head.contentLength(), 0);
    }

    private void finish(Receipt receipt) throws IOException {
        var ended = ended(receipt);
        if (body == null) {
            answer(statusOf(ended.outcome()), text(ended.outcome()));
        }
        diary.request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                status,
                ended,
                log);
    }

    /** A program that ends well without an answer has not ended well. */
    private Receipt ended(Receipt receipt) {
        return receipt.outcome() instanceof Outcome.Completed
                        && parser.end() instanceof CgiResponse.Bad bad
                ? receipt.ended(new Outcome.BadResponse(bad.reason()), receipt.wallTime())
                : receipt;
    }

    private static int statusOf(Outcome outcome) {
        return outcome instanceof Outcome.LimitReached reached
                        && (reached.limit() == RunLimit.FUEL || reached.limit() == RunLimit.TIME)
                ? 504
                : 502;
    }

    private static String text(Outcome outcome) {
        var frames =
                outcome instanceof Outcome.Trapped trapped
                        ? trapped.frames().stream()
                                .map(frame -> "\n  at " + frame)
                                .collect(Collectors.joining())
                        : "";
        return "The function did not answer: " + ReceiptText.outcome(outcome) + frames + "\n";
    }

    private void answer(int code, String text) throws IOException {
        status = code;
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Cuts standard error into lines for the log. */
    private static final class LogLines implements GuestOutput {
        private static final int LONGEST = 8 * 1024;

        private final java.util.function.Consumer<DevDiary.Line> lines;
        private final java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();

        LogLines(java.util.function.Consumer<DevDiary.Line> lines) {
            this.lines = lines;
        }

        @Override
        public void write(byte[] source, int offset, int length, Deadline deadline) {
            for (int at = offset; at < offset + length; at++) {
                if (source[at] == '\n') {
                    end();
                } else if (line.size() < LONGEST) {
                    line.write(source[at]);
                }
            }
        }

        void end() {
            if (line.size() > 0) {
                var text = line.toString(StandardCharsets.UTF_8);
                lines.accept(new DevDiary.Line(LogLevel.INFO, LogSource.STDERR, text));
                line.reset();
            }
        }
    }
}
