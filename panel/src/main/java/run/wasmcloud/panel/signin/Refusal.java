package run.wasmcloud.panel.signin;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.panel.web.Form;

/** Tells what a form can show from what only a page of its own can. */
final class Refusal {
    private Refusal() {}

    /** Returns the form with what was refused; what is the API's own fault goes on. */
    static Form on(Form form, ProblemException e) {
        if (e.status() >= 500) {
            throw e;
        }
        return form.with(e);
    }
}
