package run.wasmcloud.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import static run.wasmcloud.wasi.Caller.CREATE;
import static run.wasmcloud.wasi.Caller.RESULT;
import static run.wasmcloud.wasi.Caller.ROOT;
import static run.wasmcloud.wasi.Caller.TMP;
import static run.wasmcloud.wasi.Caller.TRUNCATE;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

class FilesTest {
    private final Caller guest = new Caller();

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static Caller guestWithRoom(long bytes) {
        return new Caller(Caller.LIMITS.withTemporaryBytes(bytes));
    }

    private Errno seek(int file, long delta, int whence) {
        return guest.call("fd_seek", file, delta, whence, RESULT);
    }

    @Test
    void readsBackWhatWasWritten() {
        var file = guest.create(TMP, "file");
        assertThat(guest.write(file, "hello ")).isEqualTo(6);
        assertThat(guest.write(file, "world")).isEqualTo(5);
        assertThat(guest.read(file, 100)).isEmpty();
        assertThat(seek(file, 0, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.read(file, 7)).asString().isEqualTo("hello w");
        assertThat(guest.read(file, 100)).asString().isEqualTo("orld");
        assertThat(guest.size(TMP, "file")).isEqualTo(11);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {1, 63, 64, 65, 255, 4096, 16_383, 16_384, 16_385, 32_768, 100_000, 500_000})
    void keepsFilesOfEverySize(int length) {
        var bytes = random(length);
        var file = guest.create(TMP, "file");
        assertThat(guest.write(file, bytes)).isEqualTo(length);
        assertThat(guest.content(TMP, "file")).isEqualTo(bytes);
        assertThat(guest.pread(file, 10, length - 1)).containsExactly(bytes[length - 1]);
    }

    @Test
    void readsZerosWhereNothingWasWritten() {
        var file = guest.create(TMP, "file");
        assertThat(guest.tryPwrite(file, new byte[] {1}, 40_000)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.pread(file, 50_000, 0)).hasSize(40_001).endsWith(1).startsWith(0, 0);
        assertThat(guest.pread(file, 40_000, 0)).containsOnly(0);
    }

    @Test
    void readsZerosWhereAFileWasCutAndGrewAgain() {
        for (int size : new int[] {10, 16_384, 20_000}) {
            var file = guest.create(TMP, "file" + size);
            guest.write(file, random(40_000));
            guest.succeed("fd_filestat_set_size", file, size);
            guest.succeed("fd_filestat_set_size", file, 40_000);
            assertThat(guest.pread(file, 40_000, size)).hasSize(40_000 - size).containsOnly(0);
            assertThat(guest.pread(file, size, 0)).isEqualTo(Arrays.copyOf(random(40_000), size));
        }
    }

    @Test
    void opensWithTruncationAsAnEmptyFile() {
        guest.write(guest.create(TMP, "file"), "text");
        guest.open(TMP, "file", TRUNCATE, 0, 0);
        assertThat(guest.size(TMP, "file")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, SUCCESS, 0",
        "5, 0, SUCCESS, 5",
        "-1, 0, INVAL, 3",
        "-3, 1, SUCCESS, 0",
        "-4, 1, INVAL, 3",
        "2, 1, SUCCESS, 5",
        "-10, 2, SUCCESS, 0",
        "-11, 2, INVAL, 3",
        "90, 2, SUCCESS, 100",
        "9223372036854775807, 0, SUCCESS, 9223372036854775807",
        "9223372036854775807, 1, OVERFLOW, 3",
        "9223372036854775807, 2, OVERFLOW, 3",
        "0, 3, INVAL, 3",
        "0, 255, INVAL, 3",
        "-9223372036854775808, 1, INVAL, 3"
    })
    void seeks(long delta, int whence, Errno errno, long position) {
        var file = guest.create(TMP, "file");
        guest.write(file, "0123456789");
        seek(file, 3, 0);
        assertThat(seek(file, delta, whence)).isEqualTo(errno);
        guest.succeed("fd_tell", file, RESULT);
        assertThat(guest.resultLong()).isEqualTo(position);
    }

    @Test
    void appendsWhereverTheOffsetIs() {
        guest.write(guest.create(TMP, "file"), "one");
        var file = guest.open(TMP, "file", 0, Rights.OF_FILE, FdFlags.APPEND);
        guest.write(file, "two");
        seek(file, 0, 0);
        guest.write(file, "three");
        assertThat(guest.text(TMP, "file")).isEqualTo("onetwothree");
        guest.succeed("fd_tell", file, RESULT);
        assertThat(guest.resultLong()).isEqualTo(11);
        guest.succeed("fd_fdstat_set_flags", file, 0);
        seek(file, 0, 0);
        guest.write(file, "ONE");
        assertThat(guest.text(TMP, "file")).isEqualTo("ONEtwothree");
    }

    @Test
    void readsAndWritesAtAnOffsetWithoutMovingTheOwn() {
        var file = guest.create(TMP, "file");
        guest.write(file, "0123456789");
        assertThat(guest.tryPwrite(file, new byte[] {'x'}, 2)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.pread(file, 3, 1)).asString().isEqualTo("1x3");
        assertThat(guest.pread(file, 3, 100)).isEmpty();
        assertThat(guest.tryPread(file, 3, -1)).isEqualTo(Errno.INVAL);
        assertThat(guest.tryPwrite(file, new byte[1], -1)).isEqualTo(Errno.INVAL);
        assertThat(guest.tryPwrite(file, new byte[1], Long.MAX_VALUE)).isEqualTo(Errno.FBIG);
        guest.succeed("fd_tell", file, RESULT);
        assertThat(guest.resultLong()).isEqualTo(10);
    }

    @Test
    void gathersAndScattersOverBuffers() {
        var file = guest.create(TMP, "file");
        var array = 1024;
        for (int i = 0; i < 3; i++) {
            guest.memory.storeInt(array + 8 * i, 2048 + 16 * i);
            guest.memory.storeInt(array + 8 * i + 4, i);
        }
        guest.memory.store(2064, "abc".getBytes(StandardCharsets.UTF_8), 0, 1);
        guest.memory.store(2080, "bcd".getBytes(StandardCharsets.UTF_8), 0, 2);
        guest.succeed("fd_write", file, array, 3, RESULT);
        assertThat(guest.resultInt()).isEqualTo(3);
        assertThat(guest.text(TMP, "file")).isEqualTo("abc");
        guest.memory.store(2064, new byte[32], 0, 32);
        guest.succeed("fd_pread", file, array, 3, 0, RESULT);
        assertThat(guest.memory.text(2064, 1)).isEqualTo("a");
        assertThat(guest.memory.text(2080, 2)).isEqualTo("bc");
    }

    @Test
    void refusesTooManyBuffersAndTooManyBytes() {
        var file = guest.create(TMP, "file");
        assertThat(guest.call("fd_write", file, 0, 1025, RESULT)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("fd_read", file, 0, -1, RESULT)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("fd_pread", file, 0, 1025, 0, RESULT)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("fd_pwrite", file, 0, 1025, 0, RESULT)).isEqualTo(Errno.INVAL);
    }

    @Test
    void allocationGrowsAndNeverShrinks() {
        var file = guest.create(TMP, "file");
        guest.succeed("fd_allocate", file, 10, 90);
        assertThat(guest.size(TMP, "file")).isEqualTo(100);
        guest.succeed("fd_allocate", file, 0, 10);
        assertThat(guest.size(TMP, "file")).isEqualTo(100);
        assertThat(guest.call("fd_allocate", file, 0, 0)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("fd_allocate", file, -1, 10)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("fd_allocate", file, Long.MAX_VALUE, 1)).isEqualTo(Errno.FBIG);
        assertThat(guest.call("fd_filestat_set_size", file, -1)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("fd_filestat_set_size", file, (1L << 40) + 1)).isEqualTo(Errno.FBIG);
        assertThat(guest.size(TMP, "file")).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, SUCCESS",
        "0, 0, 5, SUCCESS",
        "0, 0, 6, INVAL",
        "0, 0, -1, INVAL",
        "-1, 0, 0, INVAL",
        "0, -1, 0, INVAL"
    })
    void takesAdvice(long offset, long length, int advice, Errno errno) {
        var file = guest.create(TMP, "file");
        assertThat(guest.call("fd_advise", file, offset, length, advice)).isEqualTo(errno);
    }

