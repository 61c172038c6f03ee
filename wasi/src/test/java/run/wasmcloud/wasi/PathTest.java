package run.wasmcloud.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import static run.wasmcloud.wasi.Caller.CREATE;
import static run.wasmcloud.wasi.Caller.DIRECTORY;
import static run.wasmcloud.wasi.Caller.EXCLUSIVE;
import static run.wasmcloud.wasi.Caller.FOLLOW;
import static run.wasmcloud.wasi.Caller.RESULT;
import static run.wasmcloud.wasi.Caller.TMP;
import static run.wasmcloud.wasi.Caller.TRUNCATE;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every path is one below {@code /tmp/base}, whose descriptor is all that a guest goes by. */
class PathTest {
    private final Caller guest = new Caller();
    private int base;

    /**
     * <pre>
     * /tmp/secret
     * /tmp/base/file
     * /tmp/base/directory/nested/file
     * /tmp/base/toFile, toDirectory, toNothing, toItself, up → .., out → ../secret,
     *   slashed → directory/, around → directory/../file
     * </pre>
     */
    @BeforeEach
    void makeFiles() {
        guest.createClosed(TMP, "secret");
        guest.succeed("path_create_directory", TMP, "base");
        base = guest.openDirectory(TMP, "base");
        guest.createClosed(base, "file");
        guest.succeed("path_create_directory", base, "directory");
        guest.succeed("path_create_directory", base, "directory/nested");
        guest.createClosed(base, "directory/nested/file");
        guest.succeed("path_symlink", "file", base, "toFile");
        guest.succeed("path_symlink", "directory", base, "toDirectory");
        guest.succeed("path_symlink", "nothing", base, "toNothing");
        guest.succeed("path_symlink", "toItself", base, "toItself");
        guest.succeed("path_symlink", "..", base, "up");
        guest.succeed("path_symlink", "../secret", base, "out");
        guest.succeed("path_symlink", "directory/", base, "slashed");
        guest.succeed("path_symlink", "directory/../file", base, "around");
    }

