package run.wasmcloud.wasi;

import run.wasmcloud.runtime.Grants;
import run.wasmcloud.runtime.GuestStrings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a checkout of WebAssembly/wasi-testsuite through the sandbox: the compiled tests of preview
 * 1 below its folder {@code tests}. {@code wasi/testsuite} starts it.
 */
final class Testsuite implements AutoCloseable {
    /** The tests that fail, each with its reason; one that passes all the same is a failure too. */
    private static final Map<String, String> KNOWN_FAILURES = Map.of();

    private static final String VERSION = "wasm32-wasip1";

    private final GuestRunner runner = new GuestRunner();
    private int passed;
    private int failed;
    private int skipped;

    private Testsuite() {}

    /** Runs all tests below a checkout; the exit status tells whether all is as known. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println(
                    "usage: wasi/testsuite CHECKOUT [of WebAssembly/wasi-testsuite, branch"
                            + " prod/testsuite-base]");
            System.exit(2);
        }
        try (var suite = new Testsuite()) {
            System.exit(suite.run(Path.of(arguments[0])) ? 0 : 1);
        }
    }

    private boolean run(Path checkout) throws IOException {
        var tests = tests(checkout);
        if (tests.isEmpty()) {
            System.err.printf(
                    "%s has no compiled tests of %s (expected: tests/*/testsuite/%s/*.wasm, as on"
                            + " the branch prod/testsuite-base)%n",
                    checkout, VERSION, VERSION);
            return false;
        }
        var ok = true;
        for (var wasm : tests) {
            ok &= isAsKnown(TestsuiteCase.read(wasm));
        }
        System.out.printf("%d passed, %d failed, %d skipped%n", passed, failed, skipped);
        return ok;
    }

    private static List<Path> tests(Path checkout) throws IOException {
        var folder = checkout.resolve("tests");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".wasm"))
                    .filter(file -> file.toString().contains("/testsuite/" + VERSION + "/"))
                    .sorted()
                    .toList();
        }
    }

    private boolean isAsKnown(TestsuiteCase test) throws IOException {
        var problems = problems(test);
        var reason = KNOWN_FAILURES.get(test.name());
        if (problems.isEmpty()) {
            passed++;
            System.out.println(
                    "pass  "
                            + test.name()
                            + (reason == null ? "" : "  (known to fail: remove it from the list)"));
            return reason == null;
        }
        failed++;
        System.out.println(
                "FAIL  " + test.name() + (reason == null ? "" : "  (known: " + reason + ")"));
        problems.forEach(problem -> System.out.println("      " + problem));
        return reason != null;
    }

    private List<String> problems(TestsuiteCase test) throws IOException {
        runner.arguments = GuestStrings.of(test.arguments());
        runner.environment = GuestStrings.of(test.environment());
        runner.grants = Grants.none().with(Preopens.class, preopens(test));
        var result = runner.run(Files.readAllBytes(test.wasm()));
        var problems = new ArrayList<String>();
        expect("outcome", test.outcome(), result.receipt().outcome(), problems);
        if (test.stdout() != null) {
            expect("standard output", test.stdout(), result.text(), problems);
        }
        if (!problems.isEmpty()) {
            result.stderr().lines().forEach(problems::add);
        }
        return problems;
    }

    private static void expect(String what, Object expected, Object found, List<String> problems) {
        if (!expected.equals(found)) {
            problems.add("%s: %s (expected: %s)".formatted(what, found, expected));
        }
    }

    /** A test without a folder of its own finds no directory open. */
    private static Preopens preopens(TestsuiteCase test) throws IOException {
        return test.root() == null ? new Preopens(_ -> List.of()) : WritableCopy.of(test.files());
    }

    @Override
    public void close() {
        runner.close();
    }
}
