package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class InitIT {
    @TempDir Path folder;

    private Tool.Result init(String... arguments) {
        var all = new String[arguments.length + 1];
        all[0] = "init";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new Tool(folder).run(all);
    }

    static List<Template> templates() {
        return Template.all();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void beginsAProjectUnderItsOwnName(Template template) throws IOException {
        var project = folder.resolve("parrot");

        var result = init("--template", template.id(), project.toString());

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("wasmcloud dev", template.toolChain());
        var read = Project.in(project);
        assertThat(read.name().value()).isEqualTo("parrot");
        assertThat(read.settings().build())
                .isEqualTo(template.build().replace("my-function", "parrot"));
        assertThat(read.module().toString()).endsWith("parrot.wasm");
        assertThat(template.files())
                .allSatisfy(file -> assertThat(project.resolve(file)).isRegularFile());
    }

    @Test
    void overwritesNothing() throws IOException {
        var mine = Files.writeString(folder.resolve("main.c"), "mine");

        var result = init("--template", "c", "--name", "parrot", folder.toString());

        assertThat(result.status()).isEqualTo(ExitCode.CONFLICT.status());
        assertThat(result.err()).contains("main.c");
        assertThat(mine).hasContent("mine");
        assertThat(folder.resolve("wasmcloud.toml")).doesNotExist();
    }

    @Test
    void listsTheTemplates() {
        assertThat(init().out()).contains("rust", "Go", "AssemblyScript");
    }

    @Test
    void saysWhichTemplatesThereAre() {
        var result = init("--template", "rsut");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("rsut (expected: rust, c, go", "Did you mean rust?");
    }

    @Test
    void needsANameThatAFunctionCanHave() {
        var result = init("--template", "c", folder.resolve("My Function").toString());

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("My Function", "--name NAME");
        assertThat(folder.resolve("My Function")).doesNotExist();
    }
}
