package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PasswordHashTest {
    private static final String OTHERS =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    @Test
    void matchesItsPasswordOnly() {
        var hash = PasswordHash.parse(PasswordHash.of("pässword \u0130").storedForm());

        assertThat(hash.matches("pässword \u0130")).isTrue();
        assertThat(hash.matches("passwort")).isFalse();
        assertThat(hash.matches("")).isFalse();
    }

    @Test
    void differsForTheSamePassword() {
        assertThat(PasswordHash.of("a").storedForm())
                .isNotEqualTo(PasswordHash.of("a").storedForm());
    }

    /** Made with the reference implementation's command line tool. */
    @Test
    void readsWhatOthersWrote() {
        var hash = PasswordHash.parse(OTHERS);

        assertThat(hash.matches("password")).isTrue();
        assertThat(hash.matches("Password")).isFalse();
    }

    @Test
    void showsNothingOfItself() {
        assertThat(PasswordHash.of("a")).hasToString("PasswordHash");
    }

    @Test
    void tellsWhichFiguresAreTodays() {
        assertThat(PasswordHash.of("a").isCurrent()).isTrue();
        assertThat(PasswordHash.parse(OTHERS).isCurrent()).isFalse();
    }

    @Test
    void refusesOtherTexts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PasswordHash.parse("$argon2i$v=19$m=1,t=1,p=1$aa$bb"))
                .withMessageNotContaining("aa");
    }
}
