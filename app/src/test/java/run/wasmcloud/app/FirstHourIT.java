package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.app.Panes.Pane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/** A stranger's first hour, typed into real terminals. */
@Timeout(900)
class FirstHourIT {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final String TOOL = "./wasmcloud/wasmcloud";

    @TempDir private Path folder;

    @Test
    void passes() throws Exception {
        if (System.getenv("CI") == null) {
            assumeThat(Panes.areThere()).as("tmux is here").isTrue();
        }
        install();
        try (var panes = new Panes(folder)) {
            var server = panes.open("server");
            var work = panes.open("work");
            var side = panes.open("side");
            for (var pane : new Pane[] {server, work, side}) {
                pane.run(
                        0,
                        "export XDG_CONFIG_HOME=$PWD/config XDG_DATA_HOME=$PWD/share NO_COLOR=1");
                pane.run(0, "unset WASMCLOUD_API WASMCLOUD_TOKEN WASMCLOUD_PROFILE");
            }
            start(server);
            develop(work, side);
            deploy(work, side);
            operate(work);
            examine(work, server);
        }
    }

    /** A fresh copy, as an archive would unpack it. */
    private void install() throws IOException {
        var target =
                Files.createDirectories(
                        folder.resolve("wasmcloud").resolve("app").resolve("target"));
        Files.createDirectories(folder.resolve("wasmcloud").resolve("build"));
        copy("wasmcloud", "build/find-jdk", "app/target/wasmcloud.jar");
        var jar = Files.size(target.resolve("wasmcloud.jar"));
        // A server's cache would be made beside the test, and longer than it: an empty one says
        // there is none.
        var cache = Files.createFile(target.resolve("wasmcloud-servers-%d.aot".formatted(jar)));
        Files.setLastModifiedTime(cache, FileTime.from(Instant.now().plusSeconds(60)));
    }

    private void copy(String... files) throws IOException {
        for (var file : files) {
            var copy = folder.resolve("wasmcloud").resolve(file);
            Files.copy(CHECKOUT.resolve(file), copy);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private void start(Pane server) throws Exception {
        server.type(TOOL + " up --api-port 0 --run-port 0");
        server.await("(?m)^API http\\S+");
        server.await("(?m)^ready in");
    }

    /** An edit shows at once: the same address answers otherwise. */
    private void develop(Pane work, Pane side) throws Exception {
        assertThat(work.run(0, TOOL + " init --template wat parrot"))
                .contains("Made", "wasmcloud dev");
        side.type(TOOL + " dev --project parrot --port 0");
        var url = side.await("http://parrot\\.localhost:(\\d+)/ serves the project").group(1);
        var ask = "curl -s -H 'Host: parrot.localhost' http://127.0.0.1:%s/".formatted(url);
        assertThat(work.run(0, ask)).contains("Hello from a module!");
        side.await("(?m)^200 GET /");
        work.run(0, "sed -i 's/Hello from/Howdy from/' parrot/main.wat");
        side.await("built anew in");
        assertThat(work.run(0, ask)).contains("Howdy from a module!");
        side.interrupt();
        side.run(0, "true");
    }

    private void deploy(Pane work, Pane side) throws Exception {
        assertThat(work.run(0, TOOL + " deploy --project parrot -m first"))
                .contains("Deployed parrot version 1");
        assertThat(work.run(0, TOOL + " invoke parrot")).contains("Howdy from a module!");
        work.run(0, TOOL + " deploy --example hello --name greeter");
        side.type(TOOL + " logs -f greeter");
        work.run(0, TOOL + " invoke greeter");
        side.await("stderr\\s+\\S*hello: said hello");
        side.interrupt();
        side.run(0, "true");
        fail(work);
        work.run(0, "sed -i 's/Howdy from/Adieu from/' parrot/main.wat");
        assertThat(work.run(0, TOOL + " deploy --project parrot"))
                .contains("Deployed parrot version 2");
        assertThat(work.run(0, TOOL + " rollback parrot")).contains("parrot runs version 1 again");
        assertThat(work.run(0, TOOL + " invoke parrot")).contains("Howdy from a module!");
    }

    /** Its message alone says what is wrong with the module, and where. */
    private void fail(Pane work) throws Exception {
        work.run(0, "cp parrot/main.wat good.wat");
        work.run(0, "sed -i 's/\"fd_write\"/\"fd_wirte\"/' parrot/main.wat");
        assertThat(work.run(9, TOOL + " deploy --project parrot"))
                .contains("error:", "fd_wirte", "fd_write");
        work.run(0, "mv good.wat parrot/main.wat");
    }

    private void operate(Pane work) throws Exception {
        assertThat(work.run(0, "echo s3cret | " + TOOL + " secret set parrot KEY"))
                .contains("Set KEY of parrot");
        assertThat(work.run(0, TOOL + " secret list parrot"))
                .contains("KEY")
                .doesNotContain("s3cret");
        assertThat(work.run(0, TOOL + " schedule create parrot '0 6 * * *' --zone Europe/Berlin"))
                .contains("it runs next at");
        work.run(0, TOOL + " export parrot > receipts");
        assertThat(work.run(4, TOOL + " show parot")).contains("Did you mean parrot?");
    }

    /** Three things are broken, and each is found with how to mend it. */
    private void examine(Pane work, Pane server) throws Exception {
        assertThat(work.run(0, TOOL + " doctor")).doesNotContain("failure");
        work.run(0, "chmod 644 config/wasmcloud/credentials.json");
        assertThat(work.run(1, TOOL + " doctor")).contains("failure  sign-ins", "chmod 600");
        work.run(0, "chmod 600 config/wasmcloud/credentials.json");
        assertThat(work.run(1, "WASMCLOUD_TOKEN=nonsense " + TOOL + " doctor"))
                .contains("failure  sign-in:", "wasmcloud login");
        server.interrupt();
        server.run(0, "true");
        assertThat(work.run(1, TOOL + " doctor")).contains("failure  API:", "wasmcloud up");
    }
}
