package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import run.wasmcloud.model.wire.Problem;

import java.util.List;
import java.util.stream.Stream;

class ExitCodeTest {
    @ParameterizedTest
    @CsvSource({
        "400,INVALID",
        "401,AUTHENTICATION",
        "403,AUTHENTICATION",
        "404,NOT_FOUND",
        "409,CONFLICT",
        "412,CONFLICT",
        "413,LIMIT",
        "422,INVALID",
        "429,LIMIT",
        "500,SERVER",
        "503,SERVER"
    })
    void tellsProblemsApartByTheirClass(int status, ExitCode code) {
        assertThat(ExitCode.of(problem("about:blank", status, null))).isEqualTo(code);
    }

    @Test
    void tellsAQuotaFromAMissingRight() {
        assertThat(ExitCode.of(problem("https://docs/quota-reached", 403, null)))
                .isEqualTo(ExitCode.LIMIT);
    }

    @Test
    void blamesTheFunctionForItsFailure() {
        assertThat(ExitCode.of(problem("", 502, "trapped"))).isEqualTo(ExitCode.FAILURE);
    }

    @Test
    void givesEachCodeItsOwnStatus() {
        assertThat(Stream.of(ExitCode.values()).map(ExitCode::status)).doesNotHaveDuplicates();
    }

    private static Problem problem(String type, int status, @Nullable String kind) {
        return new Problem(type, "t", status, "d", "i", List.of(), null, kind);
    }
}
