package run.wasmcloud.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

/** One command. */
abstract class Verb implements Callable<Integer> {
    private final CommandContext context;

    Verb(CommandContext context) {
        this.context = context;
    }

    final CommandContext context() {
        return context;
    }

    final Output output() {
        return context.output();
    }

    /** Returns the commands below this one. */
    List<Verb> verbs() {
        return List.of();
    }

    @Override
    public final Integer call() throws IOException {
        return run();
    }

    /**
     * Does what the command is for.
     *
     * @return the exit status
     */
    abstract int run() throws IOException;
}
