package run.wasmcloud.cli;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether runs are sampled. A verb that runs guests here signs in nowhere, so its {@code --profile}
 * is not the one of all other verbs.
 */
final class ProfileOptions {
    private static final String NAME = "--profile";
    private static final Duration SHORTEST = Duration.ofNanos(100_000);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private @Nullable OptionSpec target;

    @Option(
            names = "--profile-interval",
            paramLabel = "TIME",
            defaultValue = "1ms",
            description = "How long from one sample to the next (default: ${DEFAULT-VALUE}).")
    private Duration interval = Duration.ofMillis(1);

    /** A verb that has these options. */
    interface Owner {
        ProfileOptions profileOptions();

        /** Describes what {@code --profile} names, for this verb's help. */
        ProfileTarget profileTarget();
    }

    /** What {@code --profile} names. */
    record ProfileTarget(String label, String description) {}

    /** Puts {@code --profile} in the place of the one that the verb has inherited. */
    void replaceInherited(CommandSpec verb, ProfileTarget what) {
        verb.remove(verb.findOption(NAME));
        var own =
                OptionSpec.builder(NAME)
                        .type(Path.class)
                        .paramLabel(what.label())
                        .description(what.description())
                        .build();
        target = own;
        verb.addOption(own);
    }

    /**
     * Returns where profiles are to be written, if they are wanted.
     *
     * @throws CommandFailure when the interval is too short or too long
     */
    Optional<Path> target() {
        Path chosen = requireNonNull(target, "the option is in its place").getValue();
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--profile-interval cannot be " + Quantities.duration(interval),
                    "A guest can be sampled every 0.1 ms to every second.",
                    "For example: --profile-interval 1ms");
        }
        return Optional.ofNullable(chosen);
    }

    Duration interval() {
        return interval;
    }
}
