package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.VariableName;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.runtime.GuestStrings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs a guest here, in the sandbox that servers use. */
@Command(
        name = "run",
        description = {
            "Run a module here, in the sandbox that servers use.",
            "Its input and output are this command's own; lines of its log go to standard error,"
                    + " as [guest info] text.",
            "Ends with the guest's own status; with 134 when it trapped, 124 when it reached a"
                    + " limit, 126 when its policy forbade what it tried."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud run hello.wasm",
            "  wasmcloud run --policy fetch.policy fetch.wasm",
            "  wasmcloud run --profile sort.json sort.wasm",
            "  wasmcloud run --stats --env NAME=Ada sort.wasm -- --reverse < words.txt"
        })
final class RunCommand extends Verb implements ProfileOptions.Owner {
    @Parameters(index = "0", paramLabel = "FILE.wasm", description = "The module.")
    private Path file = Path.of("");

    @Parameters(
            index = "1..*",
            paramLabel = "ARGS",
            description = "The guest's arguments; those that begin with - after a --.")
    private List<String> arguments = List.of();

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description = "A variable of the guest's environment; may be given again.")
    private Map<VariableName, String> environment = Map.of();

    @Option(
            names = "--cgi",
            paramLabel = "NAME=VALUE",
            description =
                    "A variable of the request that the guest answers, for example"
                            + " REQUEST_METHOD=POST; may be given again.")
    private Map<String, String> request = Map.of();

    @Mixin private final GuestOptions options = new GuestOptions();

    @Mixin private final ProfileOptions profileOptions = new ProfileOptions();

    @Option(names = "--stats", description = "Say on standard error what the run used.")
    private boolean stats;

    @Option(
            names = "--raw",
            description = "Let the guest's output control the terminal: colours, the cursor.")
    private boolean raw;

    @Option(
            names = "--fuel",
            paramLabel = "N",
            description = "At most so many instructions; the policy's, else 10000000000.")
    private @Nullable Long fuel;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            description = "At most so long, for example 500ms or 2m; the policy's, else 10s.")
    private @Nullable Duration timeLimit;

    @Option(
            names = "--memory-pages",
            paramLabel = "N",
            description = "At most so many pages of 64 KiB; the policy's, else 2048.")
    private @Nullable Integer memoryPages;

    RunCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        var shell = context().shell();
        var policy = options.policy();
        var profile = profileOptions.target();
        if (profile.isPresent()) {
            requireWritable(profile.get());
        }
        var local =
                new LocalRun(
                        shell,
                        raw,
                        file.getFileName().toString(),
                        limits(policy),
                        programArguments(),
                        variables(),
                        options.surroundings(policy),
                        profile.isPresent() ? profileOptions.interval() : LocalRun.USUAL_TICK);
        var wasm = ModuleFile.read(file);
        var receipt = profile.isPresent() ? profiled(local, wasm, profile.get()) : local.run(wasm);
        shell.flush();
        int status = new RunEnding(shell, context().options().format()).tell(receipt.outcome());
        if (stats) {
            tell(receipt);
        }
        return status;
    }

    /** A run may take minutes: what could be known before must not be found after. */
    private static void requireWritable(Path profile) throws IOException {
        if (Files.isDirectory(profile)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "The profile cannot be written",
                    profile + " is a folder (expected: a file).",
                    "For example: --profile profile.json");
        }
        var folder = profile.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
    }

    private Receipt profiled(LocalRun local, byte[] wasm, Path profile) throws IOException {
        var run = local.profile(wasm);
        Files.write(profile, run.profile());
        output().note(profile + " has the profile; open it in https://profiler.firefox.com");
        return run.receipt();
    }

    @Override
    public ProfileOptions profileOptions() {
        return profileOptions;
    }

    @Override
    public ProfileOptions.ProfileTarget profileTarget() {
        return new ProfileOptions.ProfileTarget(
                "FILE",
                "Sample where the guest computes, and write it there for the Firefox profiler.");
    }

    private void tell(Receipt receipt) {
        var shell = context().shell();
        if (output().isJson()) {
            shell.err().println(new run.wasmcloud.client.WireJson().write(ReceiptItem.of(receipt)));
        } else {
            ReceiptText.facts(receipt).lines(shell.errColoured()).forEach(shell.err()::println);
        }
    }

    private RunLimits limits(Policy policy) {
        var limits = policy.limits(Plan.PAID.limits());
        return limits.withFuel(fuel == null ? limits.fuel() : fuel)
                .withWallTime(timeLimit == null ? limits.wallTime() : timeLimit)
                .withMemoryPages(memoryPages == null ? limits.memoryPages() : memoryPages);
    }

    private GuestStrings programArguments() {
        var name = file.getFileName().toString();
        return GuestStrings.of(Stream.concat(Stream.of(name), arguments.stream()).toList());
    }

    private GuestStrings variables() {
        return GuestStrings.of(
                Stream.of(request, environment)
                        .flatMap(variables -> variables.entrySet().stream())
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .toList());
    }
}
