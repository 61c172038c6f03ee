package run.wasmcloud.panel.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;

import java.util.Map;

/** The pages' templates, which are classes of the jar. Thread-safe. */
final class Templates {
    private static final String PACKAGE = "run.wasmcloud.panel.templates";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(
                    null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);

    /** Returns the page as HTML, in UTF-8; what it shows is escaped where it stands. */
    byte[] render(String template, Frame frame, Object page) {
        var output = new Utf8ByteOutput();
        engine.render(template + ".jte", Map.of("frame", frame, "page", page), output);
        return output.toByteArray();
    }
}
