package run.wasmcloud.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;

/** The command line tool. */
public final class Cli {
    private final Shell shell;
    private final WasmcloudCommand root = new WasmcloudCommand();
    private final CommandLine commandLine = new CommandLine(root);

    /**
     * Makes the tool.
     *
     * @param serverVerbs further commands, each with picocli's annotations; they end in a failure
     *     by throwing {@link CommandFailure}
     */
    public Cli(Shell shell, List<? extends Callable<Integer>> serverVerbs) {
        this.shell = shell;
        var context = new CommandContext(shell, root.options());
        serverVerbs.forEach(commandLine::addSubcommand);
        verbs(context).forEach(commandLine::addSubcommand);
        commandLine.addSubcommand(tokens(context));
        configure();
    }

    /**
     * Runs one command.
     *
     * @return the exit status, for the process
     */
    public int run(String... arguments) {
        try {
            return commandLine.execute(arguments);
        } finally {
            shell.flush();
        }
    }

    private static List<Verb> verbs(CommandContext context) {
        return List.of(
                new RunCommand(context),
                new DeployCommand(context),
                new InvokeCommand(context),
                new LogsCommand(context),
                new InvocationsCommand(context),
                new InvocationCommand(context),
                new ListCommand(context),
                new ShowCommand(context),
                new CreateCommand(context),
                new DeleteCommand(context),
                new VersionsCommand(context),
                new ActivateCommand(context),
                new RollbackCommand(context),
                new InspectCommand(context),
                new LoginCommand(context),
                new LogoutCommand(context),
                new WhoamiCommand(context));
    }

    private static CommandLine tokens(CommandContext context) {
        return new CommandLine(new TokensCommand(context))
                .addSubcommand(new TokenCreateCommand(context))
                .addSubcommand(new TokenListCommand(context))
                .addSubcommand(new TokenRevokeCommand(context));
    }

    private void configure() {
        OptionTypes.register(commandLine, shell.clock());
        commandLine.setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8));
        commandLine.setColorScheme(
                Help.defaultColorScheme(shell.outColoured() ? Help.Ansi.ON : Help.Ansi.OFF));
        commandLine.setUsageHelpWidth(100);
        commandLine.setExecutionExceptionHandler((cause, _, _) -> failed(cause));
        commandLine.setParameterExceptionHandler((cause, _) -> misused(cause));
        VerbHelp.applyTo(commandLine);
    }

    private int failed(Exception cause) {
        if (shell.variable("WASMCLOUD_DEBUG").isPresent()) {
            cause.printStackTrace(shell.err());
        }
        return new FailurePrinter(shell, root.options().format()).print(Failures.of(cause));
    }

    private int misused(ParameterException cause) {
        return new FailurePrinter(shell, root.options().format()).print(Misuse.of(cause));
    }
}
