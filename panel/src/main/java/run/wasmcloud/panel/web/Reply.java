package run.wasmcloud.panel.web;

import java.io.IOException;
import java.io.OutputStream;

/** What a visit ends with. */
public sealed interface Reply {
    /**
     * A page, or a part of one that htmx puts into a page.
     *
     * @param template the path below {@code src/main/jte}, without its ending; it gets {@code
     *     frame} and {@code page}
     * @param page the data that the template shows
     */
    record Page(int status, String template, Object page) implements Reply {}

    /**
     * Another address.
     *
     * @param notice what the next page says first; empty for nothing
     */
    record Redirect(String address, String notice) implements Reply {
        /** Returns the same with something for the next page to say. */
        public Redirect saying(String text) {
            return new Redirect(address, text);
        }
    }

    /**
     * Something that is not a page, as it is written: events, a download.
     *
     * @param fileName what a browser saves it as; empty to show it
     */
    record Stream(String mediaType, String fileName, Body body) implements Reply {}

    /** What a {@link Stream} writes. */
    interface Body {
        /** Writes and flushes; an exception cuts the connection. */
        void write(OutputStream out) throws IOException;
    }

    /** Returns a page. */
    static Reply page(String template, Object page) {
        return new Page(200, template, page);
    }

    /** Returns a page whose form cannot be taken as it is. */
    static Reply invalid(String template, Object page) {
        return new Page(422, template, page);
    }

    /** Leads to a page of the panel: a path, perhaps with a query. */
    static Redirect to(String path) {
        return new Redirect(path, "");
    }
}
