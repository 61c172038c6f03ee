package run.wasmcloud.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import static run.wasmcloud.wasi.Caller.CREATE;
import static run.wasmcloud.wasi.Caller.RESULT;
import static run.wasmcloud.wasi.Caller.ROOT;
import static run.wasmcloud.wasi.Caller.TMP;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

class DescriptorTest {
    private final Caller guest = new Caller();

    /** What is called with a descriptor, and the rights that this takes for a file. */
    record Use(String name, long rights, List<Object> more) {
        Use(String name, long rights, Object... more) {
            this(name, rights, List.of(more));
        }

        Errno by(Caller guest, int descriptor) {
            var all = Stream.concat(Stream.of((Object) descriptor), more.stream()).toArray();
            return guest.call(name, all);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Use> usesOfFiles() {
        return List.of(
                new Use("fd_read", Rights.FD_READ, 0, 0, RESULT),
                new Use("fd_write", Rights.FD_WRITE, 0, 0, RESULT),
                new Use("fd_pread", Rights.FD_READ | Rights.FD_SEEK, 0, 0, 0, RESULT),
                new Use("fd_pwrite", Rights.FD_WRITE | Rights.FD_SEEK, 0, 0, 0, RESULT),
                new Use("fd_seek", Rights.FD_SEEK, 1, 0, RESULT),
                new Use("fd_seek", Rights.FD_TELL, 0, 1, RESULT),
                new Use("fd_tell", Rights.FD_TELL, RESULT),
                new Use("fd_advise", Rights.FD_ADVISE, 0, 0, 0),
                new Use("fd_allocate", Rights.FD_ALLOCATE, 0, 1),
                new Use("fd_filestat_set_size", Rights.FD_FILESTAT_SET_SIZE, 1),
                new Use("fd_filestat_get", Rights.FD_FILESTAT_GET, RESULT),
                new Use("fd_filestat_set_times", Rights.FD_FILESTAT_SET_TIMES, 0, 0, 0),
                new Use("fd_fdstat_set_flags", Rights.FD_FDSTAT_SET_FLAGS, 0),
                new Use("fd_datasync", Rights.FD_DATASYNC),
                new Use("fd_sync", Rights.FD_SYNC));
    }

    static List<Use> usesOfDirectories() {
        return List.of(
                new Use("fd_readdir", Rights.FD_READDIR, 0, 0, 0, RESULT),
                new Use("path_create_directory", Rights.PATH_CREATE_DIRECTORY, "new"),
                new Use("path_filestat_get", Rights.PATH_FILESTAT_GET, 0, "file", RESULT),
                new Use(
                        "path_filestat_set_times",
                        Rights.PATH_FILESTAT_SET_TIMES,
                        0,
                        "file",
                        0,
                        0,
                        0),
                new Use("path_open", Rights.PATH_OPEN, 0, "file", 0, 0, 0, 0, RESULT),
                new Use(
                        "path_open",
                        Rights.PATH_OPEN | Rights.PATH_CREATE_FILE,
                        0,
                        "new",
                        CREATE,
                        0,
                        0,
                        0,
                        RESULT),
                new Use(
                        "path_open",
                        Rights.PATH_OPEN | Rights.PATH_FILESTAT_SET_SIZE,
                        0,
                        "file",
                        Caller.TRUNCATE,
                        0,
                        0,
                        0,
                        RESULT),
                new Use("path_readlink", Rights.PATH_READLINK, "link", 0, 0, RESULT),
                new Use("path_remove_directory", Rights.PATH_REMOVE_DIRECTORY, "empty"),
                new Use("path_unlink_file", Rights.PATH_UNLINK_FILE, "file"),
                new Use("path_link", Rights.PATH_LINK_SOURCE, 0, "file", TMP, "new"),
                new Use("path_rename", Rights.PATH_RENAME_SOURCE, "file", TMP, "new"),
                new Use("fd_filestat_get", Rights.FD_FILESTAT_GET, RESULT),
                new Use("fd_filestat_set_times", Rights.FD_FILESTAT_SET_TIMES, 0, 0, 0),
                new Use("fd_sync", Rights.FD_SYNC),
                new Use("fd_datasync", Rights.FD_DATASYNC));
    }

    @ParameterizedTest
    @MethodSource("usesOfFiles")
    void aFileIsUsedForNothingButWhatItWasOpenedFor(Use use) {
        assertThat(use.by(guest, guest.open(TMP, "file", CREATE, use.rights(), 0)))
                .isEqualTo(Errno.SUCCESS);
        for (long right = 1; right <= use.rights(); right <<= 1) {
            if ((use.rights() & right) != 0) {
                var most = Rights.OF_FILE & ~right;
                // The right to seek includes the one to tell.
                var rights = right == Rights.FD_TELL ? most & ~Rights.FD_SEEK : most;
                assertThat(use.by(guest, guest.open(TMP, "file", 0, rights, 0)))
                        .isEqualTo(Errno.NOTCAPABLE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("usesOfDirectories")
    void aDirectoryIsUsedForNothingButWhatItWasOpenedFor(Use use) {
        guest.createClosed(TMP, "file");
        guest.succeed("path_symlink", "file", TMP, "link");
        guest.succeed("path_create_directory", TMP, "empty");
        for (long right = 1; right <= use.rights(); right <<= 1) {
            if ((use.rights() & right) != 0) {
                var without = guest.open(TMP, ".", 0, Rights.OF_DIRECTORY & ~right, 0);
                assertThat(use.by(guest, without)).isEqualTo(Errno.NOTCAPABLE);
            }
        }
        assertThat(use.by(guest, guest.open(TMP, ".", 0, use.rights(), 0)))
                .isEqualTo(Errno.SUCCESS);
    }

    @Test
    void theTargetOfALinkOrANameNeedsItsOwnRight() {
        guest.createClosed(TMP, "file");
        var without =
                guest.open(
                        TMP,
                        ".",
                        0,
                        Rights.OF_DIRECTORY
                                & ~(Rights.PATH_LINK_TARGET
                                        | Rights.PATH_RENAME_TARGET
                                        | Rights.PATH_SYMLINK),
                        0);
        assertThat(guest.call("path_link", TMP, 0, "file", without, "new"))
                .isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.call("path_rename", TMP, "file", without, "new"))
                .isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.call("path_symlink", "file", without, "new")).isEqualTo(Errno.NOTCAPABLE);
    }

    @ParameterizedTest
    @MethodSource("usesOfFiles")
    void aDirectoryIsNoFile(Use use) {
        var expected =
                switch (use.name()) {
                    case "fd_filestat_get",
                            "fd_filestat_set_times",
                            "fd_fdstat_set_flags",
                            "fd_datasync",
                            "fd_sync" ->
                            Errno.SUCCESS;
                    default -> Errno.ISDIR;
                };
        assertThat(use.by(guest, TMP)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("usesOfDirectories")
    void aFileAndAStreamAreNoDirectory(Use use) {
        if (use.name().startsWith("path_") || use.name().equals("fd_readdir")) {
            assertThat(use.by(guest, guest.create(TMP, "file"))).isEqualTo(Errno.NOTDIR);
            assertThat(use.by(guest, 1)).isEqualTo(Errno.NOTDIR);
        }
    }

    @Test
    void nothingCanBeDoneWithADescriptorThatIsNotOpen() {
        for (int descriptor : new int[] {5, 63, 64, 100_000, -1, Integer.MIN_VALUE}) {
            Stream.concat(usesOfFiles().stream(), usesOfDirectories().stream())
                    .forEach(
                            use ->
                                    assertThat(use.by(guest, descriptor))
                                            .as(use.name())
                                            .isEqualTo(Errno.BADF));
            assertThat(guest.call("fd_close", descriptor)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_fdstat_get", descriptor, RESULT)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_fdstat_set_rights", descriptor, 0, 0)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_renumber", descriptor, 1)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_renumber", 1, descriptor)).isEqualTo(Errno.BADF);
            assertThat(guest.call("sock_shutdown", descriptor, 1)).isEqualTo(Errno.BADF);
        }
    }

    @Test
    void rightsOnlyNarrow() {
        var file = guest.open(TMP, "file", CREATE, Rights.FD_READ | Rights.FD_WRITE, 0);
        guest.succeed("fd_fdstat_set_rights", file, Rights.FD_READ, 0);
        assertThat(guest.tryWrite(file, new byte[1])).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.call("fd_fdstat_set_rights", file, Rights.FD_READ | Rights.FD_WRITE, 0))
                .isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.call("fd_fdstat_set_rights", file, 0, Rights.FD_READ))
                .isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.call("fd_fdstat_set_rights", file, -1L, 0)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.read(file, 1)).isEmpty();
    }

