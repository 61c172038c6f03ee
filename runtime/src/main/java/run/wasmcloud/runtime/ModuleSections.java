package run.wasmcloud.runtime;

import org.jspecify.annotations.Nullable;

import run.endive.wasm.Encoding;
import run.endive.wasm.Parser;
import run.endive.wasm.types.ExportSection;
import run.endive.wasm.types.FunctionSection;
import run.endive.wasm.types.ImportSection;
import run.endive.wasm.types.MemorySection;
import run.endive.wasm.types.RawSection;
import run.endive.wasm.types.Section;
import run.endive.wasm.types.SectionId;
import run.endive.wasm.types.TableSection;
import run.endive.wasm.types.TypeSection;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a module that tell what it needs. Function bodies are counted and measured but not
 * decoded, so that a large module costs no more memory than its bytes.
 */
final class ModuleSections {
    private @Nullable TypeSection types;
    private @Nullable ImportSection imports;
    private @Nullable FunctionSection functions;
    private @Nullable MemorySection memories;
    private @Nullable TableSection tables;
    private @Nullable ExportSection exports;
    private final List<Integer> bodies = new ArrayList<>();
    private boolean hasDataCount;

    private ModuleSections() {}

    /**
     * Reads a module.
     *
     * @throws RuntimeException of one kind or another when the bytes are malformed: the parser is
     *     not ours
     */
    static ModuleSections read(byte[] wasm) {
        var sections = new ModuleSections();
        declarations().parse(new ByteArrayInputStream(wasm), sections::declare);
        Parser.builder()
                .includeSectionId(SectionId.CODE)
                .includeSectionId(SectionId.DATA_COUNT)
                .build()
                .parseWithoutDecoding(new ByteArrayInputStream(wasm), sections::measure);
        return sections;
    }

    private static Parser declarations() {
        return Parser.builder()
                .includeSectionId(SectionId.TYPE)
                .includeSectionId(SectionId.IMPORT)
                .includeSectionId(SectionId.FUNCTION)
                .includeSectionId(SectionId.TABLE)
                .includeSectionId(SectionId.MEMORY)
                .includeSectionId(SectionId.EXPORT)
                .build();
    }

    private void declare(Section section) {
        switch (section) {
            case TypeSection typeSection -> types = typeSection;
            case ImportSection importSection -> imports = importSection;
            case MemorySection memorySection -> memories = memorySection;
            case FunctionSection functionSection -> functions = functionSection;
            case TableSection tableSection -> tables = tableSection;
            case ExportSection exportSection -> exports = exportSection;
            default ->
                    throw new IllegalStateException(
                            "section " + section.sectionId() + " was not asked for");
        }
    }

    private void measure(Section section) {
        if (section.sectionId() == SectionId.DATA_COUNT) {
            hasDataCount = true;
        } else if (section instanceof RawSection code) {
            measureBodies(ByteBuffer.wrap(code.contents()));
        }
    }

    private void measureBodies(ByteBuffer code) {
        var count = Encoding.readVarUInt32(code);
        for (long i = 0; i < count; i++) {
            var bytes = (int) Encoding.readVarUInt32(code);
            bodies.add(bytes);
            code.position(Math.addExact(code.position(), bytes));
        }
    }

    @Nullable TypeSection types() {
        return types;
    }

    @Nullable ImportSection imports() {
        return imports;
    }

    @Nullable FunctionSection functions() {
        return functions;
    }

    @Nullable MemorySection memories() {
        return memories;
    }

    @Nullable TableSection tables() {
        return tables;
    }

    @Nullable ExportSection exports() {
        return exports;
    }

    /** Returns the length of each function body, in bytes. */
    List<Integer> bodies() {
        return bodies;
    }

    /**
     * Tells whether the module uses data segments at run time, which came with bulk memory
     * operations.
     */
    boolean hasDataCount() {
        return hasDataCount;
    }
}
