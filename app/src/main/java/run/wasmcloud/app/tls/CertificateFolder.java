package run.wasmcloud.app.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of certificates with their keys. */
record CertificateFolder(Path path) {
    private static final String CHAIN = ".crt";
    private static final String KEY = ".key";
    private static final int MOST = 10_000;

    /** What the folder looks like: when this changes, its certificates may have. */
    record Look(TreeMap<Path, Version> files) {}

    /** A file's state, symbolic links followed: {@code ..data} of Kubernetes moves below them. */
    record Version(Path real, FileTime modified, long bytes) {}

    /** What is wrong with a certificate; the others can be used. */
    record Fault(PemFiles files, Exception reason) {}

    /** Certificates with their files, and what could not be read. */
    record Contents(List<Found> found, List<Fault> faults) {}

    /** A certificate with its files. */
    record Found(PemFiles files, HostCertificate certificate) {}

    /** Returns the pairs of files, by name. */
    List<PemFiles> pairs() throws IOException {
        try (var entries = Files.list(path)) {
            return entries.sorted().flatMap(CertificateFolder::pair).limit(MOST).toList();
        }
    }

    private static Stream<PemFiles> pair(Path entry) {
        var name = String.valueOf(entry.getFileName());
        if (name.startsWith(".")) {
            return Stream.empty();
        }
        if (Files.isDirectory(entry)) {
            var chain = entry.resolve("fullchain.pem");
            return Files.exists(chain)
                    ? Stream.of(new PemFiles(chain, entry.resolve("privkey.pem")))
                    : Stream.empty();
        }
        return name.endsWith(CHAIN)
                ? Stream.of(
                        new PemFiles(
                                entry,
                                entry.resolveSibling(
                                        name.substring(0, name.length() - CHAIN.length()) + KEY)))
                : Stream.empty();
    }

    /** Returns what the folder looks like at the moment. */
    Look look() throws IOException {
        var files = new TreeMap<Path, Version>();
        for (var pair : pairs()) {
            for (var file : List.of(pair.chain(), pair.key())) {
                if (Files.exists(file)) {
                    files.put(
                            file,
                            new Version(
                                    file.toRealPath(),
                                    Files.getLastModifiedTime(file),
                                    Files.size(file)));
                }
            }
        }
        return new Look(files);
    }

    /** Reads all certificates. */
    Contents read() throws IOException {
        var found = new ArrayList<Found>();
        var faults = new ArrayList<Fault>();
        for (var pair : pairs()) {
            try {
                found.add(new Found(pair, pair.read()));
            } catch (IOException | GeneralSecurityException e) {
                faults.add(new Fault(pair, e));
            }
        }
        return new Contents(found, faults);
    }
}
