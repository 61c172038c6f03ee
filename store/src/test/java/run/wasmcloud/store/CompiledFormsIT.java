package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.ModuleHash;

import java.io.IOException;
import java.nio.file.Path;

@ExtendWith(TestStore.class)
class CompiledFormsIT {
    private static final String CODE = "c".repeat(64);
    private static final String OTHER_CODE = "d".repeat(64);

    private final BlobStore blobs;
    private final CompiledForms forms;
    private final Store store;

    CompiledFormsIT(Store store, @TempDir Path folder) throws IOException {
        this.store = store;
        this.blobs = FolderBlobStore.open(folder.resolve("blobs"));
        this.forms = new CompiledForms(store.jdbi(), blobs);
    }

    private static ModuleHash module() {
        return ModuleHash.of(TestStore.module());
    }

    private void usedBefore(ModuleHash module, String interval) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "UPDATE compiled_forms SET used_at = now() - interval '"
                                                + interval
                                                + "' WHERE module_sha256 = ?",
                                        module.hex()));
    }

    @Test
    void readsWhatWasWrittenForTheSameCode() throws IOException {
        var module = module();
        var form = TestStore.module();
        forms.write(module, CODE, form);
        assertThat(forms.read(module, CODE)).contains(form);
        assertThat(forms.read(module, OTHER_CODE)).isEmpty();
        assertThat(forms.read(module(), CODE)).isEmpty();
    }

    @Test
    void replacesAFormAndItsBytes() throws IOException {
        var module = module();
        var first = TestStore.module();
        var second = TestStore.module();
        forms.write(module, CODE, first);
        forms.write(module, CODE, second);
        forms.write(module, CODE, second);
        assertThat(forms.read(module, CODE)).contains(second);
        assertThat(blobs.exists(ModuleHash.of(first))).isFalse();
    }

    @Test
    void knowsNoFormWhoseBytesAreGone() throws IOException {
        var module = module();
        var form = TestStore.module();
        forms.write(module, CODE, form);
        blobs.delete(ModuleHash.of(form));
        assertThat(forms.read(module, CODE)).isEmpty();
        forms.write(module, CODE, form);
        assertThat(forms.read(module, CODE)).contains(form);
    }

    @Test
    void removesWhatWasNotUsedForLong() throws IOException {
        var old = module();
        var young = module();
        var form = TestStore.module();
        forms.write(old, CODE, form);
        forms.write(young, CODE, TestStore.module());
        usedBefore(old, "31 days");
        usedBefore(young, "29 days");

        forms.purge(Long.MAX_VALUE);

        assertThat(forms.read(old, CODE)).isEmpty();
        assertThat(blobs.exists(ModuleHash.of(form))).isFalse();
        assertThat(forms.read(young, CODE)).isPresent();
    }

    @Test
    void countsReadingAsUse() throws IOException {
        var module = module();
        forms.write(module, CODE, TestStore.module());
        usedBefore(module, "31 days");
        forms.read(module, CODE);

        forms.purge(Long.MAX_VALUE);

        assertThat(forms.read(module, CODE)).isPresent();
    }

    @Test
    void removesWhatIsTooMuch() throws IOException {
        var first = module();
        var second = module();
        var form = TestStore.module();
        forms.write(first, CODE, form);
        forms.write(second, CODE, TestStore.module());
        usedBefore(first, "1 hour");

        forms.purge(form.length);

        assertThat(forms.read(first, CODE)).isEmpty();
        assertThat(forms.read(second, CODE)).isPresent();
    }
}
