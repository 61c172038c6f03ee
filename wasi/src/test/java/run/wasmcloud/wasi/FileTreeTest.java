package run.wasmcloud.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

class FileTreeTest {
    private static final byte[] BYTES = "text".getBytes(StandardCharsets.UTF_8);

    private static FileTree tree(String... paths) {
        var files = new HashMap<String, byte[]>();
        for (var path : paths) {
            files.put(path, BYTES);
        }
        return FileTree.of(files, Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/", "/a", "a/", "a//b", ".", "..", "a/./b", "a/../b", "../a", "a\0b", "tmp",
                "tmp/a", "\ud800"
            })
    void refusesPathsThatNoGuestCouldName(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tree(path))
                .withMessageContaining("expected");
    }

    @Test
    void acceptsNamesAtTheirLongestAndRefusesOneMore() {
        assertThat(tree("n".repeat(255)).paths()).hasSize(1);
        assertThat(tree("ü".repeat(127)).paths()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> tree("n".repeat(256)));
        assertThatIllegalArgumentException().isThrownBy(() -> tree("ü".repeat(128)));
    }

    @Test
    void acceptsPathsAtTheirDeepestAndRefusesOneMore() {
        assertThat(tree("d/".repeat(63) + "f").paths()).hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tree("d/".repeat(64) + "f"))
                .withMessageContaining("folders");
    }

    @Test
    void acceptsPathsAtTheirLongestAndRefusesOneMore() {
        var folders = ("d".repeat(254) + "/").repeat(16);
        assertThat(tree(folders + "f".repeat(15)).paths()).hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tree(folders + "f".repeat(16)))
                .withMessageContaining("4095 bytes")
                .satisfies(e -> assertThat(e.toString()).hasSizeLessThan(400));
    }

    @Test
    void refusesWhatIsBothFileAndFolder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tree("a", "a/b"))
                .withMessageContaining("a/b");
    }

    @Test
    void refusesMoreFilesThanItHolds() {
        var files = new HashMap<String, byte[]>();
        for (int i = 0; i <= FileTree.MOST_FILES; i++) {
            files.put("f" + i, BYTES);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileTree.of(files, Instant.EPOCH))
                .withMessageContaining("100001 files");
        files.remove("f0");
        assertThat(FileTree.of(files, Instant.EPOCH).paths()).hasSize(FileTree.MOST_FILES);
    }

    @Test
    void doesNotChangeWithTheArraysItWasMadeOf() {
        var bytes = BYTES.clone();
        var tree = FileTree.of(Map.of("file", bytes), Instant.EPOCH);
        bytes[0] = 0;
        assertThat(Caller.shipping(tree).text(Caller.ROOT, "file")).isEqualTo("text");
    }

    @Test
    void tellsWhatItHolds() {
        var tree = tree("b", "a/c", "a/b");
        assertThat(tree.paths()).containsExactly("a/b", "a/c", "b");
        assertThat(tree.bytes()).isEqualTo(12);
        assertThat(FileTree.empty().paths()).isEmpty();
    }
}
