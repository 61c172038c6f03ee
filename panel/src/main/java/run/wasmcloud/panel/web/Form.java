package run.wasmcloud.panel.web;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.model.FieldError;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person typed into a form, and what is wrong with it. A page shows both once more, so that
 * nothing has to be typed twice.
 *
 * @param values by field; passwords are never among them when they are shown
 * @param errors by field
 * @param problems what is wrong with the whole
 */
public record Form(Map<String, String> values, Map<String, String> errors, List<String> problems) {
    public Form {
        values = Map.copyOf(values);
        errors = Map.copyOf(errors);
        problems = List.copyOf(problems);
    }

    /** Returns a form that nobody has filled in. */
    public static Form empty() {
        return new Form(Map.of(), Map.of(), List.of());
    }

    /** Returns a form that is filled in. */
    public static Form of(Map<String, String> values) {
        return new Form(values, Map.of(), List.of());
    }

    /** Returns what was typed into a field, without spaces around it; empty when nothing. */
    public String text(String field) {
        return values.getOrDefault(field, "").strip();
    }

    /** Returns what was typed into a field as it is; empty when nothing. */
    public String exact(String field) {
        return values.getOrDefault(field, "");
    }

    /** Tells whether a box was ticked. */
    public boolean ticked(String field) {
        return values.containsKey(field);
    }

    /** Returns what is wrong with a field; empty when nothing is known to be. */
    public String error(String field) {
        return errors.getOrDefault(field, "");
    }

    /** Returns this form with something wrong with one field. */
    public Form with(String field, String error) {
        var more = new LinkedHashMap<>(errors);
        more.putIfAbsent(field, error);
        return new Form(values, more, problems);
    }

    /** Returns this form with something wrong with the whole. */
    public Form with(String problem) {
        var more = new ArrayList<>(problems);
        more.add(problem);
        return new Form(values, errors, more);
    }

    /**
     * Returns this form with what the API said of it: each error at the field that has the name of
     * its pointer, and the rest above the form.
     */
    public Form with(ProblemException refusal) {
        var problem = refusal.problem();
        var form = this;
        for (var error : problem.errors()) {
            var field = error.pointer().replaceFirst("^[/?]", "");
            form =
                    values.containsKey(field) && !form.errors.containsKey(field)
                            ? form.with(field, detail(error))
                            : form.with(field + ": " + detail(error));
        }
        return problem.errors().isEmpty()
                ? form.with(problem.title() + ". " + problem.detail())
                : form;
    }

    private static String detail(FieldError error) {
        return error.line() == null
                ? error.detail()
                : "Line %d, column %d: %s".formatted(error.line(), error.column(), error.detail());
    }

    /** Tells whether anything is wrong. */
    public boolean isWrong() {
        return !errors.isEmpty() || !problems.isEmpty();
    }

    /** Returns this form without what must not be shown again, such as passwords. */
    public Form without(String... fields) {
        var fewer = new LinkedHashMap<>(values);
        fewer.keySet().removeAll(List.of(fields));
        return new Form(fewer, errors, problems);
    }

    /** Hides what was typed: this text may reach a log. */
    @Override
    public String toString() {
        return "Form[" + values.keySet() + "]";
    }
}
