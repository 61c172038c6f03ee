package run.wasmcloud.wasi;

import run.wasmcloud.runtime.Grants;
import run.wasmcloud.runtime.RunRequest;

import java.util.List;
import java.util.function.Function;

/**
 * The directories that a guest finds open, made when one first looks.
 *
 * <p>A function gets {@code /}, the read-only files of its deployment, as descriptor 3, and {@code
 * /tmp}, its own and empty, as descriptor 4. {@code tmp} is an entry of {@code /} too, so a program
 * finds it whichever of the two it resolves a path against.
 */
record Preopens(Function<RunRequest, List<Preopen>> directories) {
    /** A directory with the path that the guest knows it by. */
    record Preopen(String path, Directory directory) {}

    /** Returns what a run was granted: by itself what a function gets. */
    static Preopens of(Grants grants) {
        return grants.find(Preopens.class)
                .orElseGet(() -> ofFunction(grants.find(FileTree.class).orElse(FileTree.empty())));
    }

    private static Preopens ofFunction(FileTree shipped) {
        return new Preopens(
                request -> {
                    var temporary = OwnDirectory.root(volume(request));
                    return List.of(
                            new Preopen(
                                    "/", shipped.root().mounting(FileTree.TEMPORARY, temporary)),
                            new Preopen("/" + FileTree.TEMPORARY, temporary));
                });
    }

    /** Returns a volume of the size that a run may have. */
    static Volume volume(RunRequest request) {
        return Volume.own(new Space(request.limits().temporaryBytes()), request.clock());
    }
}
