package run.wasmcloud.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ScopeType;

import java.util.List;
import java.util.function.Predicate;

/** Sets out the help of every command: its own options first, those of all commands after them. */
final class VerbHelp {
    private VerbHelp() {}

    static void applyTo(CommandLine command) {
        command.getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, VerbHelp::options);
        command.getCommandSpec()
                .usageMessage()
                .abbreviateSynopsis(true)
                .parameterListHeading("%nArguments:%n")
                .commandListHeading("%nCommands:%n");
        command.getSubcommands().values().forEach(VerbHelp::applyTo);
    }

    private static String options(Help help) {
        return section("%nOptions:%n", help, option -> !isGlobal(option))
                + section("%nOptions of every command:%n", help, VerbHelp::isGlobal);
    }

    private static String section(String heading, Help help, Predicate<OptionSpec> wanted) {
        List<OptionSpec> options = help.commandSpec().options().stream().filter(wanted).toList();
        return options.isEmpty()
                ? ""
                : heading.formatted() + help.optionListExcludingGroups(options);
    }

    private static boolean isGlobal(OptionSpec option) {
        return option.inherited() || option.scopeType() == ScopeType.INHERIT;
    }
}
