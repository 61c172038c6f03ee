package run.wasmcloud.store.embedded;

import com.sun.security.auth.module.UnixSystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who the server runs as. PostgreSQL refuses to run as root, so for root there are two ways:
 *
 * <ul>
 *   <li>in a user namespace of its own ({@code unshare -U}), where root is nobody in particular but
 *       still owns its files: nothing changes owner, and no other account can read the data;
 *   <li>where namespaces are forbidden, as in many containers, under an unprivileged account, which
 *       then owns the server's folder.
 * </ul>
 *
 * @param prefix what to put before a command
 * @param owner whom the server's files must belong to; empty when they may stay as they are
 */
record ServerAccount(List<String> prefix, Optional<String> owner) {
    private static final List<String> UNPRIVILEGED = List.of("postgres", "nobody");

    ServerAccount {
        prefix = List.copyOf(prefix);
    }

    /** Returns the account for a folder: the one that owns its data, when there is any. */
    static ServerAccount of(ServerFolder folder) throws IOException {
        if (!isRoot()) {
            return new ServerAccount(List.of(), Optional.empty());
        }
        var owner =
                Files.exists(folder.cluster())
                        ? Files.getOwner(folder.cluster()).getName()
                        : "root";
        if (!owner.equals("root")) {
            return unprivileged(owner);
        }
        return canUnshare() ? namespace() : unprivileged(firstKnown(folder));
    }

    private static ServerAccount namespace() {
        return new ServerAccount(List.of("unshare", "-U"), Optional.empty());
    }

    /** Returns an account that is not root, to be used by root. */
    static ServerAccount unprivileged(String name) throws IOException {
        var group = Command.output(List.of("id", "-g", name)).strip();
        return new ServerAccount(
                List.of("setpriv", "--reuid=" + name, "--regid=" + group, "--clear-groups"),
                Optional.of(name));
    }

    private static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    private static boolean canUnshare() {
        try {
            return !Command.output(List.of("unshare", "-U", "id", "-u")).strip().equals("0");
        } catch (IOException e) {
            return false;
        }
    }

    private static String firstKnown(ServerFolder folder) throws IOException {
        for (var name : UNPRIVILEGED) {
            if (isKnown(folder, name)) {
                return name;
            }
        }
        throw new IOException(
                "PostgreSQL cannot run as root, and there is no account %s (expected: one of them; or start as an ordinary user)"
                        .formatted(UNPRIVILEGED));
    }

    private static boolean isKnown(ServerFolder folder, String name) throws IOException {
        try {
            lookup(folder.root(), name);
            return true;
        } catch (UserPrincipalNotFoundException e) {
            return false;
        }
    }

    private static UserPrincipal lookup(Path path, String name) throws IOException {
        return path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
    }

    /** Returns a command as this account runs it. */
    List<String> command(Path program, String... arguments) {
        var command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Gives files to this account, with all that is in them; does nothing when it need not. */
    void own(Path... files) throws IOException {
        if (owner.isEmpty()) {
            return;
        }
        for (var file : files) {
            try (Stream<Path> tree = Files.walk(file)) {
                for (var each : tree.toList()) {
                    setOwner(each, owner.get());
                }
            }
        }
    }

    private static void setOwner(Path file, String name) throws IOException {
        var view =
                Files.getFileAttributeView(
                        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        view.setOwner(lookup(file, name));
    }
}
