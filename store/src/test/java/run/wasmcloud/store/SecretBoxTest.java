package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.VariableName;
import run.wasmcloud.model.WasmcloudException;

import java.nio.charset.StandardCharsets;
import java.util.List;

class SecretBoxTest {
    private static final VariableName NAME = new VariableName("DB_PASSWORD");
    private final FunctionId function = FunctionId.create();
    private final MasterKeys old = new MasterKeys(List.of(key("old", 1)));
    private final MasterKeys both = new MasterKeys(List.of(key("new", 2), key("old", 1)));
    private final SecretBox box = new SecretBox(old);

    private static MasterKey key(String id, int content) {
        var secret = new byte[32];
        secret[0] = (byte) content;
        return new MasterKey(id, secret);
    }

    @Test
    void opensWhatItSealed() {
        for (var value : List.of("", "correct horse", "größe\n\t€")) {
            assertThat(box.open(function, NAME, box.seal(function, NAME, value))).isEqualTo(value);
        }
    }

    @Test
    void sealsTheSameValueDifferentlyEachTimeAndHidesIt() {
        var first = box.seal(function, NAME, "correct horse");
        assertThat(first).isNotEqualTo(box.seal(function, NAME, "correct horse"));
        assertThat(new String(first, StandardCharsets.ISO_8859_1)).doesNotContain("horse");
    }

    @Test
    void opensNothingThatWasMovedToAnotherFunctionOrName() {
        var sealed = box.seal(function, NAME, "x");
        requireClosed(box, FunctionId.create(), NAME, sealed);
        requireClosed(box, function, new VariableName("OTHER"), sealed);
    }

    @Test
    void opensNothingThatWasChangedOrCut() {
        var sealed = box.seal(function, NAME, "x");
        for (int i = 0; i < sealed.length; i++) {
            var changed = sealed.clone();
            changed[i] ^= 1;
            requireClosed(box, function, NAME, changed);
            requireClosed(box, function, NAME, java.util.Arrays.copyOf(sealed, i));
        }
        var negative = sealed.clone();
        negative[1] = -1;
        requireClosed(box, function, NAME, negative);
    }

    @Test
    void opensWithOlderKeysAndSealsWithTheNewest() {
        var sealed = box.seal(function, NAME, "x");
        var rotated = new SecretBox(both);
        assertThat(rotated.open(function, NAME, sealed)).isEqualTo("x");

        var resealed = rotated.reseal(function, NAME, sealed);

        assertThat(rotated.keyId()).isEqualTo("new");
        requireClosed(box, function, NAME, resealed);
        var newest = new SecretBox(new MasterKeys(List.of(key("new", 2))));
        assertThat(newest.open(function, NAME, resealed)).isEqualTo("x");
        requireClosed(newest, function, NAME, sealed);
    }

    private static void requireClosed(
            SecretBox box, FunctionId function, VariableName name, byte[] sealed) {
        assertThatExceptionOfType(WasmcloudException.class)
                .isThrownBy(() -> box.open(function, name, sealed))
                .withMessage("A secret of the function does not open")
                .extracting(WasmcloudException::code)
                .isEqualTo(ErrorCode.INTERNAL);
    }
}
