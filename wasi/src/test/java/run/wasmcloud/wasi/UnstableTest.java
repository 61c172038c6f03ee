package run.wasmcloud.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import static run.wasmcloud.wasi.Caller.RESULT;
import static run.wasmcloud.wasi.Caller.TMP;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import run.wasmcloud.runtime.HostFunction;
import run.wasmcloud.runtime.WasmtimeGuests;
import run.wasmcloud.wasmtime.Wat;

import java.util.List;
import java.util.stream.Collectors;

/** {@code wasi_unstable}: what differs from preview 1; all else is the same functions. */
class UnstableTest {
    private final Caller guest = new Caller();

    private static List<String> names(String module) {
        return new Wasi()
                .functions().stream()
                        .filter(each -> each.module().equals(module))
                        .map(each -> each.name() + each.type())
                        .sorted()
                        .toList();
    }

    @Test
    void hasEveryFunctionButTheOneThatCameLater() {
        var later = names(WasiCall.MODULE).stream().filter(name -> name.startsWith("sock_accept"));
        var expected =
                names(WasiCall.MODULE).stream()
                        .filter(name -> !name.startsWith("sock_accept"))
                        .toList();
        assertThat(later).hasSize(1);
        assertThat(names(WasiCall.UNSTABLE)).isEqualTo(expected).hasSize(45);
    }

    @Test
    void countsBothVersionsTogether() {
        var counted =
                new Wasi()
                        .functions().stream()
                                .map(HostFunction::countedAs)
                                .collect(Collectors.toSet());
        assertThat(counted).hasSize(46).allMatch(name -> name.startsWith(WasiCall.MODULE));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 5", "1, 1, 11", "2, 1, 1", "2, 0, 0"})
    void numbersOriginsAsItDid(int whence, long delta, long position) {
        var file = guest.create(TMP, "file");
        guest.write(file, "0123456789");
        guest.succeed("fd_seek", file, 4, 0, RESULT);
        assertThat(guest.callIn(WasiCall.UNSTABLE, "fd_seek", file, delta, whence, RESULT))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.resultLong()).isEqualTo(position);
        assertThat(guest.callIn(WasiCall.UNSTABLE, "fd_seek", file, 0, 3, RESULT))
                .isEqualTo(Errno.INVAL);
    }

    @Test
    void laysFilesOutAsItDid() {
        var file = guest.create(TMP, "file");
        guest.write(file, "0123456789");
        guest.succeed("path_link", TMP, 0, "file", TMP, "link");
        guest.memory.storeLong(RESULT + 56, -1);
        assertThat(guest.callIn(WasiCall.UNSTABLE, "fd_filestat_get", file, RESULT))
                .isEqualTo(Errno.SUCCESS);
        assertFile();
        guest.memory.store(RESULT, new byte[56], 0, 56);
        assertThat(guest.callIn(WasiCall.UNSTABLE, "path_filestat_get", TMP, 0, "link", RESULT))
                .isEqualTo(Errno.SUCCESS);
        assertFile();
    }

    private void assertFile() {
        assertThat(guest.memory.loadLong(RESULT)).as("device").isEqualTo(2);
        assertThat(guest.memory.loadByte(RESULT + 16)).as("type").isEqualTo((byte) 4);
        assertThat(guest.memory.loadInt(RESULT + 20)).as("links").isEqualTo(2);
        assertThat(guest.memory.loadLong(RESULT + 24)).as("size").isEqualTo(10);
        for (int time = 32; time < 56; time += 8) {
            assertThat(guest.memory.loadLong(RESULT + time)).isEqualTo(1_000_000_007);
        }
        assertThat(guest.memory.loadLong(RESULT + 56)).as("what follows").isEqualTo(-1);
    }

    @Test
    void anUploadIsToldWhatTheOlderVersionDidNotHave() {
        var wasm =
                Wat.toWasm(
                        """
                        (module
                          (import "wasi_unstable" "sock_accept" (func (param i32 i32 i32) (result i32)))
                          (memory (export "memory") 1)
                          (func (export "_start")))
                        """);
        try (var engine = new WasmtimeGuests(List.of(new Wasi()))) {
            assertThat(engine.sandbox().inspect(wasm).problems())
                    .singleElement()
                    .asString()
                    .contains("wasi_unstable.sock_accept", "wasi_snapshot_preview1.sock_accept");
        }
    }
}
