package run.wasmcloud.panel.admin;

import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.wire.PlanItem;
import run.wasmcloud.panel.web.Form;

/** One plan, to be changed; the form has a field for each figure. */
public record PlanPage(PlanItem plan, Form form) {
    /** Returns what a figure's value may be. */
    public static String range(PlanFigure figure) {
        return figure.mayBeUnbounded()
                ? "%d or more; empty for no bound".formatted(figure.least())
                : "%d to %d".formatted(figure.least(), figure.most());
    }
}
