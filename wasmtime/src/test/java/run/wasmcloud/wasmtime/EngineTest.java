package run.wasmcloud.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

class EngineTest {
    private static final byte[] EMPTY = Wat.toWasm("(module)");

    @Test
    void tellsTheVersionOfTheLockFile() {
        assertThat(Engine.version()).matches("\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void refusesUseAfterClosing() {
        var engine = Engine.create(EngineConfig.defaults());
        engine.close();
        engine.close();
        assertThatThrownBy(engine::incrementEpoch).hasMessage("the engine is closed");
        assertThatThrownBy(() -> Module.compile(engine, EMPTY))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Module.validate(engine, EMPTY))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Module.deserialize(engine, EMPTY))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Linker.create(engine)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Store.create(engine)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void leavesWhatWasMadeFromItWorkingWhenItIsClosed() {
        var engine = Engine.create(EngineConfig.defaults());
        try (var module = Module.compile(engine, Wat.toWasm("(module (func (export \"f\")))"));
                var linker = Linker.create(engine);
                var store = Store.create(engine)) {
            engine.close();
            linker.instantiate(store, module).func("f").orElseThrow().run();
            assertThat(module.serialize()).isNotEmpty();
        }
    }

    @Test
    void asksForAStackOfWasmAndJavaTogether() {
        try (var engine = Engine.create(EngineConfig.defaults().maxWasmStack(1 << 20))) {
            assertThat(engine.requiredStack()).isEqualTo((1 << 20) + (512 << 10));
        }
    }

    @Test
    void namesTheCodeOfEnginesThatLoadEachOthersModulesTheSame() {
        var pool = PoolingConfig.defaults().instances(2).totalStacks(0).totalGcHeaps(0);
        try (var plain = Engine.create(EngineConfig.defaults());
                var pooled = Engine.create(EngineConfig.defaults().pooling(pool));
                var module = Module.compile(plain, EMPTY)) {
            assertThat(plain.codeName()).matches("[0-9a-f]{64}").isEqualTo(pooled.codeName());
            Module.deserialize(pooled, module.serialize()).close();
        }
    }

    @Test
    void namesTheCodeOfOtherSettingsOtherwise() {
        try (var plain = Engine.create(EngineConfig.defaults());
                var metered = Engine.create(EngineConfig.defaults().consumeFuel(true));
                var small = Engine.create(EngineConfig.defaults().memoryReservation(1 << 20))) {
            assertThat(List.of(plain.codeName(), metered.codeName(), small.codeName()))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void tellsWhereItsLibraryIs() {
        assertThat(Engine.library()).isRegularFile();
    }
}
