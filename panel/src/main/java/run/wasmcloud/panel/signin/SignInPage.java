package run.wasmcloud.panel.signin;

import run.wasmcloud.model.wire.ProviderItem;
import run.wasmcloud.panel.web.Form;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

    /** Returns where a sign-in through a provider begins. */
    public String address(ProviderItem provider) {
        return "/sign-in/with/%s?next=%s"
                .formatted(provider.name(), URLEncoder.encode(next, StandardCharsets.UTF_8));
    }
}
