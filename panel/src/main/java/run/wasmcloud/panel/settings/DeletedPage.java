package run.wasmcloud.panel.settings;

import run.wasmcloud.model.wire.FunctionItem;

import java.util.List;

/** Functions that were deleted and can still be brought back. */
public record DeletedPage(List<FunctionItem> functions) {
    public DeletedPage {
        functions = List.copyOf(functions);
    }
}
