package run.wasmcloud.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds the code to the table of rooms in docs/development/architecture.md. */
class RoomBoundariesTest {
    private static final String ROOT = "run.wasmcloud.";
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("run.wasmcloud");

    /** Whom each room may know, and why it may know no more. */
    private record Rule(Set<String> known, String reason) {}

    private static final Map<String, Rule> RULES =
            Map.ofEntries(
                    Map.entry(
                            "model",
                            new Rule(
                                    Set.of(),
                                    "its words are shared by all, so it can depend on none")),
                    Map.entry(
                            "wasmtime",
                            new Rule(Set.of(), "another project could use the binding as it is")),
                    Map.entry(
                            "runtime",
                            new Rule(
                                    Set.of("model", "wasmtime"),
                                    "it is the security boundary: no HTTP, JSON or SQL")),
                    Map.entry(
                            "wasi",
                            new Rule(
                                    Set.of("model", "runtime"),
                                    "host functions are written against runtime's interface")),
                    Map.entry(
                            "olin",
                            new Rule(
                                    Set.of("model", "runtime"),
                                    "host functions are written against runtime's interface")),
                    Map.entry(
                            "cgi",
                            new Rule(
                                    Set.of("model"),
                                    "RFC 3875 needs neither a sandbox nor a server")),
                    Map.entry(
                            "sandbox",
                            new Rule(
                                    Set.of("model", "runtime", "olin", "wasi", "cgi"),
                                    "tests of guests need neither a server nor a database")),
                    Map.entry(
                            "store",
                            new Rule(
                                    Set.of("model"),
                                    "it stands between api and executor and knows neither")),
                    Map.entry(
                            "api",
                            new Rule(
                                    Set.of("model", "store", "runtime", "olin", "wasi"),
                                    "the store is between it and the executor")),
                    Map.entry(
                            "executor",
                            new Rule(
                                    Set.of(
                                            "model", "store", "runtime", "olin", "wasi", "cgi",
                                            "sandbox"),
                                    "the store is between it and the API")),
                    Map.entry(
                            "client",
                            new Rule(Set.of("model"), "it knows the API by its wire format only")),
                    Map.entry(
                            "docs",
                            new Rule(
                                    Set.of(),
                                    "pages about the program are written by app and given to it")),
                    Map.entry(
                            "cli",
                            new Rule(
                                    Set.of(
                                            "model", "client", "runtime", "olin", "wasi", "cgi",
                                            "sandbox"),
                                    "it is a client; server verbs are app's")),
                    Map.entry(
                            "panel",
                            new Rule(
                                    Set.of("model", "client"),
                                    "it is a client of the API, and nothing else")));

    static Set<String> rooms() {
        return RULES.keySet();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void roomKnowsOnlyWhatTheTableAllows(String room) {
        var rule = requireNonNull(RULES.get(room));
        noClasses()
                .that()
                .resideInAPackage(ROOT + room + "..")
                .should()
                .dependOnClassesThat(areInRoomsOtherThan(room, rule.known()))
                .because("%s may know only %s: %s".formatted(room, rule.known(), rule.reason()))
                .check(CLASSES);
    }

    @Test
    void everyRoomHasARule() {
        var rooms = CLASSES.stream().map(RoomBoundariesTest::roomOf).collect(Collectors.toSet());
        rooms.remove("app");
        assertThat(RULES.keySet()).containsExactlyInAnyOrderElementsOf(rooms);
    }

    @Test
    void onlyTheRuntimeNamesTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "wasmtime..", ROOT + "runtime..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "wasmtime..")
                .because("the engine is behind runtime's interface")
                .check(CLASSES);
    }

    /**
     * The journal maps files of its own, which it can then unmap when they go; threads' priorities
     * are calls of the system's. Neither sees a guest's memory.
     */
    @Test
    void noNativePointerLeavesTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "wasmtime..", ROOT + "executor.journal..")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "runtime.ThreadPriority")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .because("guest memory is reached through checked ranges only")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> areInRoomsOtherThan(
            String room, Set<String> known) {
        return describe(
                "are in other rooms",
                type -> {
                    var other = roomOf(type);
                    return type.getPackageName().startsWith(ROOT)
                            && !other.equals(room)
                            && !known.contains(other);
                });
    }

    private static String roomOf(JavaClass type) {
        var name = type.getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()).split("\\.", 2)[0] : name;
    }
}
