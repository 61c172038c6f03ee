package run.wasmcloud.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

class StoreTest {
    private static final String LOOP =
            """
            (module
              (func (export "f") (param i32)
                (loop $l
                  (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))
            """;
    private static final String FOREVER = "(module (func (export \"f\") (loop $l (br $l))))";
    private static final String GROW =
            """
            (module (memory (export "memory") 1) (table 1 funcref)
              (func (export "memory.grow") (param i32) (result i32) (memory.grow (local.get 0)))
              (func (export "table.grow") (param i32) (result i32)
                (table.grow (ref.null func) (local.get 0))))
            """;

    @Test
    void countsTheSameFuelOnEveryRun() {
        try (var guest = new TestGuest(EngineConfig.defaults().consumeFuel(true))) {
            var f = guest.func(LOOP);
            assertThat(fuelOf(guest.store, f, 1000))
                    .isEqualTo(fuelOf(guest.store, f, 1000))
                    .isBetween(4000L, 6000L);
            assertThat(fuelOf(guest.store, f, 2000) - fuelOf(guest.store, f, 1000))
                    .isEqualTo(1000 * (fuelOf(guest.store, f, 2) - fuelOf(guest.store, f, 1)));
        }
    }

    private static long fuelOf(Store store, Func function, int rounds) {
        store.fuel(1_000_000);
        function.call(rounds);
        return 1_000_000 - store.fuel();
    }

    @Test
    void endsAGuestThatUsesUpItsFuel() {
        try (var guest = new TestGuest(EngineConfig.defaults().consumeFuel(true))) {
            var f = guest.func(FOREVER);
            guest.store.fuel(10_000);
            assertThat(catchThrowableOfType(TrapException.class, f::run).code())
                    .isEqualTo(TrapCode.OUT_OF_FUEL);
            assertThat(guest.store.fuel()).isZero();
        }
    }

