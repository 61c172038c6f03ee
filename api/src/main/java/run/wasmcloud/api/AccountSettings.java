package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.api.mail.SmtpSettings;
import run.wasmcloud.api.openid.ProviderSettings;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * How people get accounts and sign in.
 *
 * @param signUp who may make an account
 * @param mail how mail is sent; null when none is: then addresses cannot be verified, and an
 *     administrator hands out links to reset passwords
 * @param allowances how often may be asked what anybody may ask
 * @param providers whom users may sign in through, besides with a password
 * @param api the API's address as browsers see it, without a path: providers lead back there
 * @param links where links in mails lead, without a path: the panel
 * @param returns the addresses, beside those of this machine, that a sign-in through a provider may
 *     lead back to: the panel's
 */
public record AccountSettings(
        SignUpMode signUp,
        @Nullable SmtpSettings mail,
        Allowances allowances,
        List<ProviderSettings> providers,
        URI api,
        URI links,
        Set<URI> returns) {
    public AccountSettings {
        providers = List.copyOf(providers);
        returns = Set.copyOf(returns);
        var names = providers.stream().map(ProviderSettings::name).distinct().count();
        if (names < providers.size()) {
            throw new IllegalArgumentException(
                    "two providers of one name (expected: a name for each)");
        }
    }

    /** Returns what a new installation begins with: nobody may sign up, and no mail is sent. */
    public static AccountSettings closed(URI api, URI links) {
        return new AccountSettings(
                SignUpMode.CLOSED, null, Allowances.usual(), List.of(), api, links, Set.of());
    }

    /** Returns the address of a page that a mail leads to, with a token for it. */
    URI link(String page, String token) {
        return URI.create(
                "%s://%s/%s?token=%s"
                        .formatted(links.getScheme(), links.getRawAuthority(), page, token));
    }
}
