package run.wasmcloud.client;

import run.wasmcloud.model.ModuleReport;

import java.nio.file.Path;

/** Modules by themselves. Every method throws {@link ClientException}. */
public final class Modules {
    private final Transport transport;

    Modules(Transport transport) {
        this.transport = transport;
    }

    /**
     * Uploads a module, to be deployed by its hash.
     *
     * @throws ProblemException when the module cannot run; the problem carries the report
     * @throws java.io.UncheckedIOException when the file cannot be read
     */
    public ModuleReport upload(Path module) {
        return transport.upload(Route.of("modules"), module, ModuleReport.class);
    }

    /**
     * Asks what the platform can tell of a module; nothing is stored.
     *
     * @throws ProblemException when the module cannot run; the problem carries the report
     * @throws java.io.UncheckedIOException when the file cannot be read
     */
    public ModuleReport check(Path module) {
        return transport.upload(
                Route.of("modules").with("check", true), module, ModuleReport.class);
    }
}
