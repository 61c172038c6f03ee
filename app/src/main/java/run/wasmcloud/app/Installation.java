package run.wasmcloud.app;

import run.wasmcloud.app.configuration.Secret;
import run.wasmcloud.app.configuration.ServerConfiguration;
import run.wasmcloud.app.traces.TraceSettings;
import run.wasmcloud.cli.PolicyFile;
import run.wasmcloud.model.TrustedProxies;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.store.BlobStore;
import run.wasmcloud.store.DatabaseAddress;
import run.wasmcloud.store.FolderBlobStore;
import run.wasmcloud.store.MasterKeys;
import run.wasmcloud.store.PrivateFiles;
import run.wasmcloud.store.S3BlobStore;
import run.wasmcloud.store.S3Settings;
import run.wasmcloud.store.SigningKeys;
import run.wasmcloud.store.Store;
import run.wasmcloud.store.StoreKeys;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What all processes of an installation share, as its configuration says. */
record Installation(ServerConfiguration configuration) {
    DatabaseAddress database() {
        var database = configuration.database();
        return new DatabaseAddress(database.url(), database.user(), database.password().text());
    }

    BlobStore blobs() throws IOException {
        var modules = configuration.modules();
        return switch (modules.store()) {
            case FOLDER -> FolderBlobStore.open(modules.folder().orElseThrow());
            case S3 -> S3BlobStore.open(s3(modules));
        };
    }

    private static S3Settings s3(ServerConfiguration.Modules modules) {
        return new S3Settings(
                modules.s3Endpoint().orElse(null),
                modules.s3Region(),
                modules.s3Bucket().orElseThrow(),
                modules.s3Prefix().orElse(""),
                modules.s3PathStyle(),
                modules.s3AccessKey().orElse(null),
                modules.s3SecretKey().map(Secret::text).orElse(null),
                modules.s3Timeout());
    }

    Store store() throws IOException {
        return Store.open(database(), blobs(), new StoreKeys(tokenKeys(), secretKeys()));
    }

    private SigningKeys tokenKeys() {
        return keys(configuration.keys().tokens(), "tokens");
    }

    SigningKeys compiledKeys() {
        return keys(configuration.keys().compiled(), "compiled");
    }

    private SigningKeys keys(Optional<Secret> given, String folder) {
        return given.map(secret -> SigningKeys.parse(secret.text()))
                .orElseGet(() -> SigningKeys.inFolder(keyFolder().resolve(folder)));
    }

    private MasterKeys secretKeys() {
        return configuration
                .keys()
                .secrets()
                .map(secret -> MasterKeys.parse(secret.text()))
                .orElseGet(() -> MasterKeys.inFile(keyFolder().resolve("master-keys")));
    }

    private Path keyFolder() {
        return configuration.keys().folder().orElseThrow();
    }

    /** Returns the folder of this process, made when it is not there. */
    Path folder() throws IOException {
        var folder = configuration.node().folder();
        PrivateFiles.createFolder(folder);
        configuration
                .keys()
                .folder()
                .ifPresent(
                        keys -> {
                            try {
                                PrivateFiles.createFolder(keys);
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });
        return folder;
    }

    /** Returns the policy of functions that have none of their own. */
    PolicyFile policy() throws IOException {
        var file = configuration.executor().policy();
        return file.isPresent()
                ? PolicyFile.read(file.get())
                : new PolicyFile(Policy.standardText(), Policy.standard());
    }

    /** Returns the API's address, without a trailing slash. */
    String api() {
        return configuration.api().url().toString();
    }

    /** Returns what the address of the page about a kind of problem begins with. */
    String problemTypes() {
        return api() + "/problems/";
    }

    /** Returns where the servers tell of single requests and runs; empty for nowhere. */
    Optional<TraceSettings> traces() {
        var traces = configuration.traces();
        var headers = traces.headers().stream().map(Secret::text).toList();
        return traces.endpoint()
                .map(
                        endpoint ->
                                new TraceSettings(
                                        endpoint, traces.ratio(), TraceSettings.headers(headers)));
    }

    /** Returns whom the servers believe what they tell of their clients. */
    TrustedProxies proxies() {
        var proxies = configuration.proxies();
        return new TrustedProxies(proxies.trusted(), proxies.forwarded());
    }
}
