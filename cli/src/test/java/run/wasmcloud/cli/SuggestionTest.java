package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class SuggestionTest {
    private static final List<String> VERBS = List.of("deploy", "delete", "list", "logs", "login");

    @ParameterizedTest
    @CsvSource({"depoly,deploy", "delte,delete", "lst,list", "lgos,logs", "logn,login"})
    void findsTheWordThatWasMeant(String word, String meant) {
        assertThat(Suggestion.of(word, VERBS)).contains(meant);
    }

    @Test
    void findsNothingForAnotherWord() {
        assertThat(Suggestion.of("compile", VERBS)).isEmpty();
        assertThat(Suggestion.of("x".repeat(10_000), VERBS)).isEmpty();
    }
}
