package run.wasmcloud.panel.web;

import java.util.function.BiFunction;
import java.util.function.Function;

/** What answers a visit, and who may make it. */
public sealed interface Endpoint {
    /** Anybody. */
    record Open(Function<Visit, Reply> body) implements Endpoint {}

    /** Whoever is signed in; others are led to the sign-in and back. */
    record SignedIn(BiFunction<Member, Visit, Reply> body) implements Endpoint {}

    /** A page for anybody. */
    static Endpoint open(Function<Visit, Reply> body) {
        return new Open(body);
    }

    /** A page for whoever is signed in. */
    static Endpoint signedIn(BiFunction<Member, Visit, Reply> body) {
        return new SignedIn(body);
    }
}
