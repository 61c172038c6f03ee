package run.wasmcloud.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import static run.wasmcloud.wasi.Caller.RESULT;
import static run.wasmcloud.wasi.Caller.TMP;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.List;

/** Whatever is done to files, they are as {@link FileModel} says. */
class FileModelTest {
    private static final long ROOM = 100_000;

    /** Something that is done to files by their paths. */
    enum Kind {
        WRITE,
        RESIZE,
        MAKE_DIRECTORY,
        REMOVE_DIRECTORY,
        UNLINK,
        RENAME,
        LINK
    }

    /** One thing that is done; what it does not need it ignores. */
    record Step(Kind kind, String path, String other, int size) {
        Errno model(FileModel model) {
            return switch (kind) {
                case WRITE -> model.write(path, size, (byte) size);
                case RESIZE -> model.resize(path, size);
                case MAKE_DIRECTORY -> model.makeDirectory(path);
                case REMOVE_DIRECTORY -> model.removeDirectory(path);
                case UNLINK -> model.unlink(path);
                case RENAME -> model.rename(path, other);
                case LINK -> model.link(path, other);
            };
        }

        Errno guest(Caller guest) {
            return switch (kind) {
                case WRITE -> write(guest);
                case RESIZE -> resize(guest);
                case MAKE_DIRECTORY -> guest.call("path_create_directory", TMP, path);
                case REMOVE_DIRECTORY -> guest.call("path_remove_directory", TMP, path);
                case UNLINK -> guest.call("path_unlink_file", TMP, path);
                case RENAME -> guest.call("path_rename", TMP, path, TMP, other);
                case LINK -> guest.call("path_link", TMP, 0, path, TMP, other);
            };
        }

        private Errno write(Caller guest) {
            var errno = guest.tryOpen(TMP, path, Caller.CREATE, Rights.OF_FILE, 0);
            if (errno == Errno.SUCCESS) {
                var file = guest.resultInt();
                errno = guest.tryPwrite(file, new byte[] {(byte) size}, size);
                guest.succeed("fd_close", file);
            }
            return errno;
        }

        private Errno resize(Caller guest) {
            var errno = guest.tryOpen(TMP, path, 0, Rights.OF_FILE, 0);
            if (errno == Errno.SUCCESS) {
                var file = guest.resultInt();
                errno = guest.call("fd_filestat_set_size", file, size);
                guest.succeed("fd_close", file);
            }
            return errno;
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var paths = Arbitraries.of("a", "b", "a/a", "a/b", "b/a", "b/b", "a/a/a", "b/a/b");
        var sizes = Arbitraries.integers().between(0, 1000);
        var large = Arbitraries.of(16_383, 16_384, 16_385, 20_000, 40_000);
        return Combinators.combine(
                        Arbitraries.of(Kind.class), paths, paths, Arbitraries.oneOf(sizes, large))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property(tries = 500)
    void filesAreAsAModelOfThemSays(@ForAll("steps") List<Step> steps) {
        var model = new FileModel(ROOM);
        var guest = new Caller(Caller.LIMITS.withTemporaryBytes(ROOM));
        for (var step : steps) {
            assertThat(step.guest(guest)).as(step.toString()).isEqualTo(step.model(model));
        }
        model.files()
                .forEach(
                        (path, bytes) ->
                                assertThat(guest.content(TMP, path)).as(path).isEqualTo(bytes));
        assertThat(tree(guest, "")).isEqualTo(model.paths());
        assertRoom(guest, ROOM - model.bytes());
    }

    private static List<String> tree(Caller guest, String folder) {
        return FileListing.below(guest, TMP, folder);
    }

    private static void assertRoom(Caller guest, long room) {
        var probe = guest.create(TMP, "probe");
        assertThat(guest.call("fd_filestat_set_size", probe, room + 1)).isEqualTo(Errno.NOSPC);
        guest.succeed("fd_filestat_set_size", probe, room);
        guest.succeed("fd_filestat_get", probe, RESULT);
        assertThat(guest.memory.loadLong(RESULT + 32)).isEqualTo(room);
    }
}
