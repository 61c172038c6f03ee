package run.wasmcloud.panel.admin;

import run.wasmcloud.model.ExecutorState;
import run.wasmcloud.model.wire.ExecutorItem;
import run.wasmcloud.panel.web.Choices;
import run.wasmcloud.panel.web.Tone;

import java.util.List;

/** The executors. */
public record ExecutorsPage(List<ExecutorItem> executors) {
    public ExecutorsPage {
        executors = List.copyOf(executors);
    }

    /** Returns an executor's state in words. */
    public static String state(ExecutorItem executor) {
        return executor.alive() || executor.state() == ExecutorState.STOPPED
                ? Choices.word(executor.state())
                : "not heard of";
    }

    /** Returns how its state looks. */
    public static Tone tone(ExecutorItem executor) {
        if (executor.state() == ExecutorState.STOPPED) {
            return Tone.NEUTRAL;
        }
        if (!executor.alive()) {
            return Tone.BAD;
        }
        return executor.state() == ExecutorState.RUNNING ? Tone.GOOD : Tone.WARNING;
    }
}
