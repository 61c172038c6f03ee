package run.wasmcloud.panel.admin;

import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.wire.PlanItem;
import run.wasmcloud.panel.web.Choices;
import run.wasmcloud.panel.web.Shown;

import java.util.Arrays;
import java.util.List;

/** The plans side by side. */
public record PlansPage(List<PlanItem> plans) {
    public PlansPage {
        plans = List.copyOf(plans);
    }

    /** Returns the figures of all plans, in their order. */
    public List<PlanFigure> figures() {
        return Arrays.stream(PlanFigure.values())
                .filter(
                        figure ->
                                plans.stream().anyMatch(p -> p.limits().containsKey(figure.word())))
                .toList();
    }

    /** Returns a figure's name for people. */
    public static String name(PlanFigure figure) {
        return Choices.word(figure).replace('-', ' ');
    }

    /** Returns a plan's figure for people. */
    public static String shown(PlanItem plan, PlanFigure figure) {
        var value = plan.limits().get(figure.word());
        if (value == null) {
            return "no bound";
        }
        return figure.column().endsWith("_bytes") ? Shown.bytes(value) : Shown.count(value);
    }
}