    @Test
    void whatIsOpenedHasNoMoreThanWhatItIsOpenedBy() {
        guest.createClosed(TMP, "file");
        guest.succeed(
                "fd_fdstat_set_rights", TMP, Rights.PATH_OPEN, Rights.FD_READ | Rights.PATH_OPEN);
        assertThat(guest.call("path_open", TMP, 0, "file", 0, Rights.FD_WRITE, 0, 0, RESULT))
                .isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.call("path_open", TMP, 0, "file", 0, 0, Rights.FD_WRITE, 0, RESULT))
                .isEqualTo(Errno.NOTCAPABLE);
        for (int flags : new int[] {FdFlags.DSYNC, FdFlags.RSYNC, FdFlags.SYNC}) {
            assertThat(guest.call("path_open", TMP, 0, "file", 0, 0, 0, flags, RESULT))
                    .isEqualTo(Errno.NOTCAPABLE);
        }
        guest.succeed("path_open", TMP, 0, ".", 0, Rights.PATH_OPEN, Rights.FD_READ, 0, RESULT);
        var inner = guest.resultInt();
        assertThat(guest.call("path_open", inner, 0, ".", 0, 0, Rights.PATH_OPEN, 0, RESULT))
                .isEqualTo(Errno.NOTCAPABLE);
        guest.succeed("path_open", inner, 0, "file", 0, Rights.FD_READ, 0, 0, RESULT);
    }

