package run.wasmcloud.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import static run.wasmcloud.wasi.Caller.RESULT;
import static run.wasmcloud.wasi.Caller.ROOT;
import static run.wasmcloud.wasi.Caller.TMP;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class DirectoryTest {
    private static final int BUFFER = 64 * 1024;
    private static final int DIRENT = 24;

    private final Caller guest = new Caller();

    /** An entry as a guest reads it. */
    private record Entry(long next, long inode, byte type, String name) {}

    /** Lists from a cookie on with a buffer of a size; returns what is whole. */
    private List<Entry> list(Caller caller, int directory, long cookie, int length) {
        caller.succeed("fd_readdir", directory, BUFFER, length, cookie, RESULT);
        var used = caller.resultInt();
        assertThat(used).isLessThanOrEqualTo(length);
        var entries = new ArrayList<Entry>();
        var at = 0;
        while (at + DIRENT <= used) {
            var nameLength = caller.memory.loadInt(BUFFER + at + 16);
            if (at + DIRENT + nameLength > used) {
                break;
            }
            entries.add(
                    new Entry(
                            caller.memory.loadLong(BUFFER + at),
                            caller.memory.loadLong(BUFFER + at + 8),
                            caller.memory.loadByte(BUFFER + at + 20),
                            caller.memory.text(BUFFER + at + DIRENT, nameLength)));
            at += DIRENT + nameLength;
        }
        return entries;
    }

    /** Lists as wasi-libc does: again from the last whole entry, until a buffer is not full. */
    private List<String> names(Caller caller, int directory, int length) {
        var names = new ArrayList<String>();
        var cookie = 0L;
        while (true) {
            var entries = list(caller, directory, cookie, length);
            entries.forEach(entry -> names.add(entry.name()));
            if (caller.resultInt() < length) {
                return names;
            }
            assertThat(entries).as("the buffer holds one entry at least").isNotEmpty();
            cookie = entries.getLast().next();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 32, 33, 64, 100, 1000, 100_000})
    void listsEverythingOnceWhateverTheBuffer(int length) {
        var expected = new ArrayList<>(List.of(".", ".."));
        for (int i = 0; i < 100; i++) {
            guest.createClosed(TMP, "file" + i);
            expected.add("file" + i);
        }
        assertThat(names(guest, TMP, length)).isEqualTo(expected);
    }

    @Test
    void cutsTheLastEntryWhereTheBufferEnds() {
        guest.createClosed(TMP, "file");
        guest.memory.storeByte(BUFFER + 40, (byte) 77);
        guest.succeed("fd_readdir", TMP, BUFFER, 40, 0, RESULT);
        assertThat(guest.resultInt()).isEqualTo(40);
        assertThat(guest.memory.loadByte(BUFFER + 40)).isEqualTo((byte) 77);
        assertThat(guest.memory.loadLong(BUFFER + 25)).as("the second entry's cookie").isEqualTo(2);
        guest.succeed("fd_readdir", TMP, BUFFER, 0, 0, RESULT);
        assertThat(guest.resultInt()).isZero();
    }

    @Test
    void tellsTypesAndInodes() {
        guest.succeed("path_create_directory", TMP, "d");
        guest.succeed("path_symlink", "t", TMP, "l");
        guest.createClosed(TMP, "f");
        var entries = list(guest, TMP, 0, 1000);
        assertThat(entries)
                .extracting(Entry::type)
                .containsExactly((byte) 3, (byte) 3, (byte) 3, (byte) 7, (byte) 4);
        for (var entry : entries) {
            if (!entry.name().equals("..")) {
                guest.succeed("path_filestat_get", TMP, 0, entry.name(), RESULT);
                assertThat(guest.memory.loadLong(RESULT + 8)).isEqualTo(entry.inode());
            }
        }
    }

    @Test
    void namesTheParentOfADirectoryAndOfTheRootItself() {
        guest.succeed("path_create_directory", TMP, "d");
        var inner = list(guest, guest.openDirectory(TMP, "d"), 0, 1000);
        var outer = list(guest, TMP, 0, 1000);
        assertThat(inner.get(1).inode()).isEqualTo(outer.get(0).inode());
        assertThat(outer.get(1).inode()).isEqualTo(outer.get(0).inode());
    }

    @Test
    void removingWhatWasListedSkipsNothing() {
        for (int i = 0; i < 50; i++) {
            guest.createClosed(TMP, "file" + i);
        }
        var cookie = 0L;
        var removed = 0;
        while (true) {
            var entries = list(guest, TMP, cookie, 100);
            for (var entry : entries) {
                if (entry.type() == 4) {
                    guest.succeed("path_unlink_file", TMP, entry.name());
                    removed++;
                }
            }
            if (guest.resultInt() < 100 && entries.size() < 3) {
                break;
            }
            cookie = entries.isEmpty() ? cookie : entries.getLast().next();
        }
        assertThat(removed).isEqualTo(50);
        assertThat(names(guest, TMP, 1000)).containsExactly(".", "..");
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 1000, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void aCookieBeyondTheEndListsNothing(long cookie) {
        guest.createClosed(TMP, "file");
        assertThat(list(guest, TMP, cookie, 1000)).isEmpty();
        assertThat(list(guest, ROOT, cookie, 1000)).isEmpty();
    }

    @Test
    void listsShippedFilesAndTemporaryOnes() {
        var shipping =
                Caller.shipping(
                        FileTree.of(
                                Map.of("z", new byte[1], "a/b", new byte[1], "a/c", new byte[1]),
                                Instant.EPOCH));
        assertThat(names(shipping, ROOT, 30)).containsExactly(".", "..", "a", "z", "tmp");
        assertThat(names(shipping, shipping.openDirectory(ROOT, "a"), 30))
                .containsExactly(".", "..", "b", "c");
        assertThat(names(guest, ROOT, 1000)).containsExactly(".", "..", "tmp");
        assertThat(names(guest, TMP, 1000)).containsExactly(".", "..");
    }

    @Test
    void listsOnlyDirectoriesThatMayBeListed() {
        assertThat(guest.call("fd_readdir", 1, BUFFER, 100, 0, RESULT)).isEqualTo(Errno.NOTDIR);
        assertThat(guest.call("fd_readdir", guest.create(TMP, "f"), BUFFER, 100, 0, RESULT))
                .isEqualTo(Errno.NOTDIR);
        assertThat(guest.call("fd_readdir", 99, BUFFER, 100, 0, RESULT)).isEqualTo(Errno.BADF);
        var blind = guest.open(TMP, ".", Caller.DIRECTORY, 0, 0);
        assertThat(guest.call("fd_readdir", blind, BUFFER, 100, 0, RESULT))
                .isEqualTo(Errno.NOTCAPABLE);
    }

    @Test
    void findsTheDirectoriesThatAreOpen() {
        assertThat(preopenName(3)).isEqualTo("/");
        assertThat(preopenName(4)).isEqualTo("/tmp");
        assertThat(guest.call("fd_prestat_get", 5, RESULT)).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_prestat_get", 0, RESULT)).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_prestat_dir_name", 5, 1024, 100)).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_prestat_dir_name", 4, 1024, 3)).isEqualTo(Errno.NAMETOOLONG);
        assertThat(guest.call("fd_prestat_dir_name", 4, 1024, 5)).isEqualTo(Errno.SUCCESS);
        var opened = guest.openDirectory(TMP, ".");
        assertThat(guest.call("fd_prestat_get", opened, RESULT)).isEqualTo(Errno.BADF);
    }

    private String preopenName(int descriptor) {
        guest.succeed("fd_prestat_get", descriptor, RESULT);
        assertThat(guest.memory.loadInt(RESULT)).as("it is a directory").isZero();
        var length = guest.memory.loadInt(RESULT + 4);
        guest.succeed("fd_prestat_dir_name", descriptor, 1024, length);
        return guest.memory.text(1024, length);
    }
}
