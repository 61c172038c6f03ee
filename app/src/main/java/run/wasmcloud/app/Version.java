package run.wasmcloud.app;

import java.util.Optional;

/** The version of this program. */
final class Version {
    private Version() {}

    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
