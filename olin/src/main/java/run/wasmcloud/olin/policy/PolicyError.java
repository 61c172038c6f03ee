package run.wasmcloud.olin.policy;

/**
 * What is wrong at one place of a policy file.
 *
 * @param line counted from 1
 * @param column counted from 1, in UTF-16 units
 * @param message what is wrong, with the remedy
 */
public record PolicyError(int line, int column, String message) {
    @Override
    public String toString() {
        return "line %d, column %d: %s".formatted(line, column, message);
    }
}
