package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

class ProjectTest {
    @TempDir Path folder;

    private Project project(String text) throws IOException {
        Files.writeString(folder.resolve(Project.FILE), text);
        return Project.in(folder);
    }

    private void refused(String text, String detail) {
        assertThatThrownBy(() -> project(text))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("Not a valid project file")
                .hasMessageContaining(detail);
    }

    @Test
    void readsWhatTheFileSays() throws IOException {
        var project =
                project(
                        """
                        name = "hello"
                        module = "out/hello.wasm"
                        build = "make"
                        policy = "hello.policy"
                        files = "public"
                        api = "https://api.example.com"

                        [env]
                        GREETING = "hi"
                        """);

        assertThat(project.name().value()).isEqualTo("hello");
        assertThat(project.module()).isEqualTo(folder.resolve("out/hello.wasm"));
        assertThat(project.policy()).hasValue(folder.resolve("hello.policy"));
        assertThat(project.files()).hasValue(folder.resolve("public"));
        assertThat(project.env()).containsEntry("GREETING", "hi");
    }

    @Test
    void needsANameAndAModule() {
        refused("module = \"x.wasm\"\n", "name");
        refused("name = \"hello\"\n", "module");
        refused("name = \"No_Name\"\nmodule = \"x.wasm\"\n", "2 to 50 of a-z");
    }

    @Test
    void refusesKeysThatDoNotExist() {
        refused("name = \"hello\"\nmodule = \"x\"\nmodul = \"y\"\n", "unknown key modul");
    }

    @Test
    void tellsWhereTheFileIsNoToml() {
        refused("name = \"hello\"\nmodule = = 3\n", "line 2");
    }

    @Test
    void tellsWhenThereIsNoProject() {
        assertThatThrownBy(() -> Project.in(folder))
                .hasMessageContaining("There is no wasmcloud.toml in " + folder);
    }

    @Test
    void failsWhenTheBuildFailsOrLeavesNoModule() throws IOException {
        var failing = project("name = \"hello\"\nmodule = \"x.wasm\"\nbuild = \"exit 3\"\n");
        assertThatThrownBy(failing::build).hasMessageContaining("exit 3 ended with status 3");

        var idle = project("name = \"hello\"\nmodule = \"x.wasm\"\nbuild = \"true\"\n");
        assertThatThrownBy(idle::build)
                .hasMessageContaining("x.wasm although the build ended well");
    }

    @Test
    void isDescribedByItsSchema() throws IOException {
        try (var schema = Project.class.getResourceAsStream("wasmcloud.schema.json")) {
            var properties = JsonMapper.shared().readTree(schema).get("properties");

            assertThat(properties.propertyNames())
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(Project.Settings.class.getRecordComponents())
                                    .map(java.lang.reflect.RecordComponent::getName)
                                    .toList());
        }
    }
}