    @Test
    void refusesFuelWhenTheEngineHasNone() {
        try (var guest = new TestGuest()) {
            assertThatThrownBy(() -> guest.store.fuel(1)).isInstanceOf(WasmtimeException.class);
            assertThatThrownBy(guest.store::fuel).isInstanceOf(WasmtimeException.class);
            assertThatThrownBy(() -> guest.store.fuel(-1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void interruptsAGuestAtItsEpochDeadline() throws InterruptedException {
        try (var guest = new TestGuest(EngineConfig.defaults().epochInterruption(true))) {
            guest.linker.define(
                    "host", "started", FuncType.of(), call -> guest.engine.incrementEpoch());
            guest.store.epochDeadline(2);
            var f =
                    guest.func(
                            """
                            (module (import "host" "started" (func $s))
                              (func (export "f") (loop $l (call $s) (br $l))))
                            """);
            assertThat(catchThrowableOfType(TrapException.class, f::run).code())
                    .isEqualTo(TrapCode.INTERRUPT);
        }
    }

    @Test
    void interruptsAGuestThatComputesFromAnotherThread() throws InterruptedException {
        try (var guest = new TestGuest(EngineConfig.defaults().epochInterruption(true))) {
            guest.store.epochDeadline(1);
            var f = guest.func(FOREVER);
            var ticker = new Thread(guest.engine::incrementEpoch);
            ticker.start();
            assertThat(catchThrowableOfType(TrapException.class, f::run).code())
                    .isEqualTo(TrapCode.INTERRUPT);
            ticker.join();
            assertThatThrownBy(() -> guest.store.epochDeadline(-1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesGrowthBeyondItsLimits() {
        try (var guest = new TestGuest()) {
            guest.store.limits(StoreLimits.DEFAULTS.withMemoryBytes(3 << 16).withTableElements(10));
            var instance = guest.instance(GROW);
            var memory = instance.func("memory.grow").orElseThrow();
            assertThat(memory.call(2)).containsExactly(1);
            assertThat(memory.call(1)).containsExactly(-1);
            assertThat(instance.memory("memory").orElseThrow().size()).isEqualTo(3 << 16);
            var table = instance.func("table.grow").orElseThrow();
            assertThat(table.call(9)).containsExactly(1);
            assertThat(table.call(1)).containsExactly(-1);
        }
    }

    @Test
    void refusesModulesThatBeginWithMoreThanItsLimits() {
        refuses(StoreLimits.DEFAULTS.withMemoryBytes(1 << 15));
        refuses(StoreLimits.DEFAULTS.withTableElements(0));
        refuses(StoreLimits.DEFAULTS.withInstances(0));
        refuses(StoreLimits.DEFAULTS.withTables(0));
        refuses(StoreLimits.DEFAULTS.withMemories(0));
        assertThatThrownBy(() -> StoreLimits.DEFAULTS.withMemories(-2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void refuses(StoreLimits limits) {
        try (var guest = new TestGuest()) {
            guest.store.limits(limits);
            assertThatThrownBy(() -> guest.instance(GROW)).isInstanceOf(WasmtimeException.class);
        }
    }

    @Test
    void refusesMoreInstancesThanThePoolHas() {
        var config =
                EngineConfig.defaults()
                        .pooling(PoolingConfig.defaults().instances(1).totalStacks(0));
        try (var guest = new TestGuest(config);
                var module = guest.module(GROW);
                var pre = guest.linker.instantiatePre(module)) {
            try (var first = Store.create(guest.engine)) {
                pre.instantiate(first);
                assertThatThrownBy(() -> pre.instantiate(guest.store))
                        .isInstanceOf(WasmtimeException.class);
            }
            assertThat(pre.instantiate(guest.store).memory("memory")).isPresent();
        }
    }

    @Test
    void givesAFreshMemoryToEveryInstanceOfThePool() {
        var config =
                EngineConfig.defaults()
                        .pooling(
                                PoolingConfig.defaults()
                                        .instances(1)
                                        .totalStacks(0)
                                        .linearMemoryKeepResident(1 << 20));
        try (var guest = new TestGuest(config);
                var module = guest.module(GROW);
                var pre = guest.linker.instantiatePre(module)) {
            for (var i = 0; i < 3; i++) {
                try (var store = Store.create(guest.engine)) {
                    var memory = pre.instantiate(store).memory("memory").orElseThrow();
                    assertThat(memory.read(0, 1 << 16)).containsOnly(0);
                    memory.fill(0, 1 << 16, (byte) 7);
                }
            }
        }
    }

    @Test
    void refusesUseOnAnotherThread() throws InterruptedException {
        try (var guest = new TestGuest(EngineConfig.defaults().consumeFuel(true));
                var module = guest.module(GROW);
                var pre = guest.linker.instantiatePre(module)) {
            var instance = pre.instantiate(guest.store);
            var func = instance.func("memory.grow").orElseThrow();
            var memory = instance.memory("memory").orElseThrow();
            var segment = memory.segment(0, 8);
            refusesElsewhere(guest.store::fuel);
            refusesElsewhere(() -> guest.store.limits(StoreLimits.DEFAULTS));
            refusesElsewhere(guest.store::close);
            refusesElsewhere(() -> pre.instantiate(guest.store));
            refusesElsewhere(() -> instance.func("memory.grow"));
            refusesElsewhere(() -> func.call(1));
            refusesElsewhere(() -> memory.getInt(0));
            refusesElsewhere(memory::size);
            refusesElsewhere(() -> segment.get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0));
        }
    }

    private static void refusesElsewhere(ThrowingCallable use) throws InterruptedException {
        assertThat(thrownOn(2 << 20, use)).isInstanceOf(WrongThreadException.class);
    }

    private static @Nullable Throwable thrownOn(long stack, ThrowingCallable use)
            throws InterruptedException {
        var thrown = new AtomicReference<@Nullable Throwable>();
        var thread =
                new Thread(
                        null,
                        () -> thrown.set(org.assertj.core.api.Assertions.catchThrowable(use)),
                        "other",
                        stack);
        thread.start();
        thread.join();
        return thrown.get();
    }

    @Test
    void refusesAThreadWhoseStackIsTooSmall() throws InterruptedException {
        // The C library may give a new thread the stack of an ended one, up to four times larger
        // than asked for.
        try (var engine = Engine.create(EngineConfig.defaults().maxWasmStack(32 << 20))) {
            assertThat(thrownOn(2 << 20, () -> Store.create(engine).close()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Engine.requiredStack()");
            assertThat(thrownOn(engine.requiredStack(), () -> Store.create(engine).close()))
                    .isNull();
        }
    }

    @Test
    void refusesUseAfterClosing() {
        try (var guest = new TestGuest(EngineConfig.defaults().consumeFuel(true));
                var module = guest.module(GROW);
                var pre = guest.linker.instantiatePre(module)) {
            guest.store.fuel(1000);
            var instance = pre.instantiate(guest.store);
            var func = instance.func("memory.grow").orElseThrow();
            var memory = instance.memory("memory").orElseThrow();
            var segment = memory.segment(0, 8);
            guest.store.close();
            guest.store.close();
            refusesClosed(guest.store::fuel);
            refusesClosed(() -> guest.store.fuel(1));
            refusesClosed(() -> guest.store.limits(StoreLimits.DEFAULTS));
            refusesClosed(() -> guest.store.epochDeadline(1));
            refusesClosed(() -> pre.instantiate(guest.store));
            refusesClosed(() -> instance.func("memory.grow"));
            refusesClosed(() -> instance.memory("memory"));
            refusesClosed(() -> func.call(1));
            refusesClosed(() -> memory.getByte(0));
            refusesClosed(() -> memory.grow(0));
            refusesClosed(() -> memory.write(0, new byte[1]));
            refusesClosed(() -> segment.get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0));
        }
    }

    private static void refusesClosed(ThrowingCallable use) {
        assertThatThrownBy(use).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesToCloseWhileAGuestRuns() {
        try (var guest = new TestGuest()) {
            guest.linker.define("host", "close", FuncType.of(), call -> call.store().close());
            var f =
                    guest.func(
                            "(module (import \"host\" \"close\" (func $c)) (func (export \"f\")"
                                    + " (call $c)))");
            assertThatThrownBy(f::run).hasMessageContaining("is running");
        }
    }

    @Test
    void isClosedByAnotherThreadOnceItsOwnHasEnded() throws InterruptedException {
        try (var engine = Engine.create(EngineConfig.defaults())) {
            var left = new AtomicReference<@Nullable Store>();
            assertThat(thrownOn(2 << 20, () -> left.set(Store.create(engine)))).isNull();
            Objects.requireNonNull(left.get()).close();
        }
    }

    @Test
    void handsItsDataToWhoAsksWithTheRightClass() {
        try (var engine = Engine.create(EngineConfig.defaults());
                var with = Store.create(engine, "data");
                var without = Store.create(engine)) {
            assertThat(with.data()).isEqualTo("data");
            assertThat(with.data(String.class)).isEqualTo("data");
            assertThatThrownBy(() -> with.data(Integer.class))
                    .isInstanceOf(ClassCastException.class);
            assertThat(without.data()).isNull();
            assertThatThrownBy(() -> without.data(String.class))
                    .isInstanceOf(NullPointerException.class);
        }
    }
}
