package run.wasmcloud.app.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.options.AriaRole;

import jakarta.mail.MessagingException;

import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.api.AccountSettings;
import run.wasmcloud.api.Allowances;
import run.wasmcloud.api.SignUpMode;
import run.wasmcloud.api.mail.SmtpSettings;
import run.wasmcloud.api.openid.ProviderSettings;
import run.wasmcloud.app.PanelInstallation;
import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.Plan;
import run.wasmcloud.panel.signin.SignInPages;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Getting an account, with real mail and a real OpenID Connect provider. */
class AccountsIT extends PanelPages {
    private static final Pattern LINK = Pattern.compile("http://panel\\S+");

    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private final MockOAuth2Server provider = new MockOAuth2Server();
    private final PanelInstallation.Accounts accounts;
    private final String email = UUID.randomUUID() + "@example.com";

    AccountsIT(PanelInstallation installation, PanelBrowser browser) throws IOException {
        super(installation, browser);
        mail.start();
        provider.start(InetAddress.getLoopbackAddress(), 0);
        accounts = installation.accounts(this::settings);
    }

    private AccountSettings settings(URI api, URI panel) {
        var smtp =
                new SmtpSettings(
                        "127.0.0.1",
                        mail.getSmtp().getPort(),
                        SmtpSettings.Security.NONE,
                        null,
                        null,
                        new EmailAddress("wasmcloud@example.com"));
        var corp =
                new ProviderSettings(
                        "corp",
                        "Corp <b>Inc</b>",
                        URI.create(provider.issuerUrl("corp").toString()),
                        "our-id",
                        "our-secret");
        return new AccountSettings(
                SignUpMode.OPEN,
                smtp,
                Allowances.usual(),
                List.of(corp),
                api,
                panel,
                Set.of(SignInPages.comesBackTo(panel)));
    }

    @AfterEach
    void stop() {
        accounts.close();
        provider.shutdown();
        mail.stop();
    }

    private URI at(String path) {
        return accounts.panel().resolve(path);
    }

    private String link(int mails) throws IOException, MessagingException {
        org.assertj.core.api.Assertions.assertThat(mail.waitForIncomingEmail(60_000, mails))
                .isTrue();
        var text =
                Stream.of(mail.getReceivedMessages())
                        .skip(mails - 1)
                        .findFirst()
                        .orElseThrow()
                        .getContent();
        var found = LINK.matcher((String) text);
        org.assertj.core.api.Assertions.assertThat(found.find()).isTrue();
        return found.group();
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void makeANewcomerAUserWhoCanApply(Width width) throws Exception {
        var page = visit(width, at("/sign-up"));
        look(page, "sign-up");
        page.getByLabel("E-mail address").fill(email);
        page.getByLabel("Password").fill("short");
        pressButton(page, "Sign up");
        assertThat(page.locator("#error-password")).isVisible();
        assertThat(page.getByLabel("E-mail address")).hasValue(email);
        look(page, "sign-up-wrong");
        page.getByLabel("Password").fill(PanelInstallation.PASSWORD);
        pressButton(page, "Sign up");
        assertThat(page.getByText("Almost there").first()).isVisible();
        look(page, "signed-up");

        page.navigate(link(1));
        look(page, "confirm");
        page.getByLabel("Password").fill(PanelInstallation.PASSWORD);
        pressButton(page, "Confirm");
        assertThat(page.getByText("Your address is confirmed.")).isVisible();
        page.getByLabel("E-mail address").fill(email);
        page.getByLabel("Password").fill(PanelInstallation.PASSWORD);
        pressButton(page, "Sign in");
        page.waitForURL(at("/functions").toString());

        page.navigate(at("/apply").toString());
        look(page, "apply");
        page.getByLabel("What do you want to run?").fill("<script>alert(1)</script> a guest book");
        pressButton(page, "Apply");
        assertThat(page.getByText("waiting for a decision")).isVisible();
        assertThat(page.getByText("<script>alert(1)</script> a guest book")).isVisible();
        look(page, "applied");
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void letWhoForgotThePasswordSetANewOne(Width width) throws Exception {
        var person = installation().person(Plan.FREE);
        var page = visit(width, at("/sign-in"));
        page.getByText("Forgot your password?").click();
        look(page, "password-reset");
        page.getByLabel("E-mail address").fill(person.email());
        pressButton(page, "Send the link");
        assertThat(page.getByText("Look at your mail").first()).isVisible();

        page.navigate(link(1));
        look(page, "new-password");
        page.getByLabel("New password").fill("another horse battery staple");
        pressButton(page, "Set the password");

        assertThat(page.getByText("Your new password holds.")).isVisible();
        page.getByLabel("E-mail address").fill(person.email());
        page.getByLabel("Password").fill("another horse battery staple");
        pressButton(page, "Sign in");
        page.waitForURL(at("/functions").toString());
    }

    @Test
    void signSomebodyInThroughAProvider() {
        var page = visit(Width.DESK, at("/sign-in?next=/apply"));
        look(page, "sign-in-providers");
        Map<String, Object> claims = Map.of("email", email, "email_verified", true);
        provider.enqueueCallback(
                new DefaultOAuth2TokenCallback(
                        "corp", email, "JWT", List.of("our-id"), claims, 3600));
        page.getByText("Sign in with Corp <b>Inc</b>").click();

        page.waitForURL(at("/apply").toString());
        assertThat(page.getByText(email).first()).isAttached();
    }

    @Test
    void takeNoCodeThatAnotherBrowserBegan() {
        var page = visit(Width.DESK, at("/sign-in/return?code=stolen"));

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("This sign-in was begun elsewhere");
    }
}
