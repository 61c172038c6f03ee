package run.wasmcloud.cli;

import picocli.CommandLine.IVersionProvider;

import java.util.Optional;

/** Tells which version of the tool this is, as the jar's manifest says. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
        return new String[] {"wasmcloud " + version.orElse("(built from source)")};
    }
}
