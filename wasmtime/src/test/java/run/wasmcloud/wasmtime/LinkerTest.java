package run.wasmcloud.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkerTest {
    private static final String IMPORTER =
            "(module (import \"host\" \"f\" (func $f (param i32))) (func (export \"f\") (call $f"
                    + " (i32.const 7))))";

    private final TestGuest guest = new TestGuest();

    @AfterEach
    void close() {
        guest.close();
    }

    @Test
    void namesTheImportThatIsMissing() {
        assertThatThrownBy(() -> guest.instance(IMPORTER))
                .isInstanceOf(WasmtimeException.class)
                .hasMessageContaining("host::f");
    }

    @Test
    void namesTheImportThatIsOfAnotherType() {
        guest.linker.define("host", "f", FuncType.of(ValueType.I64), call -> {});
        assertThatThrownBy(() -> guest.instance(IMPORTER))
                .isInstanceOf(WasmtimeException.class)
                .hasMessageContaining("host::f")
                .hasMessageContaining("incompatible");
    }

    @Test
    void refusesASecondFunctionOfAName() {
        guest.linker.define("host", "f", FuncType.of(), call -> {});
        assertThatThrownBy(() -> guest.linker.define("host", "f", FuncType.of(), call -> {}))
                .isInstanceOf(WasmtimeException.class)
                .hasMessageContaining("defined twice");
    }

    @Test
    void refusesTypesThatJavaCannotPass() {
        for (var type : ValueType.values()) {
            if (!type.isNumber()) {
                assertThatThrownBy(
                                () ->
                                        guest.linker.define(
                                                "host", "f", FuncType.of(type), call -> {}))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void trapsForUnknownImportsWhenToldTo() {
        try (var module = guest.module(IMPORTER)) {
            guest.linker.defineUnknownImportsAsTraps(module);
            var f = guest.linker.instantiate(guest.store, module).func("f").orElseThrow();
            assertThatThrownBy(f::run)
                    .isInstanceOf(WasmtimeException.class)
                    .hasMessageContaining("host::f");
        }
    }

    @Test
    void refusesModulesAndStoresOfAnotherEngine() {
        try (var other = new TestGuest();
                var foreign = other.module(IMPORTER);
                var own = guest.module("(module)");
                var pre = guest.linker.instantiatePre(own)) {
            assertThatThrownBy(() -> guest.linker.instantiatePre(foreign))
                    .hasMessageContaining("another engine");
            assertThatThrownBy(() -> guest.linker.defineUnknownImportsAsTraps(foreign))
                    .hasMessageContaining("another engine");
            assertThatThrownBy(() -> pre.instantiate(other.store))
                    .hasMessageContaining("another engine");
        }
    }

    @Test
    void refusesUseAfterClosing() {
        try (var module = guest.module("(module)")) {
            var pre = guest.linker.instantiatePre(module);
            guest.linker.close();
            guest.linker.close();
            assertThatThrownBy(() -> guest.linker.define("host", "f", FuncType.of(), call -> {}))
                    .hasMessage("the linker is closed");
            assertThatThrownBy(() -> guest.linker.instantiatePre(module))
                    .hasMessage("the linker is closed");
            assertThat(pre.instantiate(guest.store).module()).isSameAs(module);
            pre.close();
            pre.close();
            assertThatThrownBy(() -> pre.instantiate(guest.store))
                    .hasMessageContaining("is closed");
        }
    }

    @Test
    void keepsHostFunctionsAliveAsLongAsAnInstanceCanCallThem() {
        guest.linker.define(
                "host",
                "f",
                FuncType.of(ValueType.I32),
                call -> {
                    throw new IllegalStateException("called with " + call.i32(0));
                });
        var f = guest.func(IMPORTER);
        guest.linker.close();
        System.gc();
        assertThatThrownBy(f::run).hasMessage("called with 7");
    }

    @Test
    void throwsWhatTheStartFunctionEndsWith() {
        var trapping = "(module (func $s unreachable) (start $s))";
        var trap = catchThrowableOfType(TrapException.class, () -> guest.instance(trapping));
        assertThat(trap.code()).isEqualTo(TrapCode.UNREACHABLE_CODE_REACHED);
        var failure = new IllegalStateException("from start");
        guest.linker.define(
                "host",
                "f",
                FuncType.of(),
                call -> {
                    throw failure;
                });
        assertThatThrownBy(
                        () ->
                                guest.instance(
                                        "(module (import \"host\" \"f\" (func $f)) (start $f))"))
                .isSameAs(failure);
    }
}
