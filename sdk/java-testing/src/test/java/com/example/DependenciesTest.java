package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the library brings: the sandbox, and nothing of servers, databases or the command line. */
class DependenciesTest {
    @Test
    void areFew() {
        var jars = jars();
        var own = jars.stream().filter(jar -> jar.startsWith("wasmcloud-")).toList();

        assertTrue(
                own.stream().anyMatch(jar -> jar.startsWith("wasmcloud-sandbox-")), own::toString);
        assertEquals(
                List.of(),
                own.stream()
                        .filter(
                                jar ->
                                        !jar.matches(
                                                "wasmcloud-(cgi|model|olin|runtime|sandbox|wasi|wasmtime)-.*"))
                        .toList());
        for (var unwanted :
                List.of("postgresql", "helidon", "picocli", "jackson", "flyway", "awssdk")) {
            assertEquals(List.of(), jars.stream().filter(jar -> jar.contains(unwanted)).toList());
        }
    }

    /** Surefire may put the class path into a property of its own. */
    private static List<String> jars() {
        return Stream.of("surefire.test.class.path", "java.class.path")
                .flatMap(name -> Stream.ofNullable(System.getProperty(name)))
                .flatMap(path -> Arrays.stream(path.split(File.pathSeparator)))
                .map(entry -> String.valueOf(Path.of(entry).getFileName()))
                .filter(name -> name.endsWith(".jar"))
                .distinct()
                .toList();
    }
}
