package run.wasmcloud.app;

import run.wasmcloud.cli.Cli;
import run.wasmcloud.cli.Shell;

import java.time.ZoneOffset;
import java.util.List;
import java.util.TimeZone;

/** The program: the command line tool, and the servers as commands of it. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        var shell = Shell.ofProcess();
        tellTheTimeInUtc();
        if (KeptHelp.answers(shell, arguments)) {
            return;
        }
        Logs.configure(shell.variables());
        System.exit(tool(shell).run(arguments));
    }

    /**
     * The shell has taken the zone that people are told times in. All else goes by UTC: the HTTP
     * server would write Date in the process's zone, and RFC 9110, section 5.6.7, wants GMT.
     */
    private static void tellTheTimeInUtc() {
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
    }

    /** Returns the tool with all of its commands. */
    public static Cli tool(Shell shell) {
        return new Cli(
                shell,
                List.of(
                        new UpCommand(shell),
                        new ApiCommand(shell),
                        new ExecutorCommand(shell),
                        new PanelCommand(shell),
                        new DocsCommand(shell)),
                List.of(
                        new BackupCommand(shell),
                        new RestoreCommand(shell),
                        new RotateMasterKeyCommand(shell),
                        new CreateAdministratorCommand(shell)));
    }
}