    @Test
    void temporaryFilesFillTheirRoomAndNotAByteMore() {
        var small = guestWithRoom(100_000);
        var file = small.create(TMP, "file");
        assertThat(small.write(file, random(99_999))).isEqualTo(99_999);
        assertThat(small.write(file, random(10))).as("what still fits").isEqualTo(1);
        assertThat(small.tryWrite(file, new byte[1])).isEqualTo(Errno.NOSPC);
        assertThat(small.tryWrite(file, new byte[0])).isEqualTo(Errno.SUCCESS);
        assertThat(small.tryPwrite(file, new byte[1], 100_000)).isEqualTo(Errno.NOSPC);
        assertThat(small.tryPwrite(file, new byte[1], 200_000)).isEqualTo(Errno.NOSPC);
        assertThat(small.tryPwrite(file, new byte[1], 99_999)).isEqualTo(Errno.SUCCESS);
        assertThat(small.call("fd_filestat_set_size", file, 100_001)).isEqualTo(Errno.NOSPC);
        assertThat(small.call("fd_allocate", file, 0, 100_001)).isEqualTo(Errno.NOSPC);
        assertThat(small.call("path_symlink", "t", TMP, "link")).isEqualTo(Errno.NOSPC);
        assertThat(small.size(TMP, "file")).isEqualTo(100_000);
    }

