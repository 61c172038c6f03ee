package run.wasmcloud.app.reference;

import run.wasmcloud.api.ApiServer;
import run.wasmcloud.app.Main;
import run.wasmcloud.cli.Shell;
import run.wasmcloud.docs.build.SiteBuilder;
import run.wasmcloud.olin.Olin;
import run.wasmcloud.panel.Panel;
import run.wasmcloud.wasi.Wasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Renders the documentation site into a folder; the build runs it before it packs the product. */
public final class SiteBuild {
    private SiteBuild() {}

    /** Takes the repository's folder and the one to write to. */
    public static void main(String[] arguments) throws IOException {
        var target = Path.of(arguments[1]);
        clear(target);
        var broken = builder(Path.of(arguments[0])).write(target);
        broken.forEach(sentence -> System.err.println("WARNING: " + sentence));
    }

    /** Assets of an earlier build have other names, and would be packed again. */
    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var walk = Files.walk(folder)) {
                for (var file : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Returns a builder that has all pages. */
    public static SiteBuilder builder(Path repository) throws IOException {
        var builder = new SiteBuilder(repository, look("tokens.css"), look("icon.svg"));
        new CommandReference(Main.tool(Shell.ofProcess()).description())
                .pages()
                .forEach(builder::with);
        var description = ApiServer.description();
        new ApiReference(description).pages().forEach(builder::with);
        builder.withFile("reference/api/openapi.json", description);
        builder.with("reference/limits.md", LimitsReference.page());
        builder.with(
                "reference/wasi.md",
                HostFunctionReference.page(repository, "wasi", new Wasi().functions()));
        try (var olin = new Olin()) {
            builder.with(
                    "reference/olin.md",
                    HostFunctionReference.page(repository, "olin", olin.functions()));
        }
        return builder;
    }

    /** Panel and documentation look alike: colours, sizes and the mark are the panel's. */
    private static byte[] look(String name) throws IOException {
        try (var stream = Panel.class.getResourceAsStream("assets/" + name)) {
            if (stream == null) {
                throw new IOException("the panel has no " + name);
            }
            return stream.readAllBytes();
        }
    }
}
