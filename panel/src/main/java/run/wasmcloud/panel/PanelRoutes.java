package run.wasmcloud.panel;

import run.wasmcloud.panel.account.AccountPages;
import run.wasmcloud.panel.account.ActivityPages;
import run.wasmcloud.panel.account.SessionPages;
import run.wasmcloud.panel.account.TokenPages;
import run.wasmcloud.panel.admin.ApplicationPages;
import run.wasmcloud.panel.admin.ExecutorPages;
import run.wasmcloud.panel.admin.InvitationPages;
import run.wasmcloud.panel.admin.PlanPages;
import run.wasmcloud.panel.admin.UserPages;
import run.wasmcloud.panel.function.ConsolePages;
import run.wasmcloud.panel.function.InvocationPages;
import run.wasmcloud.panel.function.LogPages;
import run.wasmcloud.panel.function.OverviewPages;
import run.wasmcloud.panel.function.VersionPages;
import run.wasmcloud.panel.functions.DeployPages;
import run.wasmcloud.panel.functions.FunctionListPages;
import run.wasmcloud.panel.landing.LandingPages;
import run.wasmcloud.panel.platform.PlatformPages;
import run.wasmcloud.panel.settings.DomainPages;
import run.wasmcloud.panel.settings.EnvironmentPages;
import run.wasmcloud.panel.settings.PolicyPages;
import run.wasmcloud.panel.settings.SchedulePages;
import run.wasmcloud.panel.settings.SettingsPages;
import run.wasmcloud.panel.signin.ApplyPages;
import run.wasmcloud.panel.signin.PasswordPages;
import run.wasmcloud.panel.signin.SignInPages;
import run.wasmcloud.panel.signin.SignUpPages;
import run.wasmcloud.panel.web.Routes;

import java.time.InstantSource;

/** All pages: each area adds its own. */
final class PanelRoutes {
    private PanelRoutes() {}

    static Routes of(PanelSettings settings) {
        var routes = new Routes();
        LandingPages.of(settings.functions()).addTo(routes);
        new SignInPages(settings.address()).addTo(routes);
        new SignUpPages().addTo(routes);
        new PasswordPages().addTo(routes);
        new ApplyPages().addTo(routes);
        new FunctionListPages().addTo(routes);
        new DeployPages().addTo(routes);
        addFunction(routes);
        addSettings(routes);
        addAccount(routes);
        addAdmin(routes);
        return routes;
    }

    private static void addFunction(Routes routes) {
        new OverviewPages(InstantSource.system()).addTo(routes);
        new VersionPages().addTo(routes);
        new InvocationPages().addTo(routes);
        new LogPages().addTo(routes);
        new ConsolePages().addTo(routes);
    }

    private static void addSettings(Routes routes) {
        new SettingsPages(InstantSource.system()).addTo(routes);
        new EnvironmentPages().addTo(routes);
        new PolicyPages().addTo(routes);
        new SchedulePages().addTo(routes);
        new DomainPages().addTo(routes);
    }

    private static void addAccount(Routes routes) {
        new AccountPages().addTo(routes);
        new TokenPages(InstantSource.system()).addTo(routes);
        new SessionPages().addTo(routes);
        new ActivityPages().addTo(routes);
    }

    private static void addAdmin(Routes routes) {
        new UserPages().addTo(routes);
        new ApplicationPages().addTo(routes);
        new InvitationPages().addTo(routes);
        new PlanPages().addTo(routes);
        new ExecutorPages().addTo(routes);
        new PlatformPages(InstantSource.system()).addTo(routes);
    }
}
