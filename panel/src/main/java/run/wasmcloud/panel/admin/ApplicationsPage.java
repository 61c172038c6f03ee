package run.wasmcloud.panel.admin;

import run.wasmcloud.model.ApplicationState;
import run.wasmcloud.model.wire.ApplicationItem;

import java.util.List;

/** Applications for a plan, of one state. */
public record ApplicationsPage(ApplicationState state, List<ApplicationItem> applications) {
    public ApplicationsPage {
        applications = List.copyOf(applications);
    }

    /** Tells whether these can be decided. */
    public boolean open() {
        return state == ApplicationState.OPEN;
    }
}
