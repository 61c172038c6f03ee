package run.wasmcloud.executor;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.TrapFrame;

import java.util.ArrayList;
import java.util.List;

/** What a function's owner reads in its log of a run that went wrong. */
final class Verdict {
    private static final int MOST_FRAMES = 64;

    private Verdict() {}

    /** Returns the lines; none for a run that went well. */
    static List<String> lines(Outcome outcome, RunLimits limits) {
        return switch (outcome) {
            case Outcome.Completed _, Outcome.Cancelled _ -> List.of();
            case Outcome.Exited exited ->
                    List.of("The function exited with status " + exited.status());
            case Outcome.Trapped trapped -> trapped(trapped);
            case Outcome.BadResponse bad -> List.of("Bad response: " + bad.reason());
            case Outcome.Denied denied -> List.of(denied.reason());
            case Outcome.LimitReached reached -> List.of(Problems.limit(reached.limit(), limits));
            case Outcome.PlatformFailed failed ->
                    List.of("The platform failed, error " + failed.errorId());
        };
    }

    private static List<String> trapped(Outcome.Trapped trapped) {
        var lines = new ArrayList<String>();
        lines.add("Trapped: " + trapped.trap());
        trapped.frames().stream()
                .limit(MOST_FRAMES)
                .map(TrapFrame::toString)
                .forEach(frame -> lines.add("  at " + frame));
        var more = trapped.frames().size() - MOST_FRAMES;
        if (more > 0) {
            lines.add("  and " + more + " more");
        }
        return lines;
    }
}
