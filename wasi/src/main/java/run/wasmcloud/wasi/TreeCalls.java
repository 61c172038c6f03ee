package run.wasmcloud.wasi;

import static run.wasmcloud.runtime.ValueType.I32;

import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;

import java.util.List;

/** Calls that give, move and take names. */
final class TreeCalls {
    static final List<HostFunction<WasiRun>> FUNCTIONS =
            List.of(
                    WasiCall.declare(
                            "path_create_directory",
                            "makes a directory",
                            TreeCalls::pathCreateDirectory,
                            I32,
                            I32,
                            I32),
                    WasiCall.declare(
                            "path_symlink",
                            "makes a link",
                            TreeCalls::pathSymlink,
                            I32,
                            I32,
                            I32,
                            I32,
                            I32),
                    WasiCall.declare(
                            "path_link",
                            "links a file",
                            TreeCalls::pathLink,
                            I32,
                            I32,
                            I32,
                            I32,
                            I32,
                            I32,
                            I32),
                    WasiCall.declare(
                            "path_rename",
                            "renames a file",
                            TreeCalls::pathRename,
                            I32,
                            I32,
                            I32,
                            I32,
                            I32,
                            I32),
                    WasiCall.declare(
                            "path_unlink_file",
                            "removes a file",
                            TreeCalls::pathUnlinkFile,
                            I32,
                            I32,
                            I32),
                    WasiCall.declare(
                            "path_remove_directory",
                            "removes a directory",
                            TreeCalls::pathRemoveDirectory,
                            I32,
                            I32,
                            I32));

    private TreeCalls() {}

    /** Follows the path that a call gives by a descriptor, an address and a length. */
    private static Place walk(
            WasiRun run, HostCall call, int descriptor, int path, long right, boolean follow) {
        var directory = run.directory(call.i32(descriptor));
        var text = Names.path(call.memory(), call.i32(path), call.i32(path + 1));
        return directory.walk(text, right, follow);
    }

    private static Errno pathCreateDirectory(WasiRun run, HostCall call) {
        var place = walk(run, call, 0, 1, Rights.PATH_CREATE_DIRECTORY, false);
        place.requireFree();
        var parent = place.directory().writable();
        parent.add(place.name(), new OwnDirectory(parent.volume()));
        return Errno.SUCCESS;
    }

    private static Errno pathSymlink(WasiRun run, HostCall call) {
        var target = Names.path(call.memory(), call.i32(0), call.i32(1));
        var place = walk(run, call, 2, 3, Rights.PATH_SYMLINK, false);
        if (target.isEmpty()) {
            return Errno.NOENT;
        }
        if (target.startsWith("/")) {
            return Errno.NOTCAPABLE;
        }
        var parent = newName(place);
        parent.volume().space().requireEntry();
        parent.add(place.name(), new SymbolicLink(parent.volume(), target));
        return Errno.SUCCESS;
    }

    /** Returns the directory that what is no directory gets a new name in. */
    private static OwnDirectory newName(Place place) {
        place.requireFree();
        if (place.asDirectory()) {
            throw new Refused(Errno.NOENT);
        }
        return place.directory().writable();
    }

    private static Errno pathLink(WasiRun run, HostCall call) {
        var follow = PathCalls.isFollowing(call.i32(1));
        var node = walk(run, call, 0, 2, Rights.PATH_LINK_SOURCE, follow).existing();
        var place = walk(run, call, 4, 5, Rights.PATH_LINK_TARGET, false);
        if (node instanceof Directory) {
            return Errno.PERM;
        }
        requireSameVolume(node, place.directory());
        newName(place).add(place.name(), node);
        node.touchAttributes();
        return Errno.SUCCESS;
    }

    private static void requireSameVolume(Node one, Node other) {
        if (one.volume() != other.volume()) {
            throw new Refused(Errno.XDEV);
        }
    }

    private static Errno pathRename(WasiRun run, HostCall call) {
        var from = walk(run, call, 0, 1, Rights.PATH_RENAME_SOURCE, false);
        var to = walk(run, call, 3, 4, Rights.PATH_RENAME_TARGET, false);
        from.requireName();
        to.requireName();
        var node = from.existing();
        requireSameVolume(from.directory(), to.directory());
        var parent = from.directory().writable();
        var newParent = to.directory().writable();
        if (node != to.node()) {
            requireReplaceable(node, to);
            requireOutside(newParent, node);
            replace(newParent, to);
            parent.move(from.name(), newParent, to.name());
        }
        return Errno.SUCCESS;
    }

    private static void requireReplaceable(Node node, Place to) {
        if (node instanceof Directory) {
            requireReplaceableByDirectory(to);
        } else if (to.node() instanceof Directory) {
            throw new Refused(Errno.ISDIR);
        } else if (to.asDirectory()) {
            throw new Refused(Errno.NOTDIR);
        }
    }

    private static void requireReplaceableByDirectory(Place to) {
        if (to.node() instanceof OwnDirectory directory) {
            requireEmpty(directory);
        } else if (to.node() != null) {
            throw new Refused(Errno.NOTDIR);
        }
    }

    private static void requireEmpty(OwnDirectory directory) {
        if (!directory.isEmpty()) {
            throw new Refused(Errno.NOTEMPTY);
        }
    }

    /** A directory cannot be moved to below itself. */
    private static void requireOutside(OwnDirectory newParent, Node node) {
        if (newParent.isWithin(node)) {
            throw new Refused(Errno.INVAL);
        }
    }

    private static void replace(OwnDirectory parent, Place to) {
        if (to.node() != null) {
            parent.remove(to.name());
        }
    }

    private static Errno pathUnlinkFile(WasiRun run, HostCall call) {
        var place = walk(run, call, 0, 1, Rights.PATH_UNLINK_FILE, false);
        if (place.existing() instanceof Directory) {
            return Errno.ISDIR;
        }
        place.directory().writable().remove(place.name());
        return Errno.SUCCESS;
    }

    private static Errno pathRemoveDirectory(WasiRun run, HostCall call) {
        var place = walk(run, call, 0, 1, Rights.PATH_REMOVE_DIRECTORY, false);
        place.requireName();
        if (!(place.existing() instanceof Directory directory)) {
            return Errno.NOTDIR;
        }
        var parent = place.directory().writable();
        requireEmpty(directory.writable());
        parent.remove(place.name());
        return Errno.SUCCESS;
    }
}
