package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrantsTest {
    @Test
    void keepsOneValueOfEachType() {
        var one = Grants.none().with(String.class, "a").with(Integer.class, 1);
        assertThat(one.with(String.class, "b").find(String.class)).contains("b");
        assertThat(one.find(String.class)).contains("a");
        assertThat(one.find(Integer.class)).contains(1);
        assertThat(Grants.none().find(String.class)).isEmpty();
    }
}
