package run.wasmcloud.panel.function;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.client.LogFilter;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Visit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Which lines of a log somebody wants to see, as it was typed. */
record LogForm(Form form, LogFilter filter) {
    static final List<String> FIELDS = List.of("search", "level", "from", "to", "invocation");
    private static final int LONGEST_SEARCH = 200;
    private static final int AT_ONCE = 100;

    static LogForm of(Visit visit) {
        var values = new HashMap<String, String>();
        FIELDS.forEach(field -> visit.query(field).ifPresent(text -> values.put(field, text)));
        return new Reading(Form.of(values)).read();
    }

    /** Reads the fields one by one; what cannot be read is marked and filters nothing. */
    private static final class Reading {
        private Form form;

        Reading(Form form) {
            this.form = form;
        }

        LogForm read() {
            var filter =
                    new LogFilter(
                            time("from"), time("to"), level(), invocation(), search(), AT_ONCE);
            return new LogForm(form, filter);
        }

        private @Nullable String search() {
            var text = form.text("search");
            if (text.length() > LONGEST_SEARCH) {
                form = form.with("search", "At most %d characters.".formatted(LONGEST_SEARCH));
                return null;
            }
            return text.isEmpty() ? null : text;
        }

        private @Nullable LogLevel level() {
            var word = form.text("level").toUpperCase(Locale.ROOT);
            return Arrays.stream(LogLevel.values())
                    .filter(level -> level.name().equals(word))
                    .findFirst()
                    .orElse(null);
        }

        private @Nullable Instant time(String field) {
            var text = form.text(field);
            try {
                return text.isEmpty() ? null : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                // A browser does not show what is no time in a field for times.
                form =
                        form.without(field)
                                .with(
                                        field,
                                        "'%s' is no time (2026-01-31T12:00 is one)."
                                                .formatted(text));
                return null;
            }
        }

        private @Nullable UUID invocation() {
            var text = form.text("invocation");
            try {
                return text.isEmpty() ? null : UUID.fromString(text);
            } catch (IllegalArgumentException e) {
                form = form.with("invocation", "The id of an invocation, or nothing.");
                return null;
            }
        }
    }

    /** Returns an address with what was typed. */
    Query query() {
        var query = new Query();
        FIELDS.forEach(field -> query.with(field, form.text(field)));
        return query;
    }
}
