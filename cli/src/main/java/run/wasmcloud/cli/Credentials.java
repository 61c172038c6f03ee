package run.wasmcloud.cli;

import run.wasmcloud.client.WireJson;

import tools.jackson.core.JacksonException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The user's file of sign-ins: a JSON object with one {@link Profile} a name. Only its owner may
 * read it; it is replaced as a whole, so that no reader sees half of it. Any number of processes
 * may use it at once; threads of one process share one instance.
 */
public final class Credentials {
    /** The profile that is used when none is named. */
    public static final String DEFAULT_PROFILE = "default";

    private static final long LARGEST_FILE = 1 << 20;

    private final Path file;
    private final WireJson json = new WireJson();

    private record Content(Map<String, Profile> profiles) {}

    /** Returns the sign-ins of a file that need not exist yet. */
    public Credentials(Path file) {
        this.file = file;
    }

    /**
     * Returns the sign-ins of a user: {@code wasmcloud/credentials.json} below {@code
     * $XDG_CONFIG_HOME}, {@code %APPDATA%} or {@code ~/.config}.
     *
     * @param variables the environment
     */
    public static Credentials ofUser(Map<String, String> variables) {
        return new Credentials(UserFolders.configuration(variables).resolve("credentials.json"));
    }

    /** Returns where the sign-ins are kept. */
    public Path file() {
        return file;
    }

    /**
     * Returns a sign-in.
     *
     * @throws CommandFailure when the file is not what this class wrote
     * @throws IOException when it cannot be read
     */
    public Optional<Profile> profile(String name) throws IOException {
        return Optional.ofNullable(read().get(name));
    }

    /** Remembers a sign-in in place of an earlier one of this name. */
    public void save(String name, Profile profile) throws IOException {
        change(profiles -> profiles.put(name, profile));
    }

    /** Forgets a sign-in, if it is there. */
    public void remove(String name) throws IOException {
        change(profiles -> profiles.remove(name));
    }

    private synchronized void change(Consumer<Map<String, Profile>> edit) throws IOException {
        PrivateFiles.createFolderOf(file);
        var lock = file.resolveSibling(file.getFileName() + ".lock");
        try (var channel =
                        FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            var profiles = read();
            edit.accept(profiles);
            PrivateFiles.replace(file, json.writeIndented(new Content(profiles)) + "\n");
        }
    }

    private Map<String, Profile> read() throws IOException {
        try {
            return Files.size(file) > LARGEST_FILE ? damaged() : parsed(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return new TreeMap<>();
        }
    }

    private Map<String, Profile> parsed(byte[] content) {
        try {
            return new TreeMap<>(json.read(content, Content.class).profiles());
        } catch (JacksonException _) {
            return damaged();
        }
    }

    private Map<String, Profile> damaged() {
        throw new CommandFailure(
                ExitCode.FAILURE,
                "The file of sign-ins is damaged",
                file + " is not the JSON that wasmcloud writes.",
                "Remove it, then: wasmcloud login");
    }
}
