package run.wasmcloud.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** The command line tool. */
public final class Cli {
    private final Shell shell;
    private final List<Callable<Integer>> serverVerbs;
    private final List<Callable<Integer>> operatorVerbs;
    private final WasmcloudCommand root = new WasmcloudCommand();

    /**
     * Makes the tool.
     *
     * @param serverVerbs further commands, each a class with picocli's annotation {@code Command};
     *     they end in a failure by throwing {@link CommandFailure}
     * @param operatorVerbs such commands below {@code admin}
     */
    public Cli(
            Shell shell,
            List<? extends Callable<Integer>> serverVerbs,
            List<? extends Callable<Integer>> operatorVerbs) {
        this.shell = shell;
        this.serverVerbs = List.copyOf(serverVerbs);
        this.operatorVerbs = List.copyOf(operatorVerbs);
    }

    /**
     * Runs one command.
     *
     * @return the exit status, for the process
     */
    public int run(String... arguments) {
        try {
            return commandLine(arguments).execute(arguments);
        } finally {
            shell.flush();
        }
    }

    /** Returns what the tool knows of all of its commands, for who describes them. */
    public CommandSpec description() {
        return commandLine().getCommandSpec();
    }

    /**
     * Most of a short command's time would go into reading the annotations of all others, so when
     * the first argument is a verb, only that one is there.
     */
    private CommandLine commandLine(String... arguments) {
        var all = Stream.concat(serverVerbs.stream(), verbs().stream()).toList();
        var named =
                all.stream()
                        .filter(verb -> arguments.length > 0 && name(verb).equals(arguments[0]))
                        .toList();
        return configured(with(new CommandLine(root), isOfOne(named) ? named : all));
    }

    /** What completes commands must know all of them. */
    private static boolean isOfOne(List<? extends Callable<Integer>> named) {
        return named.size() == 1 && !(named.getFirst() instanceof CompletionCommand);
    }

    private static String name(Callable<Integer> verb) {
        var command = verb.getClass().getAnnotation(Command.class);
        return command == null ? "" : command.name();
    }

    private CommandLine with(CommandLine command, List<? extends Callable<Integer>> verbs) {
        verbs.forEach(verb -> add(command, verb));
        return command;
    }

    /** A subcommand gets the options of all commands when it is added. */
    private void add(CommandLine command, Callable<Integer> verb) {
        var subcommand = subcommand(verb);
        command.addSubcommand(subcommand);
        if (verb instanceof ProfileOptions.Owner owner) {
            owner.profileOptions()
                    .replaceInherited(subcommand.getCommandSpec(), owner.profileTarget());
        }
    }

    private CommandLine subcommand(Callable<Integer> verb) {
        var command = new CommandLine(verb);
        if (verb instanceof AdminCommand) {
            with(command, operatorVerbs);
        }
        return verb instanceof Verb own ? with(command, own.verbs()) : command;
    }

    private List<Verb> verbs() {
        var context = new CommandContext(shell, root.options());
        return List.of(
                new InitCommand(context),
                new BuildCommand(context),
                new DevCommand(context),
                new RunCommand(context),
                new DeployCommand(context),
                new InvokeCommand(context),
                new LogsCommand(context),
                new InvocationsCommand(context),
                new InvocationCommand(context),
                new ListCommand(context),
                new ShowCommand(context),
                new SettingsCommand(context),
                new OpenCommand(context),
                new CreateCommand(context),
                new DeleteCommand(context),
                new RestoreCommand(context),
                new SignUrlCommand(context),
                new VersionsCommand(context),
                new ActivateCommand(context),
                new RollbackCommand(context),
                new PolicyCommand(context),
                new ConfigCommand(context),
                new SecretCommand(context),
                new ScheduleCommand(context),
                new DeadLettersCommand(context),
                new DomainCommand(context),
                new InspectCommand(context),
                new DoctorCommand(context),
                new NamegenCommand(context),
                new CompletionCommand(context),
                new SignupCommand(context),
                new LoginCommand(context),
                new LogoutCommand(context),
                new WhoamiCommand(context),
                new TokensCommand(context),
                new ApplyCommand(context),
                new LimitsCommand(context),
                new UsageCommand(context),
                new ExportCommand(context),
                new AuditCommand(context),
                new AdminCommand(context));
    }

    private CommandLine configured(CommandLine commandLine) {
        OptionTypes.register(commandLine, shell.clock());
        commandLine.setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8));
        commandLine.setColorScheme(
                Help.defaultColorScheme(shell.outColoured() ? Help.Ansi.ON : Help.Ansi.OFF));
        commandLine.setUsageHelpWidth(100);
        commandLine.setExecutionExceptionHandler((cause, _, _) -> failed(cause));
        commandLine.setParameterExceptionHandler((cause, _) -> misused(cause));
        VerbHelp.applyTo(commandLine);
        return commandLine;
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
