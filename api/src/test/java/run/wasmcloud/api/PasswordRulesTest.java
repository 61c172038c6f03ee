package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.FieldError;

class PasswordRulesTest {
    private static final String EMAIL = "Ingrid@example.com";

    @ParameterizedTest
    @ValueSource(strings = {"correct horse battery staple", "tolv små ord", "p4ssw0rt-und-mehr"})
    void takesLongPasswords(String password) {
        assertThat(error(password)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'',must have 10 to 256 characters",
        "short,must have 10 to 256 characters",
        "aaaabbbbccccdddd,must have at least 5 different characters",
        "0123456789,is among the first that anybody would try: take another one",
        "19870401198704,is among the first that anybody would try: take another one",
        "abcdefghijkl,is among the first that anybody would try: take another one",
        "PasswordPassword,is among the first that anybody would try: take another one",
        "password123!,is among the first that anybody would try: take another one",
        "QwertyUiop1,is among the first that anybody would try: take another one",
        "x-INGRID-x-y-z,must not hold the name in the e-mail address"
    })
    void refusesOthersWithTheReason(String password, String reason) {
        assertThat(error(password)).isEqualTo(reason);
    }

    @Test
    void countsCharactersOfAnyPlane() {
        assertThat(error("😀😁😂🤣😃😄😅😆😉😊")).isEmpty();
        assertThat(error("😀😁😂🤣😃")).isEqualTo("must have 10 to 256 characters");
        assertThat(error("abcdefghij\ud800klm"))
                .isEqualTo("has half a character (expected: whole Unicode)");
        assertThat(error("ab1cd".repeat(60))).isEqualTo("must have 10 to 256 characters");
        assertThat(error(null)).isEqualTo("must have 10 to 256 characters");
    }

    private static String error(@Nullable String password) {
        return PasswordRules.error("/password", password, EMAIL).map(FieldError::detail).orElse("");
    }
}
