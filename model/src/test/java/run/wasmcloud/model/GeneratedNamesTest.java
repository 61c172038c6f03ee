package run.wasmcloud.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedNamesTest {
    @RepeatedTest(50)
    void areAnAdjectiveANounAndANumber() {
        assertThat(GeneratedNames.next().value()).matches("[a-z]+-[a-z]+-[0-9]{1,4}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "x-1",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbb",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void resembleATakenNameAndAreOthers(String taken) {
        assertThat(GeneratedNames.like(new FunctionName(taken)))
                .hasSizeGreaterThanOrEqualTo(5)
                .doesNotContain(new FunctionName(taken));
    }
}
