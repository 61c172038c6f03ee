package run.wasmcloud.panel.function;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import run.wasmcloud.client.UnreachableException;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

import java.util.List;
import java.util.Map;

/** Calling a function from a page. */
public final class ConsolePages {
    private static final String TEMPLATE = "function/console";

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/functions/{name}/console", signedIn(this::console))
                .post("/functions/{name}/console", signedIn(this::call));
    }

    private Reply console(Member member, Visit visit) {
        var form =
                Form.of(
                        Map.of(
                                "method", "GET",
                                "path", visit.query("path").orElse("/"),
                                "headers", "",
                                "body", ""));
        return Reply.page(
                TEMPLATE, ConsolePage.of(FunctionHead.of(member, visit, "console"), form));
    }

    private Reply call(Member member, Visit visit) {
        var head = FunctionHead.of(member, visit, "console");
        var reading = ConsoleRequest.read(visit.form());
        if (reading.request().isEmpty()) {
            return Reply.invalid(TEMPLATE, ConsolePage.of(head, reading.form()));
        }
        try {
            return Reply.page(
                    TEMPLATE, called(member, visit, head, reading.request().orElseThrow()));
        } catch (IllegalArgumentException e) {
            return Reply.invalid(
                    TEMPLATE,
                    ConsolePage.of(
                            head,
                            visit.form().with("This is no valid request: " + e.getMessage())));
        } catch (UnreachableException e) {
            var form =
                    visit.form()
                            .with(
                                    "The function did not begin to answer within %d s, or its server cannot be reached."
                                            .formatted(ConsoleCall.LONGEST.toSeconds()));
            return Reply.invalid(TEMPLATE, ConsolePage.of(head, form));
        }
    }

    private static ConsolePage called(
            Member member, Visit visit, FunctionHead head, ConsoleRequest request) {
        var call = new ConsoleCall(member, head.function());
        var answer = call.answer(request);
        var name = FunctionHead.name(visit);
        var invocation = ConsoleCall.invocation(answer);
        var receipt = invocation.flatMap(call::receipt);
        var log =
                receipt.map(item -> Receipts.log(member, name, item.id()))
                        .orElseGet(() -> new Receipts.Log(List.of(), false));
        return new ConsolePage(
                head,
                visit.form(),
                answer,
                invocation.map(Object::toString).orElse(""),
                receipt.map(item -> Receipts.view(member, name, item)).orElse(null),
                log.lines(),
                log.more());
    }
}
