package run.wasmcloud.app.configuration;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that an operator sets for {@code wasmcloud panel}. A panel knows nothing of the
 * database and its keys, so its file is one of its own.
 */
public record PanelConfiguration(Panel panel, ServerConfiguration.Proxies proxies) {
    /** The panel. */
    public record Panel(
            @Setting(value = "The address to listen at", otherwise = "127.0.0.1") InetAddress bind,
            @Setting(value = "The port to listen at", otherwise = "8082") int port,
            @Setting("Its address as browsers see it, for example https://panel.example.com")
                    URI url,
            @Setting("The API's address, for example https://api.example.com") URI api,
            @Setting(
                            "What functions answer below, for example https://example-run.net; a"
                                    + " registrable domain of its own")
                    URI functions,
            @Setting(
                            "The file of the key that cookies are sealed with, the same for all"
                                    + " panels; made when it is missing")
                    Path keys) {}

    /** Returns what its settings have to do with each other. */
    public static List<ConfigurationProblem> problems(PanelConfiguration configuration) {
        var problems = new ArrayList<ConfigurationProblem>();
        var panel = configuration.panel();
        ConfigurationChecks.sharedDomain(panel.functions(), "panel.url", panel.url())
                .map(detail -> new ConfigurationProblem("panel.functions", detail))
                .ifPresent(problems::add);
        return problems;
    }
}
