package run.wasmcloud.panel.signin;

import run.wasmcloud.panel.web.Form;

/**
 * A form about getting an account or a password.
 *
 * @param token what a link in a mail or an invitation holds; empty without one
 */
public record AccountFormPage(Form form, String token) {}
