package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.Plan;
import run.wasmcloud.store.Basis;
import run.wasmcloud.store.DeploymentSettings;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.NewDeployment;
import run.wasmcloud.store.NewFiles;
import run.wasmcloud.store.NewModule;
import run.wasmcloud.store.ShippedFiles;
import run.wasmcloud.wasmtime.Wat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that versions ship, as guests see them. */
@Timeout(300)
class ShippedFilesIT {
    private static final int READ = 2;
    private static final int WRITE = 64;
    private static TestExecutor executor;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        executor = TestExecutor.open(folder);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    /** Answers with the content of {@code pages/hello.txt}, or "missing" when it does not open. */
    private static byte[] reader(int rights) {
        return Wat.toWasm(
                """
                (module
                  (import "wasi_snapshot_preview1" "path_open" (func $path_open
                    (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read
                    (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write
                    (param i32 i32 i32 i32) (result i32)))
                  (memory (export "memory") 2)
                  (data (i32.const 0) "Content-Type: text/plain\\n\\n")
                  (data (i32.const 100) "pages/hello.txt")
                  (data (i32.const 200) "missing")
                  (func $say (param $at i32) (param $length i32)
                    (i32.store (i32.const 300) (local.get $at))
                    (i32.store (i32.const 304) (local.get $length))
                    (drop (call $fd_write
                      (i32.const 1) (i32.const 300) (i32.const 1) (i32.const 320))))
                  (func (export "_start")
                    (call $say (i32.const 0) (i32.const 26))
                    (if (call $path_open
                        (i32.const 3) (i32.const 0) (i32.const 100) (i32.const 15) (i32.const 0)
                        (i64.const %d) (i64.const 0) (i32.const 0) (i32.const 324))
                      (then (call $say (i32.const 200) (i32.const 7)) (return)))
                    (i32.store (i32.const 300) (i32.const 1000))
                    (i32.store (i32.const 304) (i32.const 4096))
                    (drop (call $fd_read
                      (i32.load (i32.const 324)) (i32.const 300) (i32.const 1) (i32.const 320)))
                    (call $say (i32.const 1000) (i32.load (i32.const 320)))))
                """
                        .formatted(rights));
    }

    private static NewFiles files(String content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("pages/hello.txt"));
            zip.write(content.getBytes(UTF_8));
        }
        var zip = bytes.toByteArray();
        return new NewFiles(
                new ShippedFiles(ModuleHash.of(zip), 1, content.getBytes(UTF_8).length), zip);
    }

    private static void deploy(Function function, Optional<NewFiles> files) {
        var active = executor.store().deployments().active(function.id()).orElseThrow();
        executor.store()
                .deployments()
                .deploy(
                        new NewDeployment(
                                function,
                                Plan.PAID.limits().defaultRun(),
                                DeploymentSettings.none().withFiles(files.map(NewFiles::files)),
                                "",
                                true,
                                new Basis.Nothing()),
                        new NewModule.Kept(active.module()),
                        files);
    }

    @Test
    void areReadByTheGuestAndChangeWithTheVersion() throws Exception {
        var function = executor.deploy(reader(READ), null);
        assertThat(executor.get(function, "").body()).isEqualTo("missing");

        deploy(function, Optional.of(files("first größe")));
        assertThat(executor.get(function, "").body()).isEqualTo("first größe");
        deploy(function, Optional.of(files("second")));
        assertThat(executor.get(function, "").body()).isEqualTo("second");
        deploy(function, Optional.empty());
        assertThat(executor.get(function, "").body()).isEqualTo("missing");

        executor.store().deployments().activate(function, 2);
        assertThat(executor.get(function, "").body()).isEqualTo("first größe");
    }

    @Test
    void cannotBeOpenedToWrite() throws Exception {
        var function = executor.deploy(reader(READ | WRITE), null);
        deploy(function, Optional.of(files("content")));

        assertThat(executor.get(function, "").body()).isEqualTo("missing");
    }

    @Test
    void areSeenByTheirOwnFunctionOnly() throws Exception {
        var function = executor.deploy(reader(READ), null);
        var other = executor.deploy(reader(READ), null);
        deploy(function, Optional.of(files("mine")));

        assertThat(executor.get(other, "").body()).isEqualTo("missing");
        assertThat(executor.get(function, "").body()).isEqualTo("mine");
    }
}
