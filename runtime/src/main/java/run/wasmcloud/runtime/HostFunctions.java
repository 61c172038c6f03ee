package run.wasmcloud.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All host functions of a sandbox, each with the number that its calls are counted under.
 * Immutable.
 */
public final class HostFunctions {
    private final List<Bound<?>> functions;
    private final Map<String, HostFunction<?>> byName;
    private final int libraries;

    private HostFunctions(
            List<Bound<?>> functions, Map<String, HostFunction<?>> byName, int libraries) {
        this.functions = functions;
        this.byName = byName;
        this.libraries = libraries;
    }

    /**
     * Collects the functions of libraries.
     *
     * @throws IllegalArgumentException when two have the same module and name
     */
    public static HostFunctions of(List<HostLibrary<?>> libraries) {
        var functions = new ArrayList<Bound<?>>();
        for (int i = 0; i < libraries.size(); i++) {
            bind(libraries.get(i), i, functions);
        }
        var byName = new TreeMap<String, HostFunction<?>>();
        for (var bound : functions) {
            if (byName.put(bound.function().qualifiedName(), bound.function()) != null) {
                throw new IllegalArgumentException(
                        bound.function().qualifiedName() + " is declared twice");
            }
        }
        return new HostFunctions(List.copyOf(functions), byName, libraries.size());
    }

    private static <S> void bind(HostLibrary<S> library, int index, List<Bound<?>> functions) {
        for (var function : library.functions()) {
            functions.add(new Bound<>(function, library, index, functions.size()));
        }
    }

    /** Returns the functions in the order of their numbers. */
    List<Bound<?>> all() {
        return functions;
    }

    /** Returns the name under which a function's calls are counted. */
    String name(int number) {
        return functions.get(number).function().countedAs();
    }

    /** Returns the function that serves an import. */
    public Optional<HostFunction<?>> find(String module, String name) {
        return Optional.ofNullable(byName.get(module + "." + name));
    }

    /**
     * Returns the names of all functions, for example {@code wasi_snapshot_preview1.fd_write},
     * sorted.
     */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** Begins a run that nobody cancels. */
    public Run begin(RunRequest request) {
        return begin(request, new Cancellation());
    }

    /** Begins a run that may call these functions: its wall time counts from here. */
    public Run begin(RunRequest request, Cancellation cancellation) {
        return new Run(request, functions.size(), libraries, cancellation);
    }

    /**
     * A function with its library.
     *
     * @param library what opens the state that the function works on
     * @param libraryIndex the library's place among a run's states
     * @param number the number that calls are counted under
     */
    record Bound<S>(
            HostFunction<S> function, HostLibrary<S> library, int libraryIndex, int number) {
        /** Counts and serves one call. */
        void call(HostCall call) {
            var run = call.run();
            run.count(number);
            function.body().call(run.state(libraryIndex, library), call);
        }
    }
}
