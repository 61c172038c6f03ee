package run.wasmcloud.cli;

import picocli.CommandLine.IVersionProvider;

import java.util.Optional;

/** Tells which version of the tool this is, as the jar's manifest says. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"wasmcloud " + text()};
    }

    /** Returns the version's number, or that there is none. */
    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(built from source)");
    }
}
