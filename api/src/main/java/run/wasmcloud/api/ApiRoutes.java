package run.wasmcloud.api;

import static run.wasmcloud.api.Endpoint.admin;
import static run.wasmcloud.api.Endpoint.open;
import static run.wasmcloud.api.Endpoint.signedIn;
import static run.wasmcloud.model.TokenScope.ADMIN;
import static run.wasmcloud.model.TokenScope.DEPLOY;
import static run.wasmcloud.model.TokenScope.INVOKE;
import static run.wasmcloud.model.TokenScope.READ;

import run.wasmcloud.api.mail.MailQueue;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.Page;
import run.wasmcloud.model.wire.UserItem;
import run.wasmcloud.store.Store;

import java.time.Clock;
import java.util.Arrays;
import java.util.Map;

/** All routes of the API. */
final class ApiRoutes {
    private ApiRoutes() {}

    static Routes of(
            Store store,
            ModuleGate gate,
            ExampleCatalogue examples,
            ApiSettings settings,
            MailQueue mail,
            DomainProofs proofs) {
        var sessions = new SessionRoutes(store, settings.accounts());
        var auth = new AuthRoutes(store, settings.accounts(), sessions);
        var accounts = new AccountRoutes(store, settings.accounts(), mail);
        var passwords = new PasswordRoutes(store, settings.accounts(), mail);
        var invitations = new InvitationRoutes(store, settings.accounts(), mail);
        var functions = new FunctionRoutes(store, settings);
        var policies = new Policies(settings.policy());
        var deployer = new Deployer(store, gate, policies);
        var uploads = new UploadTurns();
        var deployments = new DeploymentRoutes(store, functions, gate, examples, deployer, uploads);
        var files = new FileRoutes(store, functions, deployments, deployer, uploads);
        var policy = new PolicyRoutes(functions, deployments, policies, deployer);
        var config = new ConfigRoutes(functions, deployments, deployer);
        var secrets = new SecretRoutes(store, functions);
        var records = new RecordRoutes(store, functions);
        var access = new AccessRoutes(store, functions, settings);
        var domains =
                new DomainRoutes(store, functions, new CustomHosts(settings.ownHosts()), proofs);
        var queue = new QueueRoutes(store, functions);
        var schedules = new ScheduleRoutes(store, functions);
        var audit = new AuditRoutes(store);
        var plans = new PlanRoutes(store);
        var users = new UserRoutes(store);
        var applications = new ApplicationRoutes(store);
        var clock = Clock.systemUTC();
        var usage = new UsageRoutes(store, clock);
        var statements = new StatementRoutes(store, clock);
        var metrics = new MetricsRoutes(store, functions, clock);
        var exports = new ExportRoutes(store, functions);
        var executors = new ExecutorRoutes(store);
        var billing = new BillingRoutes(store, settings.billing(), clock);
        var openApi = OpenApiDocument.read();
        return new Routes()
                .get("/healthz", open(_ -> Map.of("status", "up")))
                .get("/readyz", open(_ -> ready(store)))
                .get("/openapi.json", open(_ -> openApi))
                .get("/problems/{slug}", open(ApiRoutes::problem))
                .get("/v1/whoami", signedIn(UserItem::of))
                .delete("/v1/whoami", signedIn(ADMIN, accounts::delete))
                .put("/v1/whoami/password", signedIn(ADMIN, passwords::change))
                .post("/v1/whoami/verifications", signedIn(ADMIN, accounts::verify))
                .put("/v1/verifications/{token}", open(accounts::confirm))
                .post("/v1/password-resets", open(passwords::ask))
                .put("/v1/password-resets/{token}", open(passwords::reset))
                .post("/v1/users/{id}/password-resets", admin(ADMIN, passwords::create))
                .post("/v1/users", open(accounts::signUp))
                .get("/v1/invitations", admin(ADMIN, invitations::list))
                .post("/v1/invitations", admin(ADMIN, invitations::create))
                .delete("/v1/invitations/{id}", admin(ADMIN, invitations::delete))
                .get("/v1/auth", open(auth::list))
                .get("/v1/auth/{provider}", open(auth::begin))
                .get("/v1/auth/{provider}/callback", open(auth::callback))
                .post("/v1/auth/sessions", open(auth::session))
                .post("/v1/sessions", open(sessions::signIn))
                .get("/v1/sessions", signedIn(ADMIN, sessions::sessions))
                .delete("/v1/sessions/{id}", signedIn(READ, sessions::signOut))
                .get("/v1/tokens", signedIn(ADMIN, sessions::tokens))
                .post("/v1/tokens", signedIn(ADMIN, sessions::createToken))
                .delete("/v1/tokens/{id}", signedIn(ADMIN, sessions::revokeToken))
                .get("/v1/functions", signedIn(READ, functions::list))
                .post("/v1/functions", signedIn(DEPLOY, functions::create))
                .get("/v1/functions/{name}", signedIn(READ, functions::get))
                .patch("/v1/functions/{name}", signedIn(DEPLOY, functions::change))
                .delete("/v1/functions/{name}", signedIn(DEPLOY, functions::delete))
                .post("/v1/functions/{name}/restore", signedIn(DEPLOY, functions::restore))
                .get("/v1/functions/{name}/deployments", signedIn(READ, deployments::list))
                .post("/v1/functions/{name}/deployments", signedIn(DEPLOY, deployments::deploy))
                .get("/v1/functions/{name}/deployments/{number}", signedIn(READ, deployments::get))
                .post(
                        "/v1/functions/{name}/deployments/{number}/activate",
                        signedIn(DEPLOY, deployments::activate))
                .get("/v1/functions/{name}/config", signedIn(READ, config::get))
                .put("/v1/functions/{name}/config", signedIn(DEPLOY, config::put))
                .put("/v1/functions/{name}/config/{key}", signedIn(DEPLOY, config::putOne))
                .delete("/v1/functions/{name}/config/{key}", signedIn(DEPLOY, config::deleteOne))
                .get("/v1/functions/{name}/files", signedIn(READ, files::get))
                .put("/v1/functions/{name}/files", signedIn(DEPLOY, files::put))
                .delete("/v1/functions/{name}/files", signedIn(DEPLOY, files::delete))
                .get("/v1/functions/{name}/secrets", signedIn(READ, secrets::list))
                .put("/v1/functions/{name}/secrets/{key}", signedIn(DEPLOY, secrets::put))
                .delete("/v1/functions/{name}/secrets/{key}", signedIn(DEPLOY, secrets::delete))
                .get("/v1/functions/{name}/policy", signedIn(READ, policy::get))
                .put("/v1/functions/{name}/policy", signedIn(DEPLOY, policy::put))
                .post("/v1/functions/{name}/policy/check", signedIn(READ, policy::check))
                .post("/v1/functions/{name}/signed-urls", signedIn(DEPLOY, access::sign))
                .delete("/v1/functions/{name}/signed-urls", signedIn(DEPLOY, access::revoke))
                .post("/v1/functions/{name}/suspension", admin(ADMIN, access::suspend))
                .delete("/v1/functions/{name}/suspension", admin(ADMIN, access::lift))
                .post("/v1/functions/{name}/invocations", signedIn(INVOKE, queue::enqueue))
                .get("/v1/functions/{name}/dead-letters", signedIn(READ, queue::deadLetters))
                .delete("/v1/functions/{name}/dead-letters/{id}", signedIn(DEPLOY, queue::discard))
                .post(
                        "/v1/functions/{name}/dead-letters/{id}/requeue",
                        signedIn(DEPLOY, queue::requeue))
                .get("/v1/functions/{name}/domains", signedIn(READ, domains::list))
                .post("/v1/functions/{name}/domains", signedIn(DEPLOY, domains::add))
                .delete("/v1/functions/{name}/domains/{host}", signedIn(DEPLOY, domains::remove))
                .get("/v1/functions/{name}/schedules", signedIn(READ, schedules::list))
                .post("/v1/functions/{name}/schedules", signedIn(DEPLOY, schedules::create))
                .get("/v1/functions/{name}/schedules/{id}", signedIn(READ, schedules::get))
                .put("/v1/functions/{name}/schedules/{id}", signedIn(DEPLOY, schedules::replace))
                .delete("/v1/functions/{name}/schedules/{id}", signedIn(DEPLOY, schedules::delete))
                .get("/v1/functions/{name}/invocations", signedIn(READ, records::invocations))
                .get("/v1/functions/{name}/logs", signedIn(READ, records::logs))
                .get("/v1/functions/{name}/metrics", signedIn(READ, metrics::metrics))
                .get("/v1/functions/{name}/export", signedIn(READ, exports::export))
                .get("/v1/metrics", signedIn(READ, metrics::activity))
                .get("/v1/platform/metrics", admin(ADMIN, metrics::platform))
                .get("/v1/usage", signedIn(READ, usage::usage))
                .get("/v1/statements/{month}", signedIn(READ, statements::statement))
                .get("/v1/executors", Endpoint.admin(ADMIN, executors::list))
                .post("/v1/billing/events", open(billing::event))
                .get("/v1/invocations/{id}", signedIn(READ, records::invocation))
                .get("/v1/limits", signedIn(READ, plans::limits))
                .get("/v1/plans", admin(ADMIN, plans::list))
                .get("/v1/plans/{name}", admin(ADMIN, plans::get))
                .put("/v1/plans/{name}", admin(ADMIN, plans::put))
                .get("/v1/users", admin(ADMIN, users::list))
                .patch("/v1/users/{id}", admin(ADMIN, users::change))
                .get("/v1/applications", signedIn(READ, applications::list))
                .post("/v1/applications", signedIn(ADMIN, applications::create))
                .post("/v1/applications/{id}/approve", admin(ADMIN, applications::approve))
                .post("/v1/applications/{id}/reject", admin(ADMIN, applications::reject))
                .get("/v1/audit", signedIn(READ, audit::list))
                .post("/v1/modules", signedIn(DEPLOY, deployments::upload))
                .get("/v1/examples", signedIn(READ, (_, _) -> new Page<>(examples.items(), null)));
    }

    /** Explains a kind of problem: this is where a problem's type leads. */
    private static Object problem(ApiRequest request) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.slug().equals(request.path("slug")))
                .findFirst()
                .map(
                        code ->
                                Map.of(
                                        "title",
                                        code.title(),
                                        "status",
                                        code.status(),
                                        "blame",
                                        Json.word(code.blame())))
                .orElseThrow(() -> ApiRequest.notFound("kind of problem"));
    }

    private static Object ready(Store store) {
        if (!store.isReady()) {
            throw new WasmcloudException(ErrorCode.UNAVAILABLE, "The database does not answer");
        }
        return Map.of("status", "ready");
    }
}
