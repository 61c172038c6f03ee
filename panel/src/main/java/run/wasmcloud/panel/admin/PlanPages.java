package run.wasmcloud.panel.admin;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Money;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.wire.MoneyItem;
import run.wasmcloud.model.wire.PlanItem;
import run.wasmcloud.model.wire.PlanRequest;
import run.wasmcloud.panel.web.Choices;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.RefusedException;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The plans and their figures. */
public final class PlanPages {
    private static final String TEMPLATE = "admin/plan";
    private static final String PRICE = "price";

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/admin/plans", signedIn(this::list));
        routes.get("/admin/plans/{plan}", signedIn(this::show));
        routes.post("/admin/plans/{plan}", signedIn(this::change));
    }

    private Reply list(Member member, Visit visit) {
        var plans = member.client().plans().list().stream().toList();
        return Reply.page("admin/plans", new PlansPage(plans));
    }

    private Reply show(Member member, Visit visit) {
        var plan = member.client().plans().get(plan(visit));
        return Reply.page(TEMPLATE, new PlanPage(plan, Form.of(values(plan))));
    }

    private static Plan plan(Visit visit) {
        return Arrays.stream(Plan.values())
                .filter(plan -> Choices.word(plan).equals(visit.path("plan")))
                .findFirst()
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        ErrorCode.NOT_FOUND, "There is no plan of this name."));
    }

    private static Map<String, String> values(PlanItem plan) {
        var values = new HashMap<String, String>();
        plan.limits()
                .forEach((word, value) -> values.put(word, value == null ? "" : value.toString()));
        values.put(PRICE, plan.price() == null ? "" : plan.price().text());
        return values;
    }

    private Reply change(Member member, Visit visit) {
        var name = plan(visit);
        var form = checked(visit.form());
        var plans = member.client().plans();
        if (form.isWrong()) {
            return Reply.invalid(TEMPLATE, new PlanPage(plans.get(name), form));
        }
        try {
            plans.put(name, request(form));
            return Reply.to("/admin/plans").saying("The plan " + Choices.word(name) + " is set.");
        } catch (ProblemException e) {
            return Reply.invalid(TEMPLATE, new PlanPage(plans.get(name), form.with(e)));
        }
    }

    private static Form checked(Form form) {
        var checked = form;
        for (var figure : PlanFigure.values()) {
            var text = form.text(figure.word());
            if (!text.isEmpty() && !text.matches("[0-9]{1,16}")) {
                checked = checked.with(figure.word(), "must be a whole number");
            }
        }
        return form.text(PRICE).isEmpty() || price(form) != null
                ? checked
                : checked.with(PRICE, "must be an amount and a currency, such as 12.50 EUR");
    }

    private static PlanRequest request(Form form) {
        var limits = new LinkedHashMap<String, @Nullable Long>();
        for (var figure : PlanFigure.values()) {
            var text = form.text(figure.word());
            limits.put(figure.word(), text.isEmpty() ? null : (Long) Long.parseLong(text));
        }
        var price = price(form);
        return new PlanRequest(limits, price == null ? null : MoneyItem.of(price));
    }

    private static @Nullable Money price(Form form) {
        try {
            return form.text(PRICE).isEmpty() ? null : Money.parse(form.text(PRICE));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
