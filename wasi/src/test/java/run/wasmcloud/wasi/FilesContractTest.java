package run.wasmcloud.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.runtime.Grants;
import run.wasmcloud.runtime.GuestEngine;
import run.wasmcloud.runtime.GuestRequest;
import run.wasmcloud.runtime.HostLibrary;
import run.wasmcloud.wasmtime.Wat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Files as guests use them, whatever engine runs the guest. */
abstract class FilesContractTest {
    private static final FileTree FILES =
            FileTree.of(
                    Map.of("data/greeting.txt", "grüezi\n".getBytes(StandardCharsets.UTF_8)),
                    Instant.EPOCH);

    private GuestEngine engine;

    abstract GuestEngine open(List<HostLibrary<?>> libraries);

    @BeforeEach
    void openEngine() {
        engine = open(List.of(new Wasi()));
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void aProgramReadsItsFilesAndFillsItsOwn() throws IOException {
        var limits =
                Plan.FREE
                        .limits()
                        .defaultRun()
                        .withWallTime(Duration.ofMinutes(1))
                        .withTemporaryBytes(1_000_000)
                        .withDescriptors(20);
        var request =
                new GuestRequest()
                        .limits(limits)
                        .environment("ROOM=1000000", "DESCRIPTORS=20")
                        .grants(Grants.none().with(FileTree.class, FILES));
        var wasm = Files.readAllBytes(Path.of("src", "test", "guests", "files.wasm"));
        var receipt = engine.run(wasm, request.build());
        assertThat(request.stderr()).isEmpty();
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(request.stdout()).asString().isEqualTo("ok grüezi\n");
    }

    /** Seeks to the end as the older version numbered it, and tells the size as it laid it out. */
    @Test
    void aProgramOfTheOlderVersionRuns() {
        var request = new GuestRequest().grants(Grants.none().with(FileTree.class, FILES));
        var receipt =
                engine.run(
                        Wat.toWasm(
                                """
                                (module
                                  (import "wasi_unstable" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
                                  (import "wasi_unstable" "fd_seek" (func $seek (param i32 i64 i32 i32) (result i32)))
                                  (import "wasi_unstable" "fd_filestat_get" (func $stat (param i32 i32) (result i32)))
                                  (import "wasi_unstable" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                                  (import "wasi_unstable" "proc_exit" (func $exit (param i32)))
                                  (memory (export "memory") 1)
                                  (data (i32.const 0) "data/greeting.txt")
                                  (func (export "_start")
                                    (if (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 17) (i32.const 0)
                                          (i64.const 0x200026) (i64.const 0) (i32.const 0) (i32.const 64))
                                      (then (call $exit (i32.const 1))))
                                    (if (call $seek (i32.load (i32.const 64)) (i64.const 0) (i32.const 1) (i32.const 72))
                                      (then (call $exit (i32.const 2))))
                                    (if (call $stat (i32.load (i32.const 64)) (i32.const 128))
                                      (then (call $exit (i32.const 3))))
                                    (if (i64.ne (i64.load (i32.const 72)) (i64.load (i32.const 152)))
                                      (then (call $exit (i32.const 4))))
                                    (i32.store (i32.const 80) (i32.const 0))
                                    (i32.store (i32.const 84) (i32.const 4))
                                    (if (call $write (i32.const 1) (i32.const 80) (i32.const 1) (i32.const 88))
                                      (then (call $exit (i32.const 5))))))
                                """),
                        request.build());
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(request.stdout()).asString().isEqualTo("data");
        assertThat(receipt.hostCalls()).containsEntry("wasi_snapshot_preview1.fd_seek", 1L);
    }
}
