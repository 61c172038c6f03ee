package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

import run.wasmcloud.model.ModuleHash;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3BlobStoreIT extends BlobStoreContractTest {
    private S3Server server;
    private S3Settings settings;
    private S3BlobStore blobs;

    @BeforeAll
    void start() throws Exception {
        server = S3Server.start();
    }

    @BeforeEach
    void open() {
        settings = server.settings();
        blobs = S3BlobStore.open(settings);
    }

    @AfterEach
    void closeStore() {
        blobs.close();
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Override
    BlobStore blobs() {
        return blobs;
    }

    @Override
    void damage(ModuleHash hash) {
        try (var other =
                S3Client.builder()
                        .endpointOverride(server.endpoint())
                        .region(Region.EU_CENTRAL_1)
                        .forcePathStyle(true)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("x", "y")))
                        .build()) {
            other.putObject(
                    request -> request.bucket(S3Server.BUCKET).key(settings.prefix() + hash.hex()),
                    RequestBody.fromString("other bytes"));
        }
    }

    @Test
    void keepsApartWhatHasAnotherPrefix() throws IOException {
        var hash = blobs.put(bytes());

        try (var others = S3BlobStore.open(server.settings())) {
            assertThat(others.exists(hash)).isFalse();
            assertThat(others.list("", 10)).isEmpty();
        }
    }

    @Test
    void keepsALargeModule() throws IOException {
        var large = new byte[40 << 20];
        large[large.length - 1] = 1;

        assertThat(blobs.read(blobs.put(large)).orElseThrow()).isEqualTo(large);
    }

    @Test
    void saysWithoutTheSecretWhatFailsWhenTheServerIsAway() {
        var away =
                new S3Settings(
                        URI.create("http://127.0.0.1:1"),
                        "eu-central-1",
                        "modules",
                        "",
                        true,
                        "key",
                        "top-secret",
                        Duration.ofSeconds(5));
        try (var unreachable = S3BlobStore.open(away)) {
            assertThat(unreachable.answers()).isFalse();
            assertThatIOException()
                    .isThrownBy(() -> unreachable.read(ModuleHash.of(bytes())))
                    .withMessageContaining("cannot read modules in bucket modules")
                    .withMessageNotContaining("top-secret");
        }
        assertThat(away.toString()).doesNotContain("top-secret");
    }
}
