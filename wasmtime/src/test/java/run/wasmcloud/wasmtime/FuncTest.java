package run.wasmcloud.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.stream.IntStream;

class FuncTest {
    private final TestGuest guest = new TestGuest();

    @AfterEach
    void close() {
        guest.close();
    }

    @Test
    void passesNumbersOfEveryTypeBothWays() {
        var f =
                guest.func(
                        """
                        (module (func (export "f") (param i32 i64 f32 f64) (result f64 f32 i64 i32)
                          (local.get 3) (local.get 2) (local.get 1) (local.get 0)))
                        """);
        assertThat(f.call(-1, Long.MAX_VALUE, -0.0f, Double.MIN_VALUE))
                .containsExactly(Double.MIN_VALUE, -0.0f, Long.MAX_VALUE, -1);
    }

    @Test
    void passesManyParametersAndResults() {
        var types = String.join(" ", Collections.nCopies(300, "i32"));
        var body =
                String.join(
                        " ",
                        IntStream.range(0, 300).mapToObj(i -> "(local.get " + i + ")").toList());
        var f =
                guest.func(
                        "(module (func (export \"f\") (param "
                                + types
                                + ") (result "
                                + types
                                + ") "
                                + body
                                + "))");
        var arguments = IntStream.range(0, 300).boxed().toArray();
        assertThat(f.call(arguments)).containsExactly(arguments);
    }

    @Test
    void refusesWrongArguments() {
        var f = guest.func("(module (func (export \"f\") (param i32 f64)))");
        assertThatThrownBy(() -> f.call(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> f.call(1, 2.0, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> f.call(1L, 2.0)).hasMessageContaining("expected: I32");
        assertThatThrownBy(() -> f.call(1, 2.0f)).hasMessageContaining("expected: F64");
        assertThatThrownBy(() -> f.call("1", 2.0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(f::run).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesFunctionsOfOtherThanNumbers() {
        var f = guest.func("(module (func (export \"f\") (result funcref) (ref.null func)))");
        assertThatThrownBy(f::call).hasMessageContaining("numbers only");
    }

    @Test
    void isFoundByNameAndKindOnly() {
        var instance = guest.instance("(module (func (export \"f\")) (memory (export \"m\") 1))");
        assertThat(instance.func("f")).isPresent();
        assertThat(instance.func("m")).isEmpty();
        assertThat(instance.memory("f")).isEmpty();
        assertThat(instance.func("none")).isEmpty();
        var memory = instance.module().export("m").orElseThrow();
        assertThatThrownBy(() -> instance.func(memory))
                .isInstanceOf(IllegalArgumentException.class);
        var function = instance.module().export("f").orElseThrow();
        assertThatThrownBy(() -> instance.memory(function))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnExportOfAnotherModule() {
        var instance = guest.instance("(module (func (export \"f\")))");
        var other = guest.instance("(module (func (export \"f\") (param i64)))");
        var foreign = other.module().export("f").orElseThrow();
        assertThatThrownBy(() -> instance.func(foreign)).hasMessageContaining("another module");
    }

    @Test
    void isCalledFromHostFunctionsOfItsOwnAndOtherStores() {
        guest.linker.define(
                "host",
                "again",
                FuncType.of(ValueType.I32).returning(ValueType.I32),
                call -> {
                    var left = call.i32(0);
                    call.returnI32(left == 0 ? 0 : 1 + recurse(call, left - 1));
                });
        var f =
                guest.func(
                        """
                        (module (import "host" "again" (func $a (param i32) (result i32)))
                          (func (export "f") (param i32) (result i32) (call $a (local.get 0))))
                        """);
        function = f;
        assertThat(f.call(5)).containsExactly(5);
        assertThatThrownBy(() -> f.call(1_000_000)).hasMessageContaining("too deeply");
        assertThat(f.call(3)).containsExactly(3);
    }

    private @org.jspecify.annotations.Nullable Func function;

    private int recurse(HostCall call, int left) {
        assertThat(call.store()).isSameAs(guest.store);
        try (var other = Store.create(guest.engine)) {
            assertThat(guest.linker.instantiate(other, empty()).func("f")).isPresent();
        }
        return (int) java.util.Objects.requireNonNull(function).call(left).getFirst();
    }

    private Module empty() {
        return guest.module("(module (func (export \"f\")))");
    }
}
