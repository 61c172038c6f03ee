package run.wasmcloud.executor;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.cgi.CgiEnvironment;
import run.wasmcloud.cgi.CgiHeader;
import run.wasmcloud.cgi.CgiProgram;
import run.wasmcloud.cgi.CgiRequest;
import run.wasmcloud.cgi.CgiResponse;
import run.wasmcloud.cgi.CgiResponseLimits;
import run.wasmcloud.cgi.CgiResponseParser;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Network;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.olin.Olin;
import run.wasmcloud.olin.OlinGrant;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.runtime.Cancellation;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.Grants;
import run.wasmcloud.runtime.GuestClock;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.GuestRandom;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.runtime.GuestThreads;
import run.wasmcloud.runtime.RunRequest;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.wasi.Wasi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Runs the examples as the executor does, with requests and variables of a test. */
final class ExampleRuns implements AutoCloseable {
    /** More than run at once: a thread is on its way back for a moment. */
    private static final int GUESTS = 8;

    /** A request for an example; each char of the body is one byte. */
    record Request(
            String method,
            String path,
            @Nullable String query,
            Map<String, String> headers,
            String body) {
        static Request get(String path) {
            return new Request("GET", path, null, Map.of(), "");
        }

        static Request post(String path, String type, String body) {
            var bytes =
                    new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            return new Request("POST", path, null, Map.of("Content-Type", type), bytes);
        }

        Request with(String header, String value) {
            var more = new HashMap<>(headers);
            more.put(header, value);
            return new Request(method, path, query, more, body);
        }

        Request as(String otherMethod) {
            return new Request(otherMethod, path, query, headers, body);
        }
    }

    /** What a run left behind; the status is 0 where its answer is none. */
    record Answer(
            Receipt receipt,
            int status,
            Map<String, String> headers,
            String body,
            List<String> log) {}

    private final Olin olin;
    private final Sandbox sandbox;
    private final GuestThreads threads;
    private final Map<String, CompiledModule> modules = new HashMap<>();
    private RunLimits limits = Plan.APPLICANT.limits().defaultRun();
    private Map<String, String> variables = Map.of();
    private Policy policy = Policy.standard();

    ExampleRuns(OutboundSettings outbound) {
        olin = new Olin(outbound.withAllowedNetworks(List.of(Network.parse("127.0.0.0/8"))));
        sandbox = Sandbox.open(SandboxSettings.forGuests(GUESTS), List.of(new Wasi(), olin));
        threads = GuestThreads.open(sandbox, GUESTS);
    }

    /** Lets runs be those of an applicant, without variables, under the standard policy. */
    void reset() {
        limits = Plan.APPLICANT.limits().defaultRun();
        variables = Map.of();
        policy = Policy.standard();
    }

    /** Lets runs send requests of their own, under a policy, and have these variables. */
    void outbound(String newPolicy, Map<String, String> newVariables) {
        limits = Plan.FREE.limits().defaultRun();
        policy = Policy.parse(newPolicy);
        variables = newVariables;
    }

    Answer call(String example, Request request) throws InterruptedException, ExecutionException {
        var module =
                modules.computeIfAbsent(
                        example,
                        name -> sandbox.compile(TestExecutor.example(name + "/" + name + ".wasm")));
        var stdout = new ByteArrayOutputStream();
        var log = new ArrayList<String>();
        var run = request(example, request, GuestOutput.to(stdout), log);
        var receipt = threads.submit(() -> sandbox.run(module, run, new Cancellation())).get();
        return answer(receipt, stdout.toByteArray(), log);
    }

    private RunRequest request(
            String example, Request request, GuestOutput stdout, List<String> log) {
        var program =
                new CgiProgram(
                        new FunctionName(example),
                        "wasmcloud/test",
                        ExecutorId.create(),
                        variables);
        var environment = CgiEnvironment.of(program, cgi(request));
        var stderr = new ByteArrayOutputStream();
        return new RunRequest(
                limits,
                GuestStrings.ofBytes(environment.arguments()),
                GuestStrings.ofBytes(environment.variables()),
                GuestInput.of(request.body().getBytes(StandardCharsets.ISO_8859_1)),
                stdout,
                GuestOutput.to(stderr),
                GuestClock.system(),
                GuestRandom.secure(),
                (level, _, line) -> log.add(level + " " + line),
                Grants.none().with(OlinGrant.class, new OlinGrant(example, "owner", policy)));
    }

    private static CgiRequest cgi(Request request) {
        var headers = new ArrayList<CgiHeader>();
        headers.add(new CgiHeader("Host", "example.run.localhost"));
        request.headers().forEach((name, value) -> headers.add(new CgiHeader(name, value)));
        return new CgiRequest(
                InvocationId.create(),
                request.method(),
                "http",
                "HTTP/1.1",
                "",
                request.path(),
                request.query(),
                new CgiRequest.Server("example.run.localhost", 80),
                new CgiRequest.Client("127.0.0.1", "127.0.0.1", 50_000),
                request.body().isEmpty() ? -1 : request.body().length(),
                headers);
    }

    private static Answer answer(Receipt receipt, byte[] text, List<String> log) {
        var parser = new CgiResponseParser(CgiResponseLimits.DEFAULT, false);
        if (!(parser.accept(text, 0, text.length) instanceof CgiResponse.Head head)) {
            return new Answer(receipt, 0, Map.of(), "", log);
        }
        var headers = new HashMap<String, String>();
        head.headers().forEach(header -> headers.put(header.name(), header.value()));
        var from = parser.bodyOffset();
        var body = new String(text, from, text.length - from, StandardCharsets.UTF_8);
        return new Answer(receipt, head.status(), headers, body, log);
    }

    @Override
    public void close() {
        threads.shutdown();
        modules.values().forEach(CompiledModule::close);
        sandbox.close();
        olin.close();
    }
}
