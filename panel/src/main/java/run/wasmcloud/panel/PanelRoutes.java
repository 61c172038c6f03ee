package run.wasmcloud.panel;

import run.wasmcloud.panel.function.ConsolePages;
import run.wasmcloud.panel.function.InvocationPages;
import run.wasmcloud.panel.function.LogPages;
import run.wasmcloud.panel.function.OverviewPages;
import run.wasmcloud.panel.function.VersionPages;
import run.wasmcloud.panel.functions.FunctionListPages;
import run.wasmcloud.panel.landing.LandingPages;
import run.wasmcloud.panel.platform.PlatformPages;
import run.wasmcloud.panel.signin.SignInPages;
import run.wasmcloud.panel.web.Routes;

import java.time.InstantSource;

/** All pages: each area adds its own. */
final class PanelRoutes {
    private PanelRoutes() {}

    static Routes of(PanelSettings settings) {
        var routes = new Routes();
        LandingPages.of(settings.functions()).addTo(routes);
        new SignInPages(settings.address()).addTo(routes);
        new FunctionListPages().addTo(routes);
        new OverviewPages(InstantSource.system()).addTo(routes);
        new VersionPages().addTo(routes);
        new InvocationPages().addTo(routes);
        new LogPages().addTo(routes);
        new ConsolePages().addTo(routes);
        new PlatformPages(InstantSource.system()).addTo(routes);
        return routes;
    }
}
