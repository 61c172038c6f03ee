package run.wasmcloud.panel;

import run.wasmcloud.panel.functions.FunctionListPages;
import run.wasmcloud.panel.landing.LandingPages;
import run.wasmcloud.panel.signin.SignInPages;
import run.wasmcloud.panel.web.Routes;

/** All pages: each area adds its own. */
final class PanelRoutes {
    private PanelRoutes() {}

    static Routes of(PanelSettings settings) {
        var routes = new Routes();
        LandingPages.of(settings.functions()).addTo(routes);
        new SignInPages(settings.address()).addTo(routes);
        new FunctionListPages().addTo(routes);
        return routes;
    }
}
