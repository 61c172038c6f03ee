package run.wasmcloud.panel.account;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.TokenCreated;
import run.wasmcloud.model.wire.TokenItem;
import run.wasmcloud.panel.web.Form;

import java.util.List;

/**
 * A user's tokens.
 *
 * @param functions what a token can be bound to
 * @param created the one that was made just now, shown this once; null for none
 * @param form the one for another
 */
public record TokensPage(
        List<TokenItem> tokens, List<String> functions, @Nullable TokenCreated created, Form form) {
    public TokensPage {
        tokens = List.copyOf(tokens);
        functions = List.copyOf(functions);
    }
}
