package run.wasmcloud.wasmtime;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** Reads a module's imports and exports. */
final class TypeReader {
    private static final int FUNCTION = 0;
    private static final int GLOBAL = 1;
    private static final int TABLE = 2;
    private static final int MEMORY = 3;
    private static final long NO_MAXIMUM = 0xffff_ffffL;
    private static final long DETAIL_SIZE = 32;
    private static final int REFERENCE = 5;
    private static final int HEAP_EXTERN = 0;
    private static final int HEAP_FUNC = 2;

    private final Arena arena;
    private final boolean wideTables;

    /**
     * Pass {@code wideTables} when a table may have 64-bit indices: asking for its bounds would end
     * the process.
     */
    TypeReader(Arena arena, boolean wideTables) {
        this.arena = arena;
        this.wideTables = wideTables;
    }

    List<ImportType> imports(long module) {
        var vector = arena.allocate(16, 8).address();
        CompileCalls.moduleImports(module, vector);
        var imports = each(vector, this::importType);
        TypeCalls.importsDelete(vector);
        return imports;
    }

    List<ModuleExport> exports(long module) {
        var vector = arena.allocate(16, 8).address();
        CompileCalls.moduleExports(module, vector);
        var exports = each(vector, this::export);
        TypeCalls.exportsDelete(vector);
        return exports;
    }

    private static <T> List<T> each(long vector, LongFunction<T> reader) {
        var items = new ArrayList<T>();
        for (var i = 0L; i < Raw.getLong(vector); i++) {
            items.add(reader.apply(Raw.getLong(Raw.getLong(vector + 8) + 8 * i)));
        }
        return List.copyOf(items);
    }

    private ImportType importType(long type) {
        return new ImportType(
                name(TypeCalls.importModule(type)),
                name(TypeCalls.importName(type)),
                extern(TypeCalls.importType(type)));
    }

    private ModuleExport export(long type) {
        return new ModuleExport(
                name(TypeCalls.exportName(type)), extern(TypeCalls.exportType(type)));
    }

    private static String name(long vector) {
        return Raw.string(Raw.getLong(vector + 8), Raw.getLong(vector));
    }

    private ExternType extern(long type) {
        return switch (TypeCalls.externKind(type)) {
            case FUNCTION -> function(TypeCalls.externAsFunction(type));
            case GLOBAL -> global(TypeCalls.externAsGlobal(type));
            case TABLE -> table(TypeCalls.externAsTable(type));
            case MEMORY -> memory(TypeCalls.externAsMemory(type));
            default -> new TagType();
        };
    }

    private FuncType function(long type) {
        return new FuncType(
                each(TypeCalls.functionParameters(type), this::value),
                each(TypeCalls.functionResults(type), this::value));
    }

    private GlobalType global(long type) {
        return new GlobalType(
                value(TypeCalls.globalContent(type)), TypeCalls.globalMutability(type) != 0);
    }

    private TableType table(long type) {
        return new TableType(
                value(TypeCalls.tableElement(type)),
                wideTables ? Optional.empty() : tableLimits(type));
    }

    private static Optional<Limits> tableLimits(long type) {
        var limits = TypeCalls.tableLimits(type);
        var maximum = Integer.toUnsignedLong(Raw.getInt(limits + 4));
        return Optional.of(
                new Limits(
                        Integer.toUnsignedLong(Raw.getInt(limits)),
                        maximum == NO_MAXIMUM ? OptionalLong.empty() : OptionalLong.of(maximum)));
    }

    private MemoryType memory(long type) {
        var maximum = arena.allocate(8, 8).address();
        var bounded = TypeCalls.memoryMaximum(type, maximum);
        var limits =
                new Limits(
                        TypeCalls.memoryMinimum(type),
                        bounded ? OptionalLong.of(Raw.getLong(maximum)) : OptionalLong.empty());
        return new MemoryType(
                limits,
                TypeCalls.memoryPageSize(type),
                TypeCalls.memoryIs64(type),
                TypeCalls.memoryIsShared(type));
    }

    /**
     * {@code wasm_valtype_kind} ends the process for vectors and most references, so this asks for
     * the details.
     */
    private ValueType value(long type) {
        var detail = arena.allocate(DETAIL_SIZE, 8).address();
        TypeCalls.valueDetail(type, detail);
        var kind = Raw.getByte(detail);
        var nullable = Raw.getByte(detail + 8) != 0;
        var heap = Raw.getByte(detail + 16);
        TypeCalls.valueDetailDelete(detail);
        return kind == REFERENCE ? reference(nullable, heap) : ValueType.of(kind);
    }

    private static ValueType reference(boolean nullable, byte heap) {
        if (nullable && heap == HEAP_FUNC) {
            return ValueType.FUNCREF;
        }
        return nullable && heap == HEAP_EXTERN ? ValueType.EXTERNREF : ValueType.OTHER_REFERENCE;
    }
}
