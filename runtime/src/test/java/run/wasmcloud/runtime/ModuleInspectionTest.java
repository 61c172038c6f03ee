package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import run.wasmcloud.model.ModuleReport;
import run.wasmcloud.model.ModuleReport.Abi;
import run.wasmcloud.model.ModuleReport.MemorySize;
import run.wasmcloud.wasmtime.Wat;

import java.util.List;

class ModuleInspectionTest {
    private static final String ENTRY = "(func (export \"_start\")) (memory (export \"memory\") 2)";

    private static final Sandbox SANDBOX =
            Sandbox.open(SandboxSettings.forGuests(1), List.of(new TestLibrary()));

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    private ModuleReport report(String fields) {
        return SANDBOX.inspect(Wat.toWasm("(module " + fields + ")"));
    }

    private List<String> problems(byte[] file) {
        return SANDBOX.inspect(file).problems();
    }

    @Test
    void tellsWhatAModuleIs() {
        var report =
                report("(import \"test\" \"add\" (func (param i64 i64) (result i64)))" + ENTRY);
        assertThat(report.problems()).isEmpty();
        assertThat(report.exports()).containsExactlyInAnyOrder("_start", "memory");
        assertThat(report.memory()).contains(new MemorySize(2, java.util.Optional.empty()));
        assertThat(report.functions()).isEqualTo(1);
        assertThat(report.largestFunctionBytes()).isPositive();
        assertThat(report.imports())
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.type())
                                    .isEqualTo("(func (param i64 i64) (result i64))");
                            assertThat(each.satisfiedBy()).contains("test.add");
                        });
    }

    @Test
    void namesAnUnknownImportAndTheNearestOne() {
        assertThat(report("(import \"test\" \"ad\" (func))" + ENTRY).problems())
                .singleElement()
                .asString()
                .contains("test.ad", "(func)", "not served", "test.add");
    }

    @Test
    void namesAnImportOfTheWrongTypeWithTheRightOne() {
        assertThat(report("(import \"test\" \"add\" (func (param i32)))" + ENTRY).problems())
                .singleElement()
                .asString()
                .contains("(func (param i32))", "expected: (func (param i64 i64) (result i64))");
    }

    @Test
    void boundsTheNumberOfProblems() {
        var imports = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            imports.append("(import \"other\" \"f").append(i).append("\" (func))");
        }
        assertThat(report(imports + ENTRY).problems())
                .hasSize(21)
                .last()
                .asString()
                .contains("80 more");
    }

    @Test
    void refusesImportsThatAreNoFunctions() {
        assertThat(
                        report("(import \"env\" \"memory\" (memory 1)) (func (export \"_start\"))")
                                .problems())
                .anySatisfy(problem -> assertThat(problem).contains("env.memory", "(memory)"))
                .anySatisfy(problem -> assertThat(problem).contains("exports no memory"));
    }

    @Test
    void saysWhatIsMissingInALibrary() {
        assertThat(report("(func (export \"add\"))").problems())
                .anySatisfy(problem -> assertThat(problem).contains("_start", "wasm32-wasip1"));
    }

    @Test
    void findsTheOlderEntryOnlyWhereThereIsNoStart() {
        var older =
                "(memory (export \"memory\") 1) (func (export \"cwa_main\") (result i32) i32.const"
                        + " 0)";
        assertThat(report(older).problems()).isEmpty();
        assertThat(report(older).entry()).contains("cwa_main");
        assertThat(report(older + "(func (export \"_start\"))").entry()).contains("_start");
    }

    @Test
    void namesAnEntryOfTheWrongType() {
        var memory = "(memory (export \"memory\") 1)";
        assertThat(report(memory + "(func (export \"_start\") (param i32))").problems())
                .singleElement()
                .asString()
                .contains("_start", "(func (param i32))", "expected: (func)");
        assertThat(report(memory + "(func (export \"cwa_main\"))").problems())
                .singleElement()
                .asString()
                .contains("cwa_main", "expected: (func (result i32))");
    }

    @Test
    void findsTheTypeOfAnEntryThatIsAnImport() {
        assertThat(
                        report(
                                        "(import \"test\" \"next\" (func $next (result i32)))"
                                            + " (export \"_start\" (func $next)) (memory (export"
                                            + " \"memory\") 1)")
                                .problems())
                .singleElement()
                .asString()
                .contains("(func (result i32))");
    }

    @Test
    void saysWhatAFileIsThatIsNotAModule() {
        assertThat(problems(new byte[0])).singleElement().asString().contains("empty");
        assertThat(problems("(module)".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .singleElement()
                .asString()
                .contains("not WebAssembly", "wat2wasm");
        var component = new byte[] {0, 'a', 's', 'm', 0x0d, 0, 1, 0};
        assertThat(SANDBOX.inspect(component).abi()).isEqualTo(Abi.COMPONENT);
        assertThat(problems(component))
                .singleElement()
                .asString()
                .contains("component", "wasm32-wasip1");
        assertThat(problems(new byte[] {0, 'a', 's', 'm', 2, 0, 0, 0}))
                .singleElement()
                .asString()
                .contains("version");
    }

    @Test
    void refusesMoreMemoryAndTableThanTheLimits() {
        var wasm =
                Wat.toWasm(
                        "(module (table 70000 funcref) (memory (export \"memory\") 9000) (func"
                                + " (export \"_start\")))");
        assertThat(problems(wasm))
                .anySatisfy(problem -> assertThat(problem).contains("9000 pages", "8192"))
                .anySatisfy(problem -> assertThat(problem).contains("70000 elements", "65536"));
    }
}
