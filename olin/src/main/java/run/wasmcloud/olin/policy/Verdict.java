package run.wasmcloud.olin.policy;

/** What a policy says of a URL. */
public sealed interface Verdict {
    /** An {@code allow} rule matches and no {@code disallow} rule. */
    record Allowed(PolicyRule rule) implements Verdict {}

    /** A {@code disallow} rule matches. */
    record Disallowed(PolicyRule rule) implements Verdict {}

    /** No rule matches. */
    record NotAllowed() implements Verdict {}

    /** Tells whether the URL may be opened. */
    default boolean allowed() {
        return this instanceof Allowed;
    }

    /** Returns why, for the function's owner. */
    default String reason() {
        return switch (this) {
            case Allowed(PolicyRule rule) -> "allow, " + rule;
            case Disallowed(PolicyRule rule) -> "disallow, " + rule;
            case NotAllowed() -> "no allow rule matches";
        };
    }
}
