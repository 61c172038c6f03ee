package run.wasmcloud.panel.settings;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.SignedUrlItem;
import run.wasmcloud.panel.function.FunctionHead;
import run.wasmcloud.panel.web.Form;

/**
 * What can be set of a function itself.
 *
 * @param form the one for the settings
 * @param signed the address that was signed just now, shown this once; null for none
 */
public record SettingsPage(FunctionHead head, Form form, @Nullable SignedUrlItem signed) {}
