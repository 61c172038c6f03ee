package run.wasmcloud.app.configuration;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration has problems, all of which this tells. */
public final class InvalidConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigurationProblem> problems;

    InvalidConfigurationException(List<ConfigurationProblem> problems) {
        super(
                problems.stream()
                        .map(ConfigurationProblem::toString)
                        .collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Returns the problems, at least one. */
    public List<ConfigurationProblem> problems() {
        return problems;
    }
}
