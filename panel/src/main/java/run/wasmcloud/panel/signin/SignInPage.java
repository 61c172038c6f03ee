package run.wasmcloud.panel.signin;

import run.wasmcloud.model.wire.ProviderItem;
import run.wasmcloud.panel.web.Form;

import java.util.List;

/**
 * Signing in.
 *
 * @param next where it leads: a path of the panel
 */
public record SignInPage(Form form, List<ProviderItem> providers, String next) {
    public SignInPage {
        providers = List.copyOf(providers);
    }
}
