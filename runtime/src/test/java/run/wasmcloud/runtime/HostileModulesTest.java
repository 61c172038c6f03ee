package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import run.wasmcloud.model.Outcome;

import java.util.List;

/** Each hostile module is, made small, one that runs: so it is its size that is hostile. */
class HostileModulesTest {
    @Test
    void smallOnesRun() {
        try (var guests = new WasmtimeGuests(List.of())) {
            for (var wasm :
                    List.of(
                            HostileModules.functions(3),
                            HostileModules.body(1_000),
                            HostileModules.variables(10, 20),
                            HostileModules.nesting(100),
                            HostileModules.jumps(10, 5),
                            HostileModules.types(10),
                            HostileModules.longName(10),
                            HostileModules.memoryOf(2),
                            HostileModules.tableOf(10))) {
                assertThat(guests.run(wasm, new GuestRequest().build()).outcome())
                        .isEqualTo(new Outcome.Completed());
            }
        }
    }
}
