package run.wasmcloud.panel.functions;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.wire.DeploymentRequest;
import run.wasmcloud.model.wire.FunctionRequest;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Upload;
import run.wasmcloud.panel.web.Visit;

import java.util.Map;

/**
 * Making functions and versions: from an example, or from a module that is looked at first. The API
 * keeps the module meanwhile, so the panel keeps nothing.
 */
public final class DeployPages {
    private static final String CHOICE = "functions/deploy";
    private static final String REPORT = "functions/report";

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/functions/new", signedIn((member, visit) -> choice(member, visit, "")));
        routes.post(
                "/functions/new/example", signedIn((member, visit) -> example(member, visit, "")));
        routes.post(
                "/functions/new/module", signedIn((member, visit) -> inspect(member, visit, "")));
        routes.post("/functions/new", signedIn((member, visit) -> deploy(member, visit, "")));
        routes.get(
                "/functions/{name}/deploy",
                signedIn((member, visit) -> choice(member, visit, visit.path("name"))));
        routes.post(
                "/functions/{name}/deploy/example",
                signedIn((member, visit) -> example(member, visit, visit.path("name"))));
        routes.post(
                "/functions/{name}/deploy/module",
                signedIn((member, visit) -> inspect(member, visit, visit.path("name"))));
        routes.post(
                "/functions/{name}/deploy",
                signedIn((member, visit) -> deploy(member, visit, visit.path("name"))));
    }

    private Reply choice(Member member, Visit visit, String function) {
        return Reply.page(
                CHOICE,
                page(
                        member,
                        Form.of(Map.of("example", visit.query("example").orElse(""))),
                        function));
    }

    private static DeployPage page(Member member, Form form, String function) {
        var ownModules = member.client().whoami().plan() != Plan.APPLICANT;
        return new DeployPage(
                form, function, member.client().examples().stream().toList(), ownModules);
    }

    private Reply example(Member member, Visit visit, String function) {
        var form = visit.form();
        if (form.text("example").isEmpty()) {
            return Reply.invalid(
                    CHOICE, page(member, form.with("example", "Choose one."), function));
        }
        var request = new DeploymentRequest(null, form.text("example"));
        return switch (deploy(member, form, function, request)) {
            case Deployed(var name, var version) -> live(name, version);
            case Failed(var refused, var name) ->
                    Reply.invalid(CHOICE, page(member, refused, name));
        };
    }

    /** Asks the API what it can tell of a module; it keeps the bytes if they can run. */
    private Reply inspect(Member member, Visit visit, String function) {
        var form = visit.form();
        var upload = visit.upload("module");
        if (upload.isEmpty() || upload.get().bytes() == 0) {
            return Reply.invalid(
                    CHOICE, page(member, form.with("module", "Choose a .wasm file."), function));
        }
        return inspect(member, form, function, upload.get());
    }

    private static Reply inspect(Member member, Form form, String function, Upload upload) {
        try {
            var report = member.client().modules().upload(upload.content());
            return Reply.page(REPORT, new ReportPage(form, function, upload.fileName(), report));
        } catch (ProblemException e) {
            var report = e.problem().report();
            if (e.status() >= 500) {
                throw e;
            }
            return report == null
                    ? Reply.invalid(
                            CHOICE,
                            page(member, form.with("module", e.problem().detail()), function))
                    : Reply.invalid(
                            REPORT, new ReportPage(form, function, upload.fileName(), report));
        }
    }

    private Reply deploy(Member member, Visit visit, String function) {
        var form = visit.form();
        var request = new DeploymentRequest(form.text("module"), null);
        return switch (deploy(member, form, function, request)) {
            case Deployed(var name, var version) -> live(name, version);
            case Failed(var refused, var name) ->
                    Reply.invalid(CHOICE, page(member, refused, name));
        };
    }

    private static Reply live(String name, int version) {
        return Reply.to("/functions/" + name)
                .saying("Version %d of %s is live.".formatted(version, name));
    }

    /** What became of an attempt. */
    private sealed interface Attempt {}

    private record Deployed(String name, int version) implements Attempt {}

    /** Refused; the function is there if it has a name. */
    private record Failed(Form form, String function) implements Attempt {}

    /** Makes the function where it is new, then its version. */
    private static Attempt deploy(
            Member member, Form form, String function, DeploymentRequest request) {
        var name = function;
        try {
            if (function.isEmpty()) {
                name = create(member, form);
            }
            var message = form.text("message");
            var made =
                    member.client()
                            .functions()
                            .deployments(new FunctionName(name))
                            .create(request, message.isEmpty() ? null : message);
            return new Deployed(name, made.number());
        } catch (ProblemException e) {
            if (e.status() >= 500) {
                throw e;
            }
            var refused = form.with(e);
            var orphan = function.isEmpty() && !name.isEmpty();
            return new Failed(
                    orphan
                            ? refused.with(
                                    "The function %s is made, and waits for its first version."
                                            .formatted(name))
                            : refused,
                    name);
        }
    }

    private static String create(Member member, Form form) {
        var wanted = form.text("name");
        var request = new FunctionRequest(wanted.isEmpty() ? null : wanted, null);
        return member.client().functions().create(request).name();
    }
}
