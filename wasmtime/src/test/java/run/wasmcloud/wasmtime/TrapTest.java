package run.wasmcloud.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class TrapTest {
    private static final String GUEST =
            """
            (module $guest
              (func $inner (drop (i32.div_u (i32.const 1) (i32.const 0))))
              (func $outer (call $inner))
              (func (export "run") (call $outer)))
            """;

    @Test
    void tellsCodeMessageAndFramesInnermostFirst() {
        try (var engine = Engine.create(EngineConfig.defaults());
                var module = Module.compile(engine, Wat.toWasm(GUEST));
                var linker = Linker.create(engine);
                var store = Store.create(engine)) {
            var run = linker.instantiate(store, module).func("run").orElseThrow();
            var trap = catchThrowableOfType(TrapException.class, run::run).trap();
            assertThat(trap.code()).isEqualTo(TrapCode.INTEGER_DIVISION_BY_ZERO);
            assertThat(trap.message()).contains("integer divide by zero");
            assertThat(trap.frames())
                    .extracting(Frame::functionName)
                    .containsExactly("inner", "outer", null);
            assertThat(trap.frames()).extracting(Frame::moduleName).containsOnly("guest");
            assertThat(trap.frames()).extracting(Frame::functionIndex).containsExactly(0, 1, 2);
            assertThat(trap.frames())
                    .allMatch(frame -> frame.moduleOffset() > 0 && frame.functionOffset() > 0);
        }
    }
}
