package run.wasmcloud.app.reference;

import run.wasmcloud.docs.build.CodeInfo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A block of commands in a page.
 *
 * @param needs why it is not run; empty when it is
 */
public record CommandBlock(String commands, List<String> needs) {
    public CommandBlock {
        needs = List.copyOf(needs);
    }

    /** docs/development/docs.md explains them. */
    static final Set<String> KNOWN_NEEDS =
            Set.of(
                    "terminal",
                    "checkout",
                    "internet",
                    "root",
                    "values",
                    "rust",
                    "go",
                    "c",
                    "wabt",
                    "tinygo",
                    "zig",
                    "docker",
                    "kubernetes",
                    "nginx",
                    "postgresql",
                    "s3",
                    "smtp",
                    "dns",
                    "systemd",
                    "git",
                    "servers");

    private static final Pattern FENCE =
            Pattern.compile("(?m)^( *)(`{3,})([^`\n]*)\n([\\s\\S]*?)^ *\\2`*$");

    /** Returns the blocks of a page that are marked {@code sh}. */
    public static List<CommandBlock> of(String markdown) {
        var blocks = new ArrayList<CommandBlock>();
        var matcher = FENCE.matcher(markdown);
        while (matcher.find()) {
            var info = CodeInfo.of(matcher.group(3));
            if (info.language().equals("sh")) {
                blocks.add(
                        new CommandBlock(
                                matcher.group(4).stripIndent(),
                                info.needs().map(CommandBlock::words).orElse(List.of())));
            }
        }
        return blocks;
    }

    private static List<String> words(String needs) {
        return Arrays.stream(needs.split(",")).map(String::strip).toList();
    }

    /**
     * Tells whether the block is run.
     *
     * @param there what this machine has of what blocks need
     */
    public boolean isRun(Set<String> there) {
        return there.containsAll(needs);
    }
}
