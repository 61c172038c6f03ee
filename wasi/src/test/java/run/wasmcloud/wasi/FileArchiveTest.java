package run.wasmcloud.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

class FileArchiveTest {
    private static final FileArchive.Bounds BOUNDS = new FileArchive.Bounds(10_000, 10);

    /** Makes a zip as the JDK does: sizes behind the content, names once. */
    private static byte[] zip(String... names) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var name : names) {
                zip.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/")) {
                    zip.write(("content of " + name).getBytes(UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] zipOf(String name, byte[] content, int method) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            var entry = new ZipEntry(name);
            entry.setMethod(method);
            if (method == ZipEntry.STORED) {
                var sum = new CRC32();
                sum.update(content);
                entry.setSize(content.length);
                entry.setCrc(sum.getValue());
            }
            zip.putNextEntry(entry);
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static FileTree tree(byte[] zip) {
        return FileArchive.of(zip, BOUNDS).tree(Instant.EPOCH);
    }

    @Test
    void unpacksFilesAndFolders() {
        var zip = zip("a/", "a/b.txt", "größe.html", "c/d/e");

        assertThat(tree(zip).paths()).containsExactly("a/b.txt", "c/d/e", "größe.html");
        assertThat(tree(zip).files().get("a/b.txt"))
                .isEqualTo("content of a/b.txt".getBytes(UTF_8));
        var contents = FileArchive.of(zip, BOUNDS).check();
        assertThat(contents.files()).isEqualTo(3);
        assertThat(contents.bytes()).isEqualTo(tree(zip).bytes());
    }

    @Test
    void unpacksNothingFromAnEmptyZip() {
        assertThat(FileArchive.of(zip(), BOUNDS).check()).isEqualTo(new FileArchive.Contents(0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void unpacksWhatIsStoredAndWhatIsDeflated(int method) {
        for (var length : new int[] {0, 1, 9_999}) {
            var content = new byte[length];
            new Random(1).nextBytes(content);
            assertThat(tree(zipOf("x", content, method)).files().get("x")).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "../x, ..",
        "a/../../x, ..",
        "/etc/passwd, /etc/passwd",
        "a//b, a//b",
        "./x, ./x",
        "tmp/x, tmp/x",
        "C:\\x, C:\\x",
        "a\\..\\b, a\\..\\b",
    })
    void refusesPathsThatLeadElsewhere(String name, String named) {
        refused(zip(name), ErrorCode.INVALID_VALUE, named);
    }

    @Test
    void refusesControlCharactersAndNamesThatAreTooLong() {
        refused(zip("a\nb"), ErrorCode.INVALID_VALUE, "control character");
        refused(zip("a\0b"), ErrorCode.INVALID_VALUE, "control character");
        refused(zip("x".repeat(300)), ErrorCode.INVALID_VALUE, "x".repeat(100) + "…");
        refused(zip("x/".repeat(100) + "y"), ErrorCode.INVALID_VALUE, "folders");
    }

    @ParameterizedTest
    @CsvSource({"a,A", "a/b,A/c", "a,a/b", "a/b,a", "a/,a", "a,a/", "a/B/c,a/b/d", "İ/a,i̇/b"})
    void refusesNamesThatAreOneFileOnSomeMachines(String first, String second) {
        refused(zip(first, second), ErrorCode.INVALID_VALUE, "expected: each name once");
    }

    @Test
    void refusesAnEntryThatIsThereTwice() {
        var zip = zip("aa", "ab");
        replace(zip, "ab", "aa");
        refused(zip, ErrorCode.INVALID_VALUE, "expected: each name once");
    }

    @Test
    void refusesLinksAndDevices() {
        for (var type : new int[] {0xa000, 0x2000, 0x6000, 0x1000, 0xc000}) {
            refused(withMode(zip("link"), type | 0777), ErrorCode.INVALID_VALUE, "\"link\"");
        }
        assertThat(tree(withMode(zip("file"), 0x8000 | 0644)).paths()).containsExactly("file");
        refused(withMode(zip("file"), 0x4000 | 0755), ErrorCode.INVALID_VALUE, "\"file\"");
    }

    /** Has the zip say that its first entry comes from Unix and has a mode. */
    private static byte[] withMode(byte[] zip, int mode) {
        var at = directory(zip);
        zip[at + 5] = 3;
        buffer(zip).putInt(at + 38, mode << 16);
        return zip;
    }

    @Test
    void refusesWhatIsEncryptedOrPackedOtherwise() {
        var encrypted = zip("secret");
        encrypted[directory(encrypted) + 8] |= 1;
        refused(encrypted, ErrorCode.INVALID_VALUE, "\"secret\" is encrypted");
        var packed = zip("packed");
        packed[directory(packed) + 10] = 12;
        refused(packed, ErrorCode.INVALID_VALUE, "\"packed\" is packed in a way");
    }

    @Test
    void refusesMoreThanIsAllowed() {
        refused(zipOf("x", new byte[10_001], ZipEntry.DEFLATED), ErrorCode.TOO_LARGE, "10000");
        var names = new String[11];
        for (int i = 0; i < names.length; i++) {
            names[i] = "f" + i;
        }
        refused(zip(names), ErrorCode.TOO_LARGE, "11 files (expected: at most 10)");
        var folders = new String[21];
        for (int i = 0; i < folders.length; i++) {
            folders[i] = "f" + i + "/";
        }
        refused(zip(folders), ErrorCode.TOO_LARGE, "21 entries (expected: at most 20)");
    }

    @Test
    void refusesABombThatSaysThatItIsSmall() {
        var bomb = zipOf("bomb", new byte[1 << 20], ZipEntry.DEFLATED);
        buffer(bomb).putInt(directory(bomb) + 24, 10);
        refused(bomb, ErrorCode.INVALID_VALUE, "\"bomb\" is damaged, or of another size");
        var liar = zipOf("liar", new byte[10], ZipEntry.DEFLATED);
        buffer(liar).putInt(directory(liar) + 24, 9_000);
        refused(liar, ErrorCode.INVALID_VALUE, "\"liar\" is damaged, or of another size");
    }

    @Test
    void refusesContentThatIsNotWhatItWas() {
        var zip = zipOf("x", "hello".getBytes(UTF_8), ZipEntry.STORED);
        replace(zip, "hello", "hallo");
        refused(zip, ErrorCode.INVALID_VALUE, "\"x\" is damaged");
    }

    @Test
    void refusesWhatIsNoZip() {
        for (var text : List.of("", "PK", "x".repeat(100))) {
            refused(text.getBytes(UTF_8), ErrorCode.INVALID_VALUE, "this is no zip");
        }
    }

    /** Whatever a zip is changed or cut to, it is read or refused. */
    @Test
    void readsOrRefusesEverything() {
        var zip = zip("a/", "a/b.txt", "c");
        var random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            var changed = java.util.Arrays.copyOf(zip, 1 + random.nextInt(zip.length));
            if (random.nextBoolean()) {
                changed = zip.clone();
            }
            for (int change = random.nextInt(4); change >= 0; change--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            readOrRefuse(changed);
        }
    }

    private static void readOrRefuse(byte[] zip) {
        try {
            assertThat(tree(zip).bytes()).isLessThanOrEqualTo(BOUNDS.bytes());
        } catch (WasmcloudException e) {
            assertThat(e.code()).isIn(ErrorCode.INVALID_VALUE, ErrorCode.TOO_LARGE);
        }
    }

    private static int directory(byte[] zip) {
        return buffer(zip).getInt(zip.length - 6);
    }

    private static ByteBuffer buffer(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void replace(byte[] zip, String text, String with) {
        var from = text.getBytes(UTF_8);
        for (int i = 0; i <= zip.length - from.length; i++) {
            if (java.util.Arrays.equals(zip, i, i + from.length, from, 0, from.length)) {
                System.arraycopy(with.getBytes(UTF_8), 0, zip, i, from.length);
            }
        }
    }

    private static void refused(byte[] zip, ErrorCode code, String detail) {
        assertThatExceptionOfType(WasmcloudException.class)
                .isThrownBy(() -> FileArchive.of(zip, BOUNDS).check())
                .withMessageContaining(detail)
                .extracting(WasmcloudException::code)
                .isEqualTo(code);
    }
}