    @Test
    void rightsThatDoNotExistAreNotAskedFor() {
        guest.createClosed(TMP, "file");
        guest.succeed("path_open", TMP, 0, "file", 0, -1L, -1L, 0, RESULT);
        guest.succeed("fd_fdstat_get", guest.resultInt(), RESULT);
        assertThat(guest.memory.loadLong(RESULT + 8)).isEqualTo(Rights.OF_FILE);
        assertThat(guest.memory.loadLong(RESULT + 16)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 2", "1, 0, 64", "2, 0, 64", "3, 3, 0", "4, 3, 0"})
    void describesWhatIsOpenFromTheStart(int descriptor, int type, long readOrWrite) {
        guest.succeed("fd_fdstat_get", descriptor, RESULT);
        assertThat(guest.memory.loadByte(RESULT)).isEqualTo((byte) type);
        assertThat(guest.memory.loadByte(RESULT + 2)).as("flags").isZero();
        var rights = guest.memory.loadLong(RESULT + 8);
        assertThat(rights & (Rights.FD_READ | Rights.FD_WRITE)).isEqualTo(readOrWrite);
        assertThat(rights & (Rights.FD_SEEK | Rights.FD_TELL)).as("no terminal").isZero();
    }

    @Test
    void streamsHaveNeitherOffsetNorSize() {
        for (int stream = 0; stream < 3; stream++) {
            assertThat(guest.call("fd_seek", stream, 0, 0, RESULT)).isEqualTo(Errno.SPIPE);
            assertThat(guest.call("fd_tell", stream, RESULT)).isEqualTo(Errno.SPIPE);
            assertThat(guest.tryPread(stream, 1, 0)).isEqualTo(Errno.SPIPE);
            assertThat(guest.tryPwrite(stream, new byte[1], 0)).isEqualTo(Errno.SPIPE);
            assertThat(guest.call("fd_advise", stream, 0, 0, 0)).isEqualTo(Errno.SPIPE);
            assertThat(guest.call("fd_allocate", stream, 0, 1)).isEqualTo(Errno.SPIPE);
            assertThat(guest.call("fd_filestat_set_size", stream, 0)).isEqualTo(Errno.SPIPE);
            assertThat(guest.call("fd_sync", stream)).isEqualTo(Errno.INVAL);
            assertThat(guest.call("fd_datasync", stream)).isEqualTo(Errno.INVAL);
            assertThat(guest.call("fd_filestat_set_times", stream, 0, 0, 0)).isEqualTo(Errno.INVAL);
            assertThat(guest.call("fd_fdstat_set_flags", stream, FdFlags.NONBLOCK))
                    .isEqualTo(Errno.NOTSUP);
            guest.succeed("fd_filestat_get", stream, RESULT);
            assertThat(guest.memory.bytes(RESULT, Filestat.BYTES)).containsOnly(0);
        }
    }

    @Test
    void streamsGoOneWayAndCanBeNarrowed() {
        assertThat(guest.read(0, 3)).asString().isEqualTo("inp");
        assertThat(guest.tryRead(1, 1)).isEqualTo(Errno.BADF);
        assertThat(guest.tryRead(2, 1)).isEqualTo(Errno.BADF);
        assertThat(guest.tryWrite(0, new byte[1])).isEqualTo(Errno.BADF);
        guest.succeed("fd_fdstat_set_rights", 0, 0, 0);
        guest.succeed("fd_fdstat_set_rights", 1, 0, 0);
        assertThat(guest.tryRead(0, 1)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.tryWrite(1, new byte[1])).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.call("fd_filestat_get", 0, RESULT)).isEqualTo(Errno.NOTCAPABLE);
    }

    @Test
    void flagsAreWhatWasSet() {
        var all = FdFlags.APPEND | FdFlags.DSYNC | FdFlags.NONBLOCK | FdFlags.SYNC;
        var file = guest.open(TMP, "file", CREATE, Rights.OF_FILE, all);
        guest.succeed("fd_fdstat_get", file, RESULT);
        assertThat(guest.memory.loadByte(RESULT + 2)).isEqualTo((byte) all);
        guest.succeed("fd_fdstat_set_flags", file, FdFlags.RSYNC);
        guest.succeed("fd_fdstat_get", file, RESULT);
        assertThat(guest.memory.loadByte(RESULT + 2)).isEqualTo((byte) FdFlags.RSYNC);
        assertThat(guest.call("fd_fdstat_set_flags", file, 32)).isEqualTo(Errno.INVAL);
    }

    @Test
    void numbersAreTheLowestThatAreFree() {
        assertThat(guest.create(TMP, "a")).isEqualTo(5);
        assertThat(guest.create(TMP, "b")).isEqualTo(6);
        guest.succeed("fd_close", 5);
        guest.succeed("fd_close", 0);
        assertThat(guest.create(TMP, "c")).isZero();
        assertThat(guest.create(TMP, "d")).isEqualTo(5);
        assertThat(guest.create(TMP, "e")).isEqualTo(7);
        assertThat(guest.call("fd_close", 8)).isEqualTo(Errno.BADF);
    }

    @Test
    void closesEverythingAndGoesOn() {
        for (int descriptor = 0; descriptor < 5; descriptor++) {
            guest.succeed("fd_close", descriptor);
            assertThat(guest.call("fd_close", descriptor)).isEqualTo(Errno.BADF);
        }
        assertThat(guest.tryOpen(TMP, "file", CREATE)).isEqualTo(Errno.BADF);
        assertThat(guest.tryRead(0, 1)).isEqualTo(Errno.BADF);
    }

    @Test
    void renumberingMovesAndCloses() {
        var from = guest.create(TMP, "from");
        var to = guest.create(TMP, "to");
        guest.succeed("path_unlink_file", TMP, "to");
        guest.write(from, "text");
        guest.succeed("fd_renumber", from, to);
        assertThat(guest.pread(to, 10, 0)).asString().isEqualTo("text");
        assertThat(guest.tryRead(from, 1)).isEqualTo(Errno.BADF);
        guest.succeed("fd_renumber", to, to);
        assertThat(guest.pread(to, 10, 0)).asString().isEqualTo("text");
        guest.succeed("fd_renumber", to, 1);
        guest.write(1, "more");
        assertThat(guest.text(TMP, "from")).isEqualTo("textmore");
        assertThat(guest.create(TMP, "next")).isEqualTo(from);
        guest.succeed("fd_renumber", TMP, ROOT);
        assertThat(guest.call("fd_prestat_get", TMP, RESULT)).isEqualTo(Errno.BADF);
        assertThat(guest.text(ROOT, "from")).isEqualTo("textmore");
    }

    @Test
    void thereAreNoSockets() {
        assertThat(guest.call("sock_accept", 1, 0, RESULT)).isEqualTo(Errno.NOTSOCK);
        assertThat(guest.call("sock_recv", 0, 0, 0, 0, RESULT, RESULT)).isEqualTo(Errno.NOTSOCK);
        assertThat(guest.call("sock_send", 1, 0, 0, 0, RESULT)).isEqualTo(Errno.NOTSOCK);
        assertThat(guest.call("sock_shutdown", TMP, 1)).isEqualTo(Errno.NOTSOCK);
    }
}
