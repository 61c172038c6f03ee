package run.wasmcloud.panel.settings;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.model.MissedRuns;
import run.wasmcloud.model.wire.ScheduleRequest;
import run.wasmcloud.panel.function.FunctionHead;
import run.wasmcloud.panel.web.Choices;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

/** A function's schedules and dead letters. */
public final class SchedulePages {
    private static final String TEMPLATE = "settings/schedules";
    private static final String TAB = "schedules";
    private static final int MOST = 200;

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/functions/{name}/schedules", signedIn(this::show));
        routes.post("/functions/{name}/schedules", signedIn(this::create));
        routes.post("/functions/{name}/schedules/{id}/delete", signedIn(this::delete));
        routes.post("/functions/{name}/dead-letters/{id}/requeue", signedIn(this::requeue));
        routes.post("/functions/{name}/dead-letters/{id}/discard", signedIn(this::discard));
    }

    private Reply show(Member member, Visit visit) {
        return Reply.page(TEMPLATE, page(member, visit, Form.empty()));
    }

    private static SchedulesPage page(Member member, Visit visit, Form form) {
        var functions = member.client().functions();
        var name = FunctionHead.name(visit);
        return new SchedulesPage(
                FunctionHead.of(member, visit, TAB),
                functions.schedules(name).list().stream().limit(MOST).toList(),
                functions.deadLetters(name).list().stream().limit(MOST).toList(),
                form);
    }

    private Reply create(Member member, Visit visit) {
        var form = visit.form();
        var zone = form.text("zone");
        var request =
                new ScheduleRequest(
                        form.text("cron"),
                        zone.isEmpty() ? null : zone,
                        Choices.of(MissedRuns.class, form.text("missed"), MissedRuns.RUN_ONCE),
                        null,
                        form.exact("body"));
        try {
            member.client().functions().schedules(FunctionHead.name(visit)).create(request);
            return back(visit).saying("The schedule is set.");
        } catch (ProblemException e) {
            return Reply.invalid(TEMPLATE, page(member, visit, form.with(e)));
        }
    }

    private static Reply.Redirect back(Visit visit) {
        return Reply.to("/functions/%s/schedules".formatted(FunctionHead.name(visit).value()));
    }

    private Reply delete(Member member, Visit visit) {
        var schedules = member.client().functions().schedules(FunctionHead.name(visit));
        schedules.delete(visit.id("id"));
        return back(visit).saying("The schedule is removed.");
    }

    private Reply requeue(Member member, Visit visit) {
        var letters = member.client().functions().deadLetters(FunctionHead.name(visit));
        letters.requeue(visit.id("id"));
        return back(visit).saying("It is tried again, with all attempts before it.");
    }

    private Reply discard(Member member, Visit visit) {
        var letters = member.client().functions().deadLetters(FunctionHead.name(visit));
        letters.discard(visit.id("id"));
        return back(visit).saying("The dead letter is removed.");
    }
}
