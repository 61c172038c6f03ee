package run.wasmcloud.cgi;

import static java.nio.charset.StandardCharsets.UTF_8;

import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.VariableName;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A function as a CGI program: what is the same in the environment of all its runs. Immutable; made
 * once, used for many requests.
 */
public final class CgiProgram {
    private final byte[] name;
    private final List<byte[]> constants;
    private final Set<String> ignored;

    /**
     * Makes the program of a function.
     *
     * @param serverSoftware for example {@code wasmcloud/1.0}
     * @param executor the server that runs it
     * @param variables the function's own variables, by name
     */
    public CgiProgram(
            FunctionName name,
            String serverSoftware,
            ExecutorId executor,
            Map<String, String> variables) {
        this.name = name.value().getBytes(UTF_8);
        this.ignored = ignored(variables);
        this.constants =
                Collections.unmodifiableList(constants(serverSoftware, executor, variables));
    }

    private List<byte[]> constants(
            String serverSoftware, ExecutorId executor, Map<String, String> variables) {
        var entries = new ArrayList<byte[]>();
        entries.add(entry(MetaVariables.GATEWAY_INTERFACE, "CGI/1.1"));
        entries.add(entry(MetaVariables.SERVER_SOFTWARE, serverSoftware));
        entries.add(entry(MetaVariables.WORKER_ID, executor.toString()));
        variables.forEach(
                (key, value) -> {
                    if (!ignored.contains(key)) {
                        entries.add(entry(key, value));
                    }
                });
        return entries;
    }

    private static Set<String> ignored(Map<String, String> variables) {
        var names = new TreeSet<String>();
        variables.forEach(
                (key, value) -> {
                    if (!VariableName.isValid(key) || value.indexOf('\0') >= 0) {
                        names.add(key);
                    }
                });
        return Collections.unmodifiableSet(names);
    }

    /**
     * Returns the function's variables that its runs do not see: their names are not allowed, or
     * their values hold a NUL.
     */
    public Set<String> ignoredVariables() {
        return ignored;
    }

    static byte[] entry(String name, String value) {
        return (name + '=' + value).getBytes(UTF_8);
    }

    byte[] name() {
        return name;
    }

    List<byte[]> constants() {
        return constants;
    }
}