    @ParameterizedTest
    @CsvSource({
        "file, SUCCESS",
        "./file, SUCCESS",
        ".//file, SUCCESS",
        "directory/nested/file, SUCCESS",
        "directory/../file, SUCCESS",
        "directory/nested/../../file, SUCCESS",
        "directory, SUCCESS",
        "directory/, SUCCESS",
        "directory/., SUCCESS",
        "., SUCCESS",
        "toFile, SUCCESS",
        "toDirectory/nested/file, SUCCESS",
        "toDirectory/../file, SUCCESS",
        "slashed, SUCCESS",
        "slashed/nested, SUCCESS",
        "around, SUCCESS",
        "'', NOENT",
        "nothing, NOENT",
        "toNothing, NOENT",
        "nothing/file, NOENT",
        "nothing/.., NOENT",
        "directory/nothing/../nested, NOENT",
        "file/, NOTDIR",
        "file/., NOTDIR",
        "file/.., NOTDIR",
        "file/nothing, NOTDIR",
        "toFile/, NOTDIR",
        "toItself, LOOP",
        "toItself/file, LOOP",
        "/, NOTCAPABLE",
        "/tmp/base/file, NOTCAPABLE",
        "//file, NOTCAPABLE",
        ".., NOTCAPABLE",
        "../base/file, NOTCAPABLE",
        "directory/../../base/file, NOTCAPABLE",
        "directory/nested/../../../secret, NOTCAPABLE",
        "up, NOTCAPABLE",
        "up/secret, NOTCAPABLE",
        "up/base/file, NOTCAPABLE",
        "out, NOTCAPABLE",
        "toDirectory/../../secret, NOTCAPABLE"
    })
    void followsPathsButNeverOut(String path, Errno errno) {
        assertThat(guest.call("path_filestat_get", base, FOLLOW, path, RESULT)).isEqualTo(errno);
        assertThat(guest.call("path_open", base, FOLLOW, path, 0, 0, 0, 0, RESULT))
                .isEqualTo(errno);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path_create_directory",
                "path_unlink_file",
                "path_remove_directory",
                "path_filestat_get",
                "path_filestat_set_times",
                "path_readlink",
                "path_open",
                "path_symlink",
                "path_link",
                "link to",
                "path_rename",
                "rename to"
            })
    void noCallReachesBeyondItsDirectory(String call) {
        for (var path : new String[] {"../secret", "up/secret", "/tmp/secret", "/", ".."}) {
            assertThat(reach(call, path)).as(call + " " + path).isEqualTo(Errno.NOTCAPABLE);
        }
        assertThat(guest.size(TMP, "secret")).isZero();
        assertThat(guest.type(TMP, 0, "base")).isEqualTo(FileType.DIRECTORY);
    }

    private Errno reach(String call, String path) {
        return switch (call) {
            case "path_filestat_get" -> guest.call(call, base, 0, path, RESULT);
            case "path_filestat_set_times" -> guest.call(call, base, 0, path, 0, 0, 10);
            case "path_readlink" -> guest.call(call, base, path, 1024, 10, RESULT);
            case "path_open" -> guest.tryOpen(base, path, CREATE);
            case "path_symlink" -> guest.call(call, "file", base, path);
            case "path_link" -> guest.call(call, base, 0, path, base, "new");
            case "link to" -> guest.call("path_link", base, 0, "file", base, path);
            case "path_rename" -> guest.call(call, base, path, base, "new");
            case "rename to" -> guest.call("path_rename", base, "file", base, path);
            default -> guest.call(call, base, path);
        };
    }

    @Test
    void pathsAndNamesAreBounded() {
        assertThat(guest.tryOpen(base, "n".repeat(255), CREATE)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.tryOpen(base, "n".repeat(256), CREATE)).isEqualTo(Errno.NAMETOOLONG);
        assertThat(guest.tryOpen(base, "ü".repeat(127), CREATE)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.tryOpen(base, "ü".repeat(128), CREATE)).isEqualTo(Errno.NAMETOOLONG);
        assertThat(guest.tryOpen(base, "n".repeat(256) + "/file", 0)).isEqualTo(Errno.NAMETOOLONG);
        var longest = "./".repeat(2045) + "file/";
        assertThat(guest.tryOpen(base, longest, 0)).isEqualTo(Errno.NOTDIR);
        assertThat(guest.tryOpen(base, longest + "/", 0)).isEqualTo(Errno.NAMETOOLONG);
        assertThat(guest.call("path_symlink", "t".repeat(4095), base, "new"))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.call("path_symlink", "t".repeat(4096), base, "newer"))
                .isEqualTo(Errno.NAMETOOLONG);
    }

    @Test
    void refusesWhatIsNotText() {
        guest.memory.store(1024, new byte[] {(byte) 0xff, 'a', 0, 'b'}, 0, 4);
        for (int start = 0; start < 3; start++) {
            var expected = start == 0 ? Errno.ILSEQ : Errno.INVAL;
            assertThat(guest.call("path_create_directory", base, 1024 + start, 4 - start))
                    .isEqualTo(expected);
        }
        var surrogate = new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
        guest.memory.store(1024, surrogate, 0, 3);
        assertThat(guest.call("path_unlink_file", base, 1024, 3)).isEqualTo(Errno.ILSEQ);
    }

    @Test
    void followsFortyLinksAndNoMore() {
        guest.succeed("path_symlink", "file", base, "link0");
        for (int i = 1; i <= 40; i++) {
            guest.succeed("path_symlink", "link" + (i - 1), base, "link" + i);
        }
        assertThat(guest.type(base, FOLLOW, "link39")).isEqualTo(FileType.REGULAR_FILE);
        assertThat(guest.call("path_filestat_get", base, FOLLOW, "link40", RESULT))
                .isEqualTo(Errno.LOOP);
    }

    @Test
    void linksThatGrowAsTheyAreFollowedEnd() {
        guest.succeed("path_symlink", "grow/grow/".repeat(400) + "grow", base, "grow");
        assertThat(guest.call("path_filestat_get", base, FOLLOW, "grow", RESULT))
                .isEqualTo(Errno.LOOP);
    }

    @ParameterizedTest
    @CsvSource({
        "toFile, 0, LOOP",
        "toDirectory, 2, LOOP",
        "toNothing, 0, LOOP",
        "file, 2, NOTDIR",
        "nothing, 2, NOENT",
        "file, 5, EXIST",
        "toNothing, 5, EXIST",
        "directory, 5, EXIST",
        "directory, 1, ISDIR",
        "directory, 8, ISDIR",
        "new, 3, INVAL",
        "new, 16, INVAL",
        "new/, 1, ISDIR",
        "new, 5, SUCCESS",
        "new, 9, SUCCESS",
        "file, 1, SUCCESS",
        "nothing/new, 1, NOENT",
        "file/new, 1, NOTDIR"
    })
    void opensWithoutFollowing(String path, int openFlags, Errno errno) {
        assertThat(guest.tryOpen(base, path, openFlags)).isEqualTo(errno);
    }

    @Test
    void makesTheFileThatALinkNames() {
        assertThat(guest.call("path_open", base, FOLLOW, "toNothing", CREATE, 0, 0, 0, RESULT))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.type(base, 0, "nothing")).isEqualTo(FileType.REGULAR_FILE);
    }

    @Test
    void doesNotMakeAFileThroughALinkThatLeadsOut() {
        guest.succeed("path_symlink", "../new", base, "toNew");
        assertThat(guest.call("path_open", base, FOLLOW, "toNew", CREATE, 0, 0, 0, RESULT))
                .isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.tryOpen(TMP, "new", 0)).isEqualTo(Errno.NOENT);
    }

    @Test
    void refusesToWriteToADirectory() {
        assertThat(guest.tryOpen(base, "directory", 0, Rights.FD_WRITE, 0)).isEqualTo(Errno.ISDIR);
        assertThat(guest.tryOpen(base, "directory", DIRECTORY, Rights.FD_READ, 0))
                .isEqualTo(Errno.SUCCESS);
    }

    @Test
    void refusesFlagsThatDoNotExist() {
        assertThat(guest.call("path_open", base, 2, "file", 0, 0, 0, 0, RESULT))
                .isEqualTo(Errno.INVAL);
        assertThat(guest.tryOpen(base, "file", 0, 0, 32)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("path_filestat_get", base, 2, "file", RESULT)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("path_filestat_set_times", base, 2, "file", 0, 0, 1))
                .isEqualTo(Errno.INVAL);
        assertThat(guest.call("path_link", base, 2, "file", base, "new")).isEqualTo(Errno.INVAL);
    }

    @ParameterizedTest
    @CsvSource({
        "new, SUCCESS",
        "new/, SUCCESS",
        "file, EXIST",
        "directory, EXIST",
        "., EXIST",
        "toNothing, EXIST",
        "nothing/new, NOENT",
        "file/new, NOTDIR",
        "'', NOENT"
    })
    void makesDirectories(String path, Errno errno) {
        assertThat(guest.call("path_create_directory", base, path)).isEqualTo(errno);
    }

    @ParameterizedTest
    @CsvSource({
        "file, SUCCESS",
        "toFile, SUCCESS",
        "toNothing, SUCCESS",
        "toItself, SUCCESS",
        "directory, ISDIR",
        "directory/, ISDIR",
        "., ISDIR",
        "file/, NOTDIR",
        "nothing, NOENT"
    })
    void removesFiles(String path, Errno errno) {
        assertThat(guest.call("path_unlink_file", base, path)).isEqualTo(errno);
        assertThat(guest.type(base, 0, "directory/nested/file")).isEqualTo(FileType.REGULAR_FILE);
    }

    @ParameterizedTest
    @CsvSource({
        "directory, NOTEMPTY", "directory/, NOTEMPTY", "file, NOTDIR", "file/, NOTDIR",
        "toDirectory, NOTDIR", "nothing, NOENT", "., INVAL", "directory/., INVAL",
        "directory/nested/.., INVAL"
    })
    void removesNoDirectoryThatIsInUse(String path, Errno errno) {
        assertThat(guest.call("path_remove_directory", base, path)).isEqualTo(errno);
    }

    @Test
    void removesEmptyDirectoriesThatMayStillBeOpen() {
        guest.succeed("path_create_directory", base, "new");
        var open = guest.openDirectory(base, "new");
        guest.succeed("path_remove_directory", base, "new/");
        assertThat(guest.tryOpen(open, "file", CREATE)).isEqualTo(Errno.NOENT);
        assertThat(guest.call("path_create_directory", open, "d")).isEqualTo(Errno.NOENT);
        assertThat(guest.call("path_symlink", "t", open, "l")).isEqualTo(Errno.NOENT);
        assertThat(guest.call("path_rename", base, "file", open, "f")).isEqualTo(Errno.NOENT);
        guest.succeed("fd_filestat_get", open, RESULT);
    }

    @ParameterizedTest
    @CsvSource({
        "t, new, SUCCESS", "../../x, new, SUCCESS", "/t, new, NOTCAPABLE", "'', new, NOENT",
        "t, file, EXIST", "t, toNothing, EXIST", "t, directory, EXIST", "t, directory/, EXIST",
        "t, new/, NOENT", "t, file/, NOTDIR", "t, ., EXIST", "t, nothing/new, NOENT"
    })
    void makesLinks(String target, String path, Errno errno) {
        assertThat(guest.call("path_symlink", target, base, path)).isEqualTo(errno);
    }

    @Test
    void readsLinksAsFarAsTheyFit() {
        guest.memory.store(1024, new byte[] {9, 9, 9, 9, 9, 9}, 0, 6);
        guest.succeed("path_readlink", base, "toFile", 1024, 6, RESULT);
        assertThat(guest.resultInt()).isEqualTo(4);
        assertThat(guest.memory.bytes(1024, 6)).containsExactly('f', 'i', 'l', 'e', 9, 9);
        guest.succeed("path_readlink", base, "out", 1024, 2, RESULT);
        assertThat(guest.memory.text(1024, guest.resultInt())).isEqualTo("..");
        guest.succeed("path_readlink", base, "out", 1024, 0, RESULT);
        assertThat(guest.resultInt()).isZero();
        assertThat(guest.call("path_readlink", base, "file", 1024, 6, RESULT))
                .isEqualTo(Errno.INVAL);
        assertThat(guest.call("path_readlink", base, "directory", 1024, 6, RESULT))
                .isEqualTo(Errno.INVAL);
        assertThat(guest.call("path_readlink", base, "nothing", 1024, 6, RESULT))
                .isEqualTo(Errno.NOENT);
    }

    @ParameterizedTest
    @CsvSource({
        "0, file, new, SUCCESS", "0, toNothing, new, SUCCESS", "1, toFile, new, SUCCESS",
        "1, toNothing, new, NOENT", "1, toDirectory, new, PERM", "0, directory, new, PERM",
        "0, nothing, new, NOENT", "0, file, file, EXIST", "0, file, directory, EXIST",
        "0, file, toNothing, EXIST", "0, file, new/, NOENT", "0, file, nothing/new, NOENT"
    })
    void linksFiles(int follow, String path, String newPath, Errno errno) {
        assertThat(guest.call("path_link", base, follow, path, base, newPath)).isEqualTo(errno);
    }

    @Test
    void countsLinks() {
        guest.succeed("path_link", base, 0, "file", base, "new");
        guest.succeed("path_filestat_get", base, 0, "new", RESULT);
        assertThat(guest.memory.loadLong(RESULT + 24)).isEqualTo(2);
        var inode = guest.memory.loadLong(RESULT + 8);
        guest.succeed("path_unlink_file", base, "file");
        guest.succeed("path_filestat_get", base, 0, "new", RESULT);
        assertThat(guest.memory.loadLong(RESULT + 24)).isEqualTo(1);
        assertThat(guest.memory.loadLong(RESULT + 8)).isEqualTo(inode);
        guest.succeed("path_filestat_get", base, 0, "directory/nested/file", RESULT);
        assertThat(guest.memory.loadLong(RESULT + 8)).isNotEqualTo(inode);
    }

    @ParameterizedTest
    @CsvSource({
        "file, new, SUCCESS",
        "file, file, SUCCESS",
        "file, toNothing, SUCCESS",
        "directory, new, SUCCESS",
        "directory/, new/, SUCCESS",
        "directory, empty, SUCCESS",
        "directory, directory, SUCCESS",
        "empty, directory/new, SUCCESS",
        "toDirectory, new, SUCCESS",
        "file, directory, ISDIR",
        "file, empty, ISDIR",
        "file, new/, NOTDIR",
        "file/, new, NOTDIR",
        "directory, file, NOTDIR",
        "directory, toDirectory, NOTDIR",
        "empty, directory, NOTEMPTY",
        "directory, directory/new, INVAL",
        "directory, directory/nested/new, INVAL",
        "directory/nested, directory, NOTEMPTY",
        "nothing, new, NOENT",
        "file, nothing/new, NOENT",
        "., new, INVAL",
        "file, ., INVAL",
        "directory/.., new, INVAL"
    })
    void renames(String from, String to, Errno errno) {
        guest.succeed("path_create_directory", base, "empty");
        assertThat(guest.call("path_rename", base, from, base, to)).isEqualTo(errno);
        if (errno == Errno.SUCCESS && !from.equals(to)) {
            assertThat(guest.tryOpen(base, from, 0)).isEqualTo(Errno.NOENT);
            guest.succeed("path_filestat_get", base, 0, to, RESULT);
        }
    }

    @Test
    void renamingOneNameOfAFileToAnotherChangesNothing() {
        guest.succeed("path_link", base, 0, "file", base, "new");
        guest.succeed("path_rename", base, "file", base, "new");
        assertThat(guest.type(base, 0, "file")).isEqualTo(FileType.REGULAR_FILE);
        assertThat(guest.type(base, 0, "new")).isEqualTo(FileType.REGULAR_FILE);
    }

    @Test
    void aDirectoryThatMovedKnowsItsNewParent() {
        guest.succeed("path_create_directory", base, "other");
        guest.succeed("path_rename", base, "directory/nested", base, "other/moved");
        assertThat(guest.call("path_rename", base, "other", base, "other/moved/new"))
                .isEqualTo(Errno.INVAL);
        guest.succeed("path_rename", base, "directory", base, "other/moved/new");
        assertThat(guest.type(base, 0, "other/moved/new/../file")).isEqualTo(FileType.REGULAR_FILE);
    }

    @Test
    void setsTimesOfALinkOrOfWhatItLeadsTo() {
        guest.succeed("path_filestat_set_times", base, 0, "toFile", 1, 2, 1 | 4);
        guest.succeed("path_filestat_set_times", base, FOLLOW, "toFile", 3, 4, 1);
        guest.succeed("path_filestat_get", base, 0, "toFile", RESULT);
        assertThat(guest.memory.loadLong(RESULT + 40)).isEqualTo(1);
        assertThat(guest.memory.loadLong(RESULT + 48)).isEqualTo(2);
        guest.succeed("path_filestat_get", base, 0, "file", RESULT);
        assertThat(guest.memory.loadLong(RESULT + 40)).isEqualTo(3);
        assertThat(guest.memory.loadLong(RESULT + 48)).isEqualTo(1_000_000_007);
        guest.succeed("path_filestat_set_times", base, 0, "file", 0, 0, 2 | 8);
        guest.succeed("path_filestat_get", base, 0, "file", RESULT);
        assertThat(guest.memory.loadLong(RESULT + 40)).isEqualTo(1_000_000_007);
        for (int flags : new int[] {3, 12, 16}) {
            assertThat(guest.call("path_filestat_set_times", base, 0, "file", 0, 0, flags))
                    .isEqualTo(Errno.INVAL);
        }
    }

    @Test
    void opensAtMostSoManyDescriptors() {
        var few = new Caller(Caller.LIMITS.withDescriptors(7));
        few.create(TMP, "one");
        var two = few.create(TMP, "two");
        assertThat(few.tryOpen(TMP, "three", CREATE)).isEqualTo(Errno.MFILE);
        assertThat(few.tryOpen(TMP, "three", 0)).as("was it made?").isEqualTo(Errno.MFILE);
        few.succeed("fd_close", two);
        assertThat(few.tryOpen(TMP, "three", 0)).isEqualTo(Errno.NOENT);
        assertThat(few.create(TMP, "three")).isEqualTo(two);
    }

    @Test
    void exclusiveAndTruncatingOpensAreTheirOwnFlags() {
        assertThat(guest.tryOpen(base, "file", EXCLUSIVE | TRUNCATE)).isEqualTo(Errno.SUCCESS);
    }
}
