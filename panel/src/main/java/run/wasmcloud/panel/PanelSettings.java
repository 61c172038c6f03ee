package run.wasmcloud.panel;

import run.wasmcloud.model.TrustedProxies;
import run.wasmcloud.panel.web.SessionKeys;

import java.net.URI;

/**
 * How a panel is set up.
 *
 * @param api the API's address, without a path
 * @param address the panel's own as browsers see it, without a path
 * @param functions what functions answer below, for example {@code http://run.localhost:8081}
 * @param keys what cookies are sealed with
 * @param proxies whom the panel believes what they tell of their clients
 */
public record PanelSettings(
        URI api, URI address, URI functions, SessionKeys keys, TrustedProxies proxies) {}
