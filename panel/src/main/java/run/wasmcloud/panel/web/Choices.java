package run.wasmcloud.panel.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What forms let people choose from, as words. */
public final class Choices {
    private Choices() {}

    /** Returns the word of a choice, for addresses, forms and people. */
    public static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the choice that a word stands for, or another one where it is none. */
    public static <E extends Enum<E>> E of(Class<E> choices, String word, E otherwise) {
        return Arrays.stream(choices.getEnumConstants())
                .filter(choice -> word(choice).equals(word))
                .findFirst()
                .orElse(otherwise);
    }

    /** Returns all choices, for the template {@code ui/select}. */
    public static <E extends Enum<E>> Map<String, String> all(Class<E> choices) {
        var all = new LinkedHashMap<String, String>();
        for (var choice : choices.getEnumConstants()) {
            all.put(word(choice), word(choice).replace('-', ' '));
        }
        return all;
    }
}
