package run.wasmcloud.panel.account;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.client.AuditFilter;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The audit trail: a user's own, and everybody's for administrators. */
public final class ActivityPages {
    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get(
                "/account/activity",
                signedIn(
                        (member, visit) ->
                                Reply.page(
                                        "account/activity",
                                        page(member, visit, "/account/activity", false))));
        routes.get(
                "/admin/activity",
                signedIn(
                        (member, visit) ->
                                Reply.page(
                                        "admin/activity",
                                        page(member, visit, "/admin/activity", true))));
    }

    private static ActivityPage page(
            Member member, Visit visit, String address, boolean everybody) {
        var form = filter(visit);
        var filter =
                new AuditFilter(
                        given(form, "action"),
                        given(form, "subject"),
                        everybody ? null : member.client().whoami().id(),
                        null,
                        null);
        var page = member.client().audit(filter).page(visit.query("cursor").orElse(null));
        return new ActivityPage(
                address, page.items(), form, more(address, form, page.next()), everybody);
    }

    private static Form filter(Visit visit) {
        Map<String, String> values = new HashMap<>();
        for (var name : new String[] {"action", "subject"}) {
            visit.query(name).ifPresent(value -> values.put(name, value));
        }
        return Form.of(values);
    }

    private static @Nullable String given(Form form, String name) {
        return form.text(name).isEmpty() ? null : form.text(name);
    }

    private static @Nullable String more(String address, Form form, @Nullable String cursor) {
        return cursor == null
                ? null
                : "%s?action=%s&subject=%s&cursor=%s"
                        .formatted(
                                address,
                                encoded(form.text("action")),
                                encoded(form.text("subject")),
                                encoded(cursor));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
