package run.wasmcloud.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** What a guest is given when it runs as a program rather than for a request. Immutable. */
public final class Program {
    private final List<String> arguments;
    private final byte[] input;

    private Program(List<String> arguments, byte[] input) {
        this.arguments = arguments;
        this.input = input;
    }

    /** Returns a run with these arguments, besides the program's name, and no input. */
    public static Program withArguments(String... arguments) {
        return new Program(List.of(arguments), new byte[0]);
    }

    /** Returns this with other standard input. */
    public Program withInput(byte[] newInput) {
        return new Program(arguments, newInput.clone());
    }

    /** Returns this with a text, in UTF-8, as standard input. */
    public Program withInput(String text) {
        return withInput(text.getBytes(UTF_8));
    }

    List<String> arguments() {
        return arguments;
    }

    byte[] input() {
        return input;
    }
}
