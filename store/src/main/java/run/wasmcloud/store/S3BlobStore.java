package run.wasmcloud.store;

import run.wasmcloud.model.ModuleHash;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Keeps modules as objects of a bucket in S3, or in a server that speaks its protocol. Every
 * operation is bounded in time and tried at most three times. Thread-safe.
 */
public final class S3BlobStore implements BlobStore {
    private static final Logger LOG = System.getLogger(S3BlobStore.class.getName());
    private static final int ATTEMPTS = 3;
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int NOT_FOUND = 404;
    private static final int LISTED_AT_ONCE = 1_000;

    private final S3Settings settings;
    private final S3Client client;
    private final BlobChecks checks = new BlobChecks();

    private S3BlobStore(S3Settings settings, S3Client client) {
        this.settings = settings;
        this.client = client;
    }

    /** Opens a bucket; nothing is asked of the server yet. */
    public static S3BlobStore open(S3Settings settings) {
        return new S3BlobStore(settings, client(settings));
    }

    private static S3Client client(S3Settings settings) {
        var builder =
                S3Client.builder()
                        .region(Region.of(settings.region()))
                        .credentialsProvider(credentials(settings))
                        .forcePathStyle(settings.pathStyle())
                        .serviceConfiguration(
                                S3Configuration.builder().chunkedEncodingEnabled(false).build())
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(shorter(CONNECT, settings.timeout()))
                                        .socketTimeout(settings.timeout()))
                        .overrideConfiguration(
                                override ->
                                        override.apiCallTimeout(settings.timeout())
                                                .retryStrategy(
                                                        strategy ->
                                                                strategy.maxAttempts(ATTEMPTS)));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return builder.build();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        return settings.accessKey() == null || settings.secretKey() == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
    }

    @Override
    public ModuleHash put(byte[] bytes) throws IOException {
        var hash = ModuleHash.of(bytes);
        asked(
                "keep",
                () -> {
                    if (!isWhole(hash, bytes.length)) {
                        client.putObject(
                                request ->
                                        request.bucket(settings.bucket())
                                                .key(key(hash))
                                                .checksumSHA256(checksum(hash)),
                                RequestBody.fromBytes(bytes));
                    }
                    return hash;
                });
        return hash;
    }

    /** A server that tells no checksum gets the bytes again: they may be damaged. */
    private boolean isWhole(ModuleHash hash, int length) {
        return head(hash)
                .filter(object -> object.contentLength() == length)
                .filter(object -> checksum(hash).equals(object.checksumSHA256()))
                .isPresent();
    }

    private Optional<HeadObjectResponse> head(ModuleHash hash) {
        try {
            return Optional.of(
                    client.headObject(
                            request ->
                                    request.bucket(settings.bucket())
                                            .key(key(hash))
                                            .checksumMode(ChecksumMode.ENABLED)));
        } catch (S3Exception e) {
            return absent(e);
        }
    }

    private static <T> Optional<T> absent(S3Exception e) {
        if (e.statusCode() != NOT_FOUND) {
            throw e;
        }
        return Optional.empty();
    }

    @Override
    public Optional<byte[]> read(ModuleHash hash) throws IOException {
        var bytes = get(hash, ResponseTransformer.toBytes());
        return bytes.isEmpty()
                ? Optional.empty()
                : Optional.of(checks.checked(hash, bytes.get().asByteArrayUnsafe()));
    }

    @Override
    public Optional<InputStream> open(ModuleHash hash) throws IOException {
        return get(hash, ResponseTransformer.toInputStream())
                .map(stream -> checks.checked(hash, stream));
    }

    private <T> Optional<T> get(
            ModuleHash hash,
            ResponseTransformer<software.amazon.awssdk.services.s3.model.GetObjectResponse, T> form)
            throws IOException {
        return asked(
                "read",
                () -> {
                    try {
                        return Optional.of(
                                client.getObject(
                                        request -> request.bucket(settings.bucket()).key(key(hash)),
                                        form));
                    } catch (S3Exception e) {
                        return absent(e);
                    }
                });
    }

    @Override
    public boolean exists(ModuleHash hash) throws IOException {
        return asked("look for", () -> head(hash).isPresent());
    }

    @Override
    public boolean delete(ModuleHash hash) throws IOException {
        return asked(
                "remove",
                () -> {
                    var existed = head(hash).isPresent();
                    client.deleteObject(
                            request -> request.bucket(settings.bucket()).key(key(hash)));
                    return existed;
                });
    }

    /** Names of objects sort by their bytes, as hashes do. */
    @Override
    public List<Blob> list(String after, int limit) throws IOException {
        return asked(
                "list",
                () ->
                        client
                                .listObjectsV2Paginator(
                                        request ->
                                                request.bucket(settings.bucket())
                                                        .prefix(settings.prefix())
                                                        .startAfter(settings.prefix() + after)
                                                        .maxKeys(Math.min(limit, LISTED_AT_ONCE)))
                                .contents()
                                .stream()
                                .filter(object -> ModuleHash.isValid(nameOf(object)))
                                .limit(limit)
                                .map(object -> new Blob(hashOf(object), object.lastModified()))
                                .toList());
    }

    private String nameOf(S3Object object) {
        return object.key().substring(settings.prefix().length());
    }

    private ModuleHash hashOf(S3Object object) {
        return new ModuleHash(nameOf(object));
    }

    /** An object is there as a whole or not at all. */
    @Override
    public void removeUnfinished(Instant before) {}

    @Override
    public boolean answers() {
        try {
            client.headBucket(request -> request.bucket(settings.bucket()));
            return true;
        } catch (SdkException e) {
            LOG.log(Level.WARNING, "the module store, {0}, fails: {1}", settings, e.getMessage());
            return false;
        }
    }

    @Override
    public long damaged() {
        return checks.damaged();
    }

    @Override
    public void close() {
        client.close();
    }

    private String key(ModuleHash hash) {
        return settings.prefix() + hash.hex();
    }

    private static String checksum(ModuleHash hash) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hash.hex()));
    }

    private interface Question<T> {
        T ask();
    }

    private <T> T asked(String verb, Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (SdkException e) {
            throw new IOException(
                    "cannot %s modules in %s: %s".formatted(verb, settings, e.getMessage()), e);
        }
    }
}
