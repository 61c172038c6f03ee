package run.wasmcloud.panel.settings;

import run.wasmcloud.model.wire.QueuedInvocationItem;
import run.wasmcloud.model.wire.ScheduleItem;
import run.wasmcloud.panel.function.FunctionHead;
import run.wasmcloud.panel.web.Form;

import java.util.List;

/** When the clock invokes a function, and what has used up its attempts. */
public record SchedulesPage(
        FunctionHead head,
        List<ScheduleItem> schedules,
        List<QueuedInvocationItem> deadLetters,
        Form form) {
    public SchedulesPage {
        schedules = List.copyOf(schedules);
        deadLetters = List.copyOf(deadLetters);
    }
}
