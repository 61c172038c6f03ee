package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenedResourcesTest {
    private final OpenedResources opened = new OpenedResources();

    @Test
    void countsByName() {
        opened.add("https://a");
        opened.add("null://");
        opened.add("https://a");
        assertThat(opened.counts()).containsEntry("https://a", 2L).containsEntry("null://", 1L);
    }

    @Test
    void countsTogetherWhatComesWhenThereAreTooManyNames() {
        for (int i = 0; i < 100_000; i++) {
            opened.add("https://" + i);
        }
        opened.add("https://0");
        assertThat(opened.counts())
                .hasSize(257)
                .containsEntry("https://0", 2L)
                .containsEntry(OpenedResources.OTHERS, 100_000L - 256);
    }
}
