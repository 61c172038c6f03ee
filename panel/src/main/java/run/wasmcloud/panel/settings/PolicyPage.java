package run.wasmcloud.panel.settings;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.PolicyCheckItem;
import run.wasmcloud.model.wire.PolicyItem;
import run.wasmcloud.panel.function.FunctionHead;
import run.wasmcloud.panel.web.Form;

/**
 * What a function may open and use.
 *
 * @param policy the one that holds
 * @param form the text in the editor, and a URL to try
 * @param tried what became of the URL; null when none was tried
 */
public record PolicyPage(
        FunctionHead head, PolicyItem policy, Form form, @Nullable PolicyCheckItem tried) {}
