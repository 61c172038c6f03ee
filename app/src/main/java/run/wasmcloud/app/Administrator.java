package run.wasmcloud.app;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.PrivateFiles;
import run.wasmcloud.store.Store;
import run.wasmcloud.store.Token;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The first administrator of a local installation, whose password and token lie in the data folder.
 */
final class Administrator {
    static final String EMAIL = "admin@localhost";

    private static final int PASSWORD_BYTES = 16;
    private static final Duration TOKEN_LIFE = Duration.ofDays(365);

    private final Store store;
    private final DataFolder folder;

    Administrator(Store store, DataFolder folder) {
        this.store = store;
        this.folder = folder;
    }

    /** Returns the administrator, made when there is none. */
    User user() throws IOException {
        var found = store.users().findByEmail(EMAIL);
        return found.isPresent() ? found.get() : create();
    }

    private User create() throws IOException {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        var password = HexFormat.of().formatHex(bytes);
        PrivateFiles.write(folder.passwordFile(), password + "\n");
        return store.users().create(EMAIL, password, Role.ADMIN, Plan.PAID);
    }

    /**
     * Returns a token of the administrator: the one in the token file while it is valid, else a new
     * one.
     */
    String token(User user) throws IOException {
        if (folder.hasToken()) {
            var kept = Files.readString(folder.tokenFile()).strip();
            if (isValid(kept)) {
                return kept;
            }
        }
        var issued =
                store.tokens()
                        .issue(
                                user.id(),
                                Token.Kind.API,
                                "wasmcloud up",
                                TokenScope.ADMIN,
                                Instant.now().plus(TOKEN_LIFE));
        PrivateFiles.write(folder.tokenFile(), issued.jwt());
        return issued.jwt();
    }

    private boolean isValid(String token) {
        try {
            store.tokenChecker().check(token);
            return true;
        } catch (WasmcloudException e) {
            return false;
        }
    }
}
