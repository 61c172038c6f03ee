package run.wasmcloud.panel.web;

import java.nio.file.Path;

/**
 * A file that came with a form. It is deleted when the visit ends.
 *
 * @param fileName what the browser calls it; only to be shown
 */
public record Upload(String fileName, Path content, long bytes) {}
