package run.wasmcloud.cli;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.cgi.CgiHeader;
import run.wasmcloud.cgi.CgiRequest;
import run.wasmcloud.cgi.CgiResponse;
import run.wasmcloud.cgi.CgiResponseLimits;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.runtime.Deadline;
import run.wasmcloud.runtime.PumpedInput;
import run.wasmcloud.runtime.RunEnded;
import run.wasmcloud.sandbox.CgiOutput;
import run.wasmcloud.sandbox.FailureCode;
import run.wasmcloud.sandbox.GuestStreams;
import run.wasmcloud.sandbox.RunLog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One request to a project that is served here: CGI in, CGI out. For one thread. */
final class DevExchange implements CgiOutput.Receiver {
    private static final int MOST_LOG_LINES = 1_000;

    /** What the server sets itself. RFC 9110, section 7.6.1. */
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade");

    private final HttpExchange exchange;
    private final FunctionName name;
    private final DevDiary diary;
    private final List<RunLog.Line> lines = new ArrayList<>();
    private @Nullable OutputStream body;
    private int status;

    DevExchange(HttpExchange exchange, FunctionName name, DevDiary diary) {
        this.exchange = exchange;
        this.name = name;
        this.diary = diary;
    }

    /** Serves the request and tells of it. */
    void serve(DevGuest guest) throws IOException {
        var limits = guest.limits();
        var output =
                new CgiOutput(
                        CgiResponseLimits.DEFAULT,
                        exchange.getRequestMethod().equals("HEAD"),
                        limits.outputBytes(),
                        this);
        var log = new RunLog(limits, this::logged);
        try (exchange;
                var stdin = new PumpedInput(exchange.getRequestBody())) {
            var receipt = guest.run(request(), new GuestStreams(stdin, output, log, log));
            log.end();
            finish(receipt.ended(output.checked(receipt.outcome()), receipt.wallTime()));
        } catch (WasmcloudException e) {
            answer(e.code().status(), e.detail());
            diary.failed(e);
        }
    }

    private void logged(List<RunLog.Line> more) {
        lines.addAll(more.subList(0, Math.min(more.size(), MOST_LOG_LINES - lines.size())));
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
    public void head(CgiResponse.Head head) {
        try {
            body = begun(head);
        } catch (IOException _) {
            throw new RunEnded(new Outcome.Cancelled());
        }
    }

    @Override
    public void body(byte[] source, int offset, int length, Deadline deadline) {
        var begun = requireNonNull(body, "the head comes before the body");
        try {
            begun.write(source, offset, length);
            begun.flush();
        } catch (IOException _) {
            throw new RunEnded(new Outcome.Cancelled());
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
        if (body == null) {
            var code = FailureCode.of(receipt.outcome()).orElse(ErrorCode.GUEST_BAD_RESPONSE);
            answer(code.status(), text(receipt.outcome()));
        }
        diary.request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                status,
                receipt,
                lines);
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
}
