package run.wasmcloud.app.reference;

import run.wasmcloud.docs.build.SiteBuilder;

import java.io.IOException;
import java.nio.file.Path;

/** Renders the documentation site into a folder; the build runs it before it packs the product. */
public final class SiteBuild {
    private SiteBuild() {}

    /** Takes the repository's folder and the one to write to. */
    public static void main(String[] arguments) throws IOException {
        var broken = builder(Path.of(arguments[0])).write(Path.of(arguments[1]));
        broken.forEach(sentence -> System.err.println("WARNING: " + sentence));
    }

    /** Returns a builder that has all pages. */
    public static SiteBuilder builder(Path repository) throws IOException {
        return new SiteBuilder(repository);
    }
}
