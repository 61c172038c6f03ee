package run.wasmcloud.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineConfigTest {
    private static final String ADD =
            "(module (func (export \"f\") (param i32 i32) (result i32) (i32.add (local.get 0)"
                    + " (local.get 1))))";

    @Test
    void takesEverySetting() {
        var config =
                EngineConfig.defaults()
                        .strategy(Strategy.CRANELIFT)
                        .optLevel(OptLevel.SPEED_AND_SIZE)
                        .consumeFuel(false)
                        .epochInterruption(false)
                        .maxWasmStack(256 << 10)
                        .sharedMemory(false)
                        .gcSupport(true)
                        .relaxedSimdDeterministic(true)
                        .nanCanonicalization(true)
                        .parallelCompilation(false)
                        .compilerVerifier(true)
                        .debugInfo(true)
                        .nativeUnwindInfo(true)
                        .signalsBasedTraps(true)
                        .memoryInitCopyOnWrite(true)
                        .memoryMayMove(false)
                        .memoryReservation(1L << 32)
                        .memoryGuardSize(32 << 20)
                        .memoryReservationForGrowth(1 << 20)
                        .pooling(everyPoolSetting());
        try (var guest = new TestGuest(config)) {
            assertThat(guest.func(ADD).call(2, 3)).containsExactly(5);
        }
    }

    private static PoolingConfig everyPoolSetting() {
        return PoolingConfig.defaults()
                .instances(8)
                .totalStacks(0)
                .totalGcHeaps(1)
                .maxMemorySize(1 << 20)
                .tableElements(65_536)
                .maxCoreInstanceSize(1 << 20)
                .maxTablesPerModule(2)
                .maxMemoriesPerModule(1)
                .linearMemoryKeepResident(128 << 10)
                .tableKeepResident(8 << 10)
                .maxUnusedWarmSlots(4)
                .decommitBatchSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void turnsEveryProposalOff(Proposal proposal) {
        var config =
                EngineConfig.defaults()
                        .proposal(Proposal.RELAXED_SIMD, false)
                        .proposal(proposal, false);
        try (var guest = new TestGuest(config)) {
            assertThat(guest.func(ADD).call(2, 3)).containsExactly(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void turnsEveryProposalOn(Proposal proposal) {
        try (var guest = new TestGuest(EngineConfig.defaults().proposal(proposal, true))) {
            assertThat(guest.func(ADD).call(2, 3)).containsExactly(5);
        }
    }

    @Test
    void compilesWithEveryStrategy() {
        for (var strategy : Strategy.values()) {
            try (var guest = new TestGuest(EngineConfig.defaults().strategy(strategy))) {
                assertThat(guest.func(ADD).call(2, 3)).containsExactly(5);
            }
        }
    }

    @Test
    void refusesModulesThatUseWhatIsTurnedOff() {
        try (var guest =
                new TestGuest(EngineConfig.defaults().proposal(Proposal.MULTI_MEMORY, false))) {
            assertThatThrownBy(() -> guest.module("(module (memory 1) (memory 1))"))
                    .isInstanceOf(WasmtimeException.class)
                    .hasMessageContaining("multiple memories");
        }
    }

    @Test
    void refusesSettingsThatContradictEachOther() {
        refuses(EngineConfig.defaults().proposal(Proposal.SIMD, false));
        var winch = EngineConfig.defaults().strategy(Strategy.WINCH);
        refuses(winch.copy().proposal(Proposal.GC, true));
        refuses(winch.copy().proposal(Proposal.TAIL_CALL, true));
        refuses(winch.copy().signalsBasedTraps(false));
        refuses(winch.copy().debugInfo(true));
        refuses(EngineConfig.defaults().pooling(PoolingConfig.defaults().maxMemorySize(1L << 33)));
    }

    private static void refuses(EngineConfig config) {
        assertThatThrownBy(() -> Engine.create(config))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesNumbersThatAreTooSmall() {
        var config = EngineConfig.defaults();
        assertThatThrownBy(() -> config.maxWasmStack(0))
                .hasMessageContaining("expected: more than 0");
        assertThatThrownBy(() -> config.memoryReservation(-1))
                .hasMessageContaining("expected: 0 or more");
    }

    @Test
    void refusesAPoolThatTheAddressSpaceCannotHold() {
        var config = EngineConfig.defaults().pooling(PoolingConfig.defaults().instances(1_000_000));
        assertThatThrownBy(() -> Engine.create(config))
                .isInstanceOf(WasmtimeException.class)
                .hasMessageContaining("GiB of address space");
    }

    @Test
    void printsAllSettingsInTheSameOrder() {
        var one = EngineConfig.defaults().consumeFuel(true).nanCanonicalization(true);
        var other = EngineConfig.defaults().nanCanonicalization(true).consumeFuel(true);
        assertThat(one).hasToString(other.toString());
        assertThat(one.toString())
                .contains("consume_fuel=1")
                .isNotEqualTo(EngineConfig.defaults().toString());
    }

    @Test
    void givesAnEngineItsOwnCopy() {
        var config = EngineConfig.defaults();
        try (var engine = Engine.create(config)) {
            config.consumeFuel(true);
            engine.config().consumeFuel(true);
            assertThat(engine.config()).hasToString(EngineConfig.defaults().toString());
        }
    }
}
