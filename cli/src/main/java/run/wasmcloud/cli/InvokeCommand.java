package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import run.wasmcloud.client.FunctionCall;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.Visibility;
import run.wasmcloud.model.wire.FunctionItem;
import run.wasmcloud.model.wire.QueuedInvocationItem;
import run.wasmcloud.model.wire.SignedUrlRequest;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Calls a function. */
@Command(
        name = "invoke",
        description = {
            "Call a function over HTTP and print its answer.",
            "Ends with status 1 when the answer's status is 400 or more.",
            "With --async, have it invoked soon, at least once, and print the invocation's id."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud invoke hello",
            "  wasmcloud invoke echo --data @photo.jpg -H 'Content-Type: image/jpeg' > same.jpg",
            "  wasmcloud invoke report --async --wait"
        })
final class InvokeCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Option(
            names = {"-X", "--method"},
            paramLabel = "METHOD",
            description = "The HTTP method. Else GET, or POST with data.")
    private @Nullable String method;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "'NAME: VALUE'",
            description = "A header; may be given again.")
    private List<String> headers = List.of();

    @Option(
            names = {"-d", "--data"},
            paramLabel = "TEXT|@FILE|-",
            description = "The body: a text, a file, or standard input.")
    private @Nullable String data;

    @Option(names = "--path", paramLabel = "PATH", description = "The path and query; else /.")
    private String path = "/";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description =
                    "How long to wait for the answer to begin, or with --wait to end; 16m if not"
                            + " said.")
    private Duration timeout = Duration.ofMinutes(16);

    @Option(
            names = {"-i", "--include"},
            description = "Print the status and headers, too.")
    private boolean include;

    @Option(
            names = "--async",
            description = "Do not wait for the answer: it is stored with the receipt.")
    private boolean async;

    @Option(
            names = "--wait",
            description = "With --async, wait for its end and print what it answered.")
    private boolean wait;

    InvokeCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) throws IOException {
        if (wait && !async) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Nothing to wait for",
                    "Without --async, the answer is waited for anyway.",
                    "wasmcloud invoke %s --async --wait".formatted(function.name()));
        }
        return async ? enqueue(client) : call(client);
    }

    private ExitCode enqueue(WasmcloudClient client) throws IOException {
        var type =
                parsedHeaders().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
                        .map(Map.Entry::getValue)
                        .findFirst();
        var queued =
                client.functions()
                        .invocations(function.name())
                        .enqueue(
                                type.orElse(null), RequestBody.bytes(data, context().shell().in()));
        return wait ? await(client, queued.id()) : said(queued);
    }

    private ExitCode said(QueuedInvocationItem queued) {
        output().record(queued, () -> List.of(queued.id().toString()));
        output().note("What became of it: wasmcloud invocation " + queued.id());
        return ExitCode.OK;
    }

    /** An answer is printed as that of a call would be. */
    private ExitCode await(WasmcloudClient client, UUID id) throws IOException {
        var ended = new AsynchronousRun(client, context().progress()).await(id, timeout);
        if (output().isJson()) {
            output().record(ended, List::of);
            return ExitCode.OK;
        }
        return ended instanceof QueuedInvocationItem queued
                ? StoredAnswer.of(queued).print(context().shell())
                : ExitCode.OK;
    }

    private ExitCode call(WasmcloudClient client) throws IOException {
        var call = request();
        var called = client.functions().get(function.name());
        var response = client.call(URI.create(called.url()), allowed(client, called, call));
        try (var body = response.body()) {
            return new AnswerPrinter(context().shell(), include).print(response, body);
        }
    }

    /** Who may change a private function may call it: by an address that is signed for this. */
    private FunctionCall allowed(WasmcloudClient client, FunctionItem called, FunctionCall call) {
        if (called.visibility() != Visibility.PRIVATE || hasToken(call)) {
            return call;
        }
        var parts = call.path().split("\\?", 2);
        var wanted = new SignedUrlRequest(parts[0], false, call.method(), null);
        var signed = client.functions().access(function.name()).sign(wanted).url();
        var query = parts.length == 1 ? "" : "&" + parts[1];
        return call.at(signed.substring(called.url().length()) + query);
    }

    private static boolean hasToken(FunctionCall call) {
        return call.headers().stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase("Wasmcloud-Token"));
    }

    private FunctionCall request() throws IOException {
        var body = RequestBody.of(data, context().shell().in());
        var verb = method != null ? method : data == null ? "GET" : "POST";
        return new FunctionCall(
                verb, path.startsWith("/") ? path : "/" + path, parsedHeaders(), body, timeout);
    }

    private List<Map.Entry<String, String>> parsedHeaders() {
        return headers.stream().map(InvokeCommand::header).toList();
    }

    static Map.Entry<String, String> header(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(
                    text + " (expected: a header such as 'Accept: text/plain')");
        }
        return Map.entry(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
    }
}
