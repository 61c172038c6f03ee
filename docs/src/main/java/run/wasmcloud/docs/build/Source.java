package run.wasmcloud.docs.build;

import java.nio.file.Path;

/**
 * A page before it is rendered.
 *
 * @param path where the page will be, with the ending {@code .md}: {@code guides/rust.md}
 * @param origin where its text is in the repository, which its links are relative to
 * @param front what it says of itself
 * @param text the Markdown
 */
record Source(String path, Path origin, FrontMatter front, String text) {
    /** Returns the rendered page's path. */
    String htmlPath() {
        return path.substring(0, path.length() - "md".length()) + "html";
    }

    /** Returns how many folders it is in. */
    int depth() {
        return (int) path.chars().filter(c -> c == '/').count();
    }

    boolean isIndex() {
        return path.equals("index.md") || path.endsWith("/index.md");
    }

    /** Returns the path of the page that it is listed on; the first page is on its own. */
    String parent() {
        var folder = isIndex() ? folder(folder(path)) : folder(path);
        return folder.isEmpty() ? "index.md" : folder + "/index.md";
    }

    private static String folder(String path) {
        var slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
