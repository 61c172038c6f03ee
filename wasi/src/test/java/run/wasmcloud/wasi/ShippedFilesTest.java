package run.wasmcloud.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import static run.wasmcloud.wasi.Caller.CREATE;
import static run.wasmcloud.wasi.Caller.RESULT;
import static run.wasmcloud.wasi.Caller.ROOT;
import static run.wasmcloud.wasi.Caller.TMP;
import static run.wasmcloud.wasi.Caller.TRUNCATE;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

class ShippedFilesTest {
    private static final FileTree FILES =
            FileTree.of(
                    Map.of(
                            "index.html",
                            "<p>".getBytes(StandardCharsets.UTF_8),
                            "data/numbers",
                            "123".getBytes(StandardCharsets.UTF_8),
                            "empty",
                            new byte[0]),
                    Instant.ofEpochSecond(7, 5));

    private final Caller guest = Caller.shipping(FILES);

    @Test
    void readsThem() {
        assertThat(guest.text(ROOT, "index.html")).isEqualTo("<p>");
        assertThat(guest.text(ROOT, "data/numbers")).isEqualTo("123");
        assertThat(guest.text(guest.openDirectory(ROOT, "data"), "numbers")).isEqualTo("123");
        assertThat(guest.text(ROOT, "empty")).isEmpty();
        var file = guest.open(ROOT, "data/numbers", 0, Rights.FD_READ | Rights.FD_SEEK, 0);
        assertThat(guest.pread(file, 10, 2)).asString().isEqualTo("3");
        assertThat(guest.pread(file, 10, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void describesThem() {
        guest.succeed("path_filestat_get", ROOT, 0, "data/numbers", RESULT);
        assertThat(guest.memory.loadLong(RESULT)).as("device").isEqualTo(1);
        assertThat(guest.memory.loadByte(RESULT + 16)).as("type").isEqualTo((byte) 4);
        assertThat(guest.memory.loadLong(RESULT + 24)).as("links").isEqualTo(1);
        assertThat(guest.memory.loadLong(RESULT + 32)).as("size").isEqualTo(3);
        for (int time = 40; time < 64; time += 8) {
            assertThat(guest.memory.loadLong(RESULT + time)).isEqualTo(7_000_000_005L);
        }
        guest.succeed("path_filestat_get", ROOT, 0, "tmp", RESULT);
        assertThat(guest.memory.loadLong(RESULT)).as("device of /tmp").isEqualTo(2);
    }

    @Test
    void nothingChangesThem() {
        assertReadOnly(guest.tryOpen(ROOT, "new", CREATE));
        assertReadOnly(guest.tryOpen(ROOT, "data/new", CREATE));
        assertReadOnly(guest.tryOpen(ROOT, "index.html", 0, Rights.FD_WRITE, 0));
        assertReadOnly(guest.tryOpen(ROOT, "index.html", TRUNCATE));
        assertReadOnly(guest.call("path_create_directory", ROOT, "new"));
        assertReadOnly(guest.call("path_symlink", "t", ROOT, "new"));
        assertReadOnly(guest.call("path_unlink_file", ROOT, "index.html"));
        assertReadOnly(guest.call("path_remove_directory", ROOT, "data"));
        assertReadOnly(guest.call("path_remove_directory", ROOT, "tmp"));
        assertReadOnly(guest.call("path_rename", ROOT, "index.html", ROOT, "new"));
        assertReadOnly(guest.call("path_rename", ROOT, "tmp", ROOT, "new"));
        assertReadOnly(guest.call("path_link", ROOT, 0, "index.html", ROOT, "new"));
        assertReadOnly(guest.call("path_filestat_set_times", ROOT, 0, "index.html", 0, 0, 1));
        var file = guest.open(ROOT, "index.html", 0, Rights.OF_FILE & ~Rights.FD_WRITE, 0);
        assertReadOnly(guest.call("fd_filestat_set_size", file, 0));
        assertReadOnly(guest.call("fd_allocate", file, 0, 10));
        assertReadOnly(guest.call("fd_filestat_set_times", file, 0, 0, 1));
        assertReadOnly(guest.call("fd_filestat_set_times", ROOT, 0, 0, 1));
        assertThat(guest.tryWrite(file, new byte[1])).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.text(ROOT, "index.html")).isEqualTo("<p>");
    }

    private static void assertReadOnly(Errno errno) {
        assertThat(errno).isEqualTo(Errno.ROFS);
    }

    @Test
    void saysWhatIsThereBeforeItSaysThatNothingCanBeMade() {
        assertThat(guest.call("path_create_directory", ROOT, "data")).isEqualTo(Errno.EXIST);
        assertThat(guest.call("path_unlink_file", ROOT, "nothing")).isEqualTo(Errno.NOENT);
        assertThat(guest.call("path_unlink_file", ROOT, "data")).isEqualTo(Errno.ISDIR);
        assertThat(guest.tryOpen(ROOT, "index.html", CREATE)).isEqualTo(Errno.SUCCESS);
    }

    @Test
    void linksAndNamesStayOnTheirVolume() {
        guest.createClosed(TMP, "file");
        assertThat(guest.call("path_rename", ROOT, "index.html", TMP, "moved"))
                .isEqualTo(Errno.XDEV);
        assertThat(guest.call("path_rename", TMP, "file", ROOT, "moved")).isEqualTo(Errno.XDEV);
        assertThat(guest.call("path_link", ROOT, 0, "index.html", TMP, "link"))
                .isEqualTo(Errno.XDEV);
        assertThat(guest.call("path_link", ROOT, 0, "tmp/file", ROOT, "link"))
                .isEqualTo(Errno.XDEV);
    }

    @Test
    void twoRunsShareThemAndNothingElse() {
        var other = Caller.shipping(FILES);
        guest.createClosed(TMP, "file");
        assertThat(other.tryOpen(ROOT, "tmp/file", 0)).isEqualTo(Errno.NOENT);
        assertThat(other.text(ROOT, "index.html")).isEqualTo("<p>");
    }
}
