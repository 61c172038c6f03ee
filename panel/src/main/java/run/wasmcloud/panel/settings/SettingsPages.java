package run.wasmcloud.panel.settings;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.model.RequestBodyForm;
import run.wasmcloud.model.Visibility;
import run.wasmcloud.model.wire.FunctionPatch;
import run.wasmcloud.model.wire.SignedUrlItem;
import run.wasmcloud.model.wire.SignedUrlRequest;
import run.wasmcloud.panel.function.FunctionHead;
import run.wasmcloud.panel.web.Choices;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

import java.time.Duration;
import java.time.InstantSource;

/** A function's settings, signed addresses, deletion and return. */
public final class SettingsPages {
    private static final String TEMPLATE = "settings/settings";
    private static final String TAB = "settings";
    private static final int MOST = 200;

    private final InstantSource clock;

    /** Makes the pages. */
    public SettingsPages(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/deleted-functions", signedIn(this::deleted));
        routes.post("/deleted-functions/{name}/restore", signedIn(this::restore));
        routes.get("/functions/{name}/settings", signedIn(this::show));
        routes.post("/functions/{name}/settings", signedIn(this::change));
        routes.post("/functions/{name}/settings/sign", signedIn(this::sign));
        routes.post("/functions/{name}/settings/unsign", signedIn(this::revokeSigned));
        routes.post("/functions/{name}/delete", signedIn(this::delete));
    }

    private Reply show(Member member, Visit visit) {
        return Reply.page(TEMPLATE, page(member, visit, Form.empty(), null));
    }

    private static SettingsPage page(
            Member member, Visit visit, Form form, @Nullable SignedUrlItem signed) {
        return new SettingsPage(FunctionHead.of(member, visit, TAB), form, signed);
    }

    private Reply change(Member member, Visit visit) {
        var form = visit.form();
        var name = FunctionHead.name(visit);
        var patch =
                new FunctionPatch(
                        form.text("description"),
                        Choices.of(
                                RequestBodyForm.class,
                                form.text("requestBody"),
                                RequestBodyForm.STREAMED),
                        Choices.of(Visibility.class, form.text("visibility"), Visibility.PUBLIC));
        try {
            var changed = member.client().functions().change(name, patch);
            return Reply.to("/functions/%s/settings".formatted(changed.name()))
                    .saying("The settings are saved.");
        } catch (ProblemException e) {
            return Reply.invalid(TEMPLATE, page(member, visit, form.with(e), null));
        }
    }

    /** The answer is the page itself: a signed address is shown once. */
    private Reply sign(Member member, Visit visit) {
        var form = visit.form();
        var hours = form.text("hours");
        var expiresAt =
                hours.matches("[1-9][0-9]{0,4}")
                        ? clock.instant().plus(Duration.ofHours(Integer.parseInt(hours)))
                        : null;
        var path = form.text("path");
        var request =
                new SignedUrlRequest(
                        path.isEmpty() ? "/" : path, form.ticked("prefix"), "GET", expiresAt);
        try {
            var access = member.client().functions().access(FunctionHead.name(visit));
            return Reply.page(TEMPLATE, page(member, visit, Form.empty(), access.sign(request)));
        } catch (ProblemException e) {
            return Reply.invalid(TEMPLATE, page(member, visit, form.with(e), null));
        }
    }

    private Reply revokeSigned(Member member, Visit visit) {
        var name = FunctionHead.name(visit);
        member.client().functions().access(name).revokeSignedUrls();
        return Reply.to("/functions/%s/settings".formatted(name.value()))
                .saying("No address that was signed before holds any more.");
    }

    private Reply delete(Member member, Visit visit) {
        var name = FunctionHead.name(visit);
        member.client().functions().delete(name);
        return Reply.to("/deleted-functions").saying(name.value() + " is deleted.");
    }

    private Reply deleted(Member member, Visit visit) {
        var functions = member.client().functions().deleted().stream().limit(MOST).toList();
        return Reply.page("settings/deleted", new DeletedPage(functions));
    }

    private Reply restore(Member member, Visit visit) {
        var restored = member.client().functions().restore(FunctionHead.name(visit));
        return Reply.to("/functions/" + restored.name()).saying("It is back, with all it had.");
    }
}
