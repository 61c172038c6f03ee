package run.wasmcloud.panel;

import io.helidon.webserver.http.Handler;

import run.wasmcloud.client.ClientSettings;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.panel.web.PanelSite;

import java.time.InstantSource;

/**
 * The panel's pages, for a server to answer with. It keeps nothing: any number of panels with the
 * same keys are one. Thread-safe; close it when no more is asked.
 */
public final class Panel implements AutoCloseable {
    private final WasmcloudClient client;
    private final PanelSite site;

    /** Makes a panel; the API is first asked when a page needs it. */
    public Panel(PanelSettings settings) {
        this.client = new WasmcloudClient(ClientSettings.of(settings.api(), null));
        this.site =
                new PanelSite(
                        settings.address(),
                        PanelRoutes.of(settings),
                        client,
                        settings.proxies(),
                        settings.keys(),
                        InstantSource.system());
    }

    /** Returns what answers all requests for the panel's host name. */
    public Handler site() {
        return site;
    }

    @Override
    public void close() {
        client.close();
    }
}
