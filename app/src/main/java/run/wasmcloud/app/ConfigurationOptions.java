package run.wasmcloud.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import run.wasmcloud.app.configuration.Configurations;
import run.wasmcloud.app.configuration.InvalidConfigurationException;
import run.wasmcloud.app.configuration.PanelConfiguration;
import run.wasmcloud.cli.CommandFailure;
import run.wasmcloud.cli.ExitCode;
import run.wasmcloud.cli.Shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a server's configuration comes from. */
final class ConfigurationOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The configuration, TOML (default: $WASMCLOUD_CONFIG). Variables"
                            + " WASMCLOUD_SECTION_KEY go before it.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "A setting that goes before the file's and the environment's, for example"
                            + " api.port=80; may be given again.")
    private List<String> settings = List.of();

    boolean isGiven(Shell shell) {
        return file != null
                || !settings.isEmpty()
                || shell.variables().keySet().stream()
                        .anyMatch(name -> name.startsWith("WASMCLOUD_DATABASE_"))
                || shell.variable("WASMCLOUD_CONFIG").isPresent();
    }

    /**
     * Reads the configuration.
     *
     * @throws CommandFailure with everything that is wrong with it
     */
    Configurations read(Shell shell) {
        return read(
                () -> Configurations.read(place(shell), shell.variables(), settings),
                "docs/operations/configuration.md");
    }

    /**
     * Reads a panel's configuration.
     *
     * @throws CommandFailure with everything that is wrong with it
     */
    Configurations.Read<PanelConfiguration> readPanel(Shell shell) {
        return read(
                () ->
                        Configurations.read(
                                PanelConfiguration.class,
                                PanelConfiguration::problems,
                                place(shell),
                                shell.variables(),
                                settings),
                "docs/operations/panel.md");
    }

    private Optional<Path> place(Shell shell) {
        return Optional.ofNullable(file).or(() -> shell.variable("WASMCLOUD_CONFIG").map(Path::of));
    }

    private interface Reading<T> {
        T read() throws InvalidConfigurationException;
    }

    private static <T> T read(Reading<T> reading, String page) {
        try {
            return reading.read();
        } catch (InvalidConfigurationException e) {
            throw new CommandFailure(
                    ExitCode.INVALID,
                    "The configuration has %d problems".formatted(e.problems().size()),
                    String.valueOf(e.getMessage()),
                    "Every setting is explained in %s.".formatted(page));
        }
    }
}