    @Test
    void holesTakeRoomToo() {
        var small = guestWithRoom(100_000);
        var file = small.create(TMP, "file");
        small.succeed("fd_filestat_set_size", file, 100_000);
        assertThat(small.tryWrite(small.create(TMP, "other"), new byte[1])).isEqualTo(Errno.NOSPC);
    }

    @Test
    void givesRoomBackWhenNothingLeadsToAFileAnyMore() {
        var small = guestWithRoom(1000);
        var file = small.create(TMP, "file");
        small.write(file, random(1000));
        small.succeed("path_link", TMP, 0, "file", TMP, "link");
        small.succeed("path_unlink_file", TMP, "file");
        var other = small.create(TMP, "other");
        assertThat(small.tryWrite(other, new byte[1])).as("it has a name").isEqualTo(Errno.NOSPC);
        small.succeed("path_unlink_file", TMP, "link");
        assertThat(small.tryWrite(other, new byte[1])).as("it is open").isEqualTo(Errno.NOSPC);
        assertThat(small.pread(file, 1000, 0)).isEqualTo(random(1000));
        small.succeed("fd_close", file);
        assertThat(small.write(other, random(1000))).isEqualTo(1000);
        small.succeed("path_rename", TMP, "other", TMP, "renamed");
        small.createClosed(TMP, "empty");
        small.succeed("path_rename", TMP, "empty", TMP, "renamed");
        small.succeed("fd_close", other);
        small.succeed("path_symlink", "t".repeat(1000), TMP, "link");
        assertThat(small.call("path_symlink", "t", TMP, "more")).isEqualTo(Errno.NOSPC);
        small.succeed("path_unlink_file", TMP, "link");
        small.succeed("path_symlink", "t", TMP, "more");
    }

    @Test
    void emptyFilesCannotEatMemory() {
        var small = guestWithRoom(100 * 1024);
        for (int i = 0; i < 99; i++) {
            small.createClosed(TMP, "file" + i);
        }
        small.succeed("path_create_directory", TMP, "directory");
        assertThat(small.tryOpen(TMP, "more", CREATE)).isEqualTo(Errno.NOSPC);
        assertThat(small.call("path_create_directory", TMP, "more")).isEqualTo(Errno.NOSPC);
        assertThat(small.call("path_link", TMP, 0, "file0", TMP, "more")).isEqualTo(Errno.NOSPC);
        assertThat(small.call("path_symlink", "t", TMP, "more")).isEqualTo(Errno.NOSPC);
        small.succeed("path_rename", TMP, "file0", TMP, "directory/file0");
        small.succeed("path_unlink_file", TMP, "file1");
        small.createClosed(TMP, "more");
    }

    @Test
    void temporaryFilesAreGoneWithTheRun() {
        guest.createClosed(TMP, "file");
        assertThat(new Caller().tryOpen(TMP, "file", 0)).isEqualTo(Errno.NOENT);
    }

    @Test
    void isTheSameDirectoryBelowTheRootAndByItself() {
        guest.write(guest.create(TMP, "file"), "text");
        assertThat(guest.text(ROOT, "tmp/file")).isEqualTo("text");
        guest.createClosed(ROOT, "tmp/other");
        assertThat(guest.size(TMP, "other")).isZero();
    }
}
