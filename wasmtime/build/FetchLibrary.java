import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Puts the library of Wasmtime's C API for this platform where the jar is packed from.
 *
 * <p>Arguments: the lock file; the directory of classes. The library comes from the file that the environment's {@code
 * WASMCLOUD_LIBWASMTIME} names, else from the user's cache, else from the wheel that the lock file pins, which pip
 * downloads from the index that the machine is set up for. The wheel's SHA-256 is checked by pip and again here. Once
 * the cache has the library, a build needs neither Python nor a network.
 */
final class FetchLibrary {
    private static final String OVERRIDE = "WASMCLOUD_LIBWASMTIME";
    private static final String REMEDY = "or name a library of Wasmtime's C API in the environment's " + OVERRIDE;
    private static final long DOWNLOAD_MINUTES = 10;

    private FetchLibrary() {}

    public static void main(String[] args) {
        try {
            new Build(Lock.read(Path.of(args[0])), Path.of(args[1])).run();
        } catch (Refusal refusal) {
            fail(refusal.getMessage());
        } catch (IOException | UncheckedIOException e) {
            fail("the library of Wasmtime could not be put in place: " + e + "; check space and permissions, " + REMEDY);
        } catch (InterruptedException e) {
            fail("interrupted");
        }
    }

    private static void fail(String message) {
        System.err.println("wasmtime: " + message);
        System.exit(1);
    }

    /** A condition that the person who builds can mend; the message says how. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refusal(String message) {
            super(message);
        }
    }

    /** The lock file. */
    private record Lock(String version, Properties entries) {
        static Lock read(Path file) throws IOException {
            var entries = new Properties();
            try (var in = Files.newBufferedReader(file)) {
                entries.load(in);
            }
            return new Lock(entries.getProperty("version"), entries);
        }

        Wheel wheel(Platform platform) {
            var entry = entries.getProperty(platform.name());
            if (entry == null) {
                throw new Refusal("there is no library of Wasmtime for " + platform.name() + " (expected: one of "
                        + String.join(", ", platforms()) + "); build on one of these, " + REMEDY);
            }
            var parts = entry.split(" ");
            return new Wheel(version, parts[0], parts[1]);
        }

        private List<String> platforms() {
            return entries.stringPropertyNames().stream()
                    .filter(name -> !name.equals("version"))
                    .sorted()
                    .toList();
        }
    }

    /** An operating system, C library and CPU, as the lock file and the jar's resources name them. */
    private record Platform(String name) {
        static Platform current() {
            return new Platform(system() + "-" + cpu());
        }

        private static String system() {
            var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
            if (os.startsWith("mac")) {
                return "macos";
            }
            if (os.startsWith("windows")) {
                return "windows";
            }
            return os.equals("linux") && musl() ? "linux-musl" : os.replace(' ', '-');
        }

        private static boolean musl() {
            try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1)) {
                return maps.anyMatch(line -> line.contains("ld-musl"));
            } catch (IOException | UncheckedIOException e) {
                return false;
            }
        }

        private static String cpu() {
            var arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
            return arch.equals("amd64") ? "x86_64" : arch;
        }
    }

    /** One run of this program. */
    private record Build(Lock lock, Path classes) {
        void run() throws IOException, InterruptedException {
            var override = System.getenv(OVERRIDE);
            var platform = Platform.current();
            if (override != null && !override.isEmpty()) {
                pack(overriding(override), platform);
            } else {
                pack(cached(lock.wheel(platform)), platform);
            }
        }

        private static Library overriding(String override) throws IOException {
            var file = Path.of(override);
            if (!Files.isRegularFile(file)) {
                throw new Refusal(OVERRIDE + "=" + override + " is no file (expected: a library of Wasmtime's C API)");
            }
            return new Library(file, sha256(file));
        }

        private static Library cached(Wheel wheel) throws IOException, InterruptedException {
            var home = Cache.directory().resolve(wheel.version()).resolve(wheel.tag());
            var found = Library.in(home);
            if (found != null) {
                return found;
            }
            wheel.unpackInto(home);
            var unpacked = Library.in(home);
            if (unpacked == null) {
                throw new Refusal("the cache " + home + " is damaged; delete it and build again");
            }
            return unpacked;
        }

        private void pack(Library library, Platform platform) throws IOException {
            var target = classes.resolve("run/wasmcloud/wasmtime/native").resolve(platform.name());
            var name = library.file().getFileName().toString();
            var text = "version=" + lock.version() + "\nfile=" + name + "\nsize=" + Files.size(library.file())
                    + "\nsha256=" + library.sha256() + "\n";
            var properties = target.resolve("library.properties");
            var same = Files.exists(properties)
                    && Files.readString(properties).equals(text)
                    && Files.exists(target.resolve(name))
                    && Files.size(target.resolve(name)) == Files.size(library.file());
            if (!same) {
                library.requireUndamaged();
                Files.createDirectories(target);
                Files.deleteIfExists(properties);
                Files.copy(library.file(), target.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                Files.writeString(properties, text);
            }
        }
    }

    /** A library file and what its bytes should hash to. */
    private record Library(Path file, String sha256) {
        static Library in(Path home) throws IOException {
            var sum = home.resolve("library.sha256");
            if (!Files.exists(sum)) {
                return null;
            }
            var parts = Files.readString(sum).strip().split(" ");
            return new Library(home.resolve(parts[1]), parts[0]);
        }

        void requireUndamaged() throws IOException {
            if (!Files.exists(file) || !FetchLibrary.sha256(file).equals(sha256)) {
                throw new Refusal("the library " + file + " is damaged (expected: SHA-256 " + sha256 + "); delete "
                        + file.getParent() + " and build again");
            }
        }
    }

    /** The user's directory for what is fetched once. */
    private static final class Cache {
        static Path directory() {
            return base().resolve("wasmcloud").resolve("wasmtime");
        }

        private static Path base() {
            var home = Path.of(System.getProperty("user.home"));
            var system = Platform.system();
            if (system.equals("windows")) {
                return environment("LOCALAPPDATA", home.resolve("AppData").resolve("Local"));
            }
            return environment(
                    "XDG_CACHE_HOME",
                    system.equals("macos") ? home.resolve("Library").resolve("Caches") : home.resolve(".cache"));
        }

        private static Path environment(String name, Path otherwise) {
            var value = System.getenv(name);
            return value == null || value.isEmpty() ? otherwise : Path.of(value);
        }
    }

    /** A pinned wheel. */
    private record Wheel(String version, String tag, String sha256) {
        void unpackInto(Path home) throws IOException, InterruptedException {
            Files.createDirectories(home.getParent());
            var work = Files.createTempDirectory(home.getParent(), "fetch-");
            try {
                extract(verified(download(work)), Files.createDirectory(work.resolve("library")));
                move(work.resolve("library"), home);
            } finally {
                delete(work);
            }
        }

        private Path download(Path work) throws IOException, InterruptedException {
            var requirements = work.resolve("requirements.txt");
            Files.writeString(requirements, "wasmtime==" + version + " --hash=sha256:" + sha256 + "\n");
            var log = work.resolve("pip.log");
            var exit = Python.find().download(requirements, tag, work.resolve("wheel"), log);
            if (exit != 0) {
                throw new Refusal("pip could not download wasmtime " + version + " for " + tag + " (exit " + exit
                        + "): " + lastLines(log) + "; check the network and pip's index, " + REMEDY);
            }
            try (var files = Files.list(work.resolve("wheel"))) {
                return files.findFirst().orElseThrow(() -> new Refusal("pip downloaded nothing; " + REMEDY));
            }
        }

        private Path verified(Path wheel) throws IOException {
            var actual = FetchLibrary.sha256(wheel);
            if (!actual.equals(sha256)) {
                throw new Refusal("the SHA-256 of " + wheel.getFileName() + " is " + actual + " (expected: " + sha256
                        + ", from wasmtime.lock); the index served other bytes: do not use it, " + REMEDY);
            }
            return wheel;
        }

        private static void extract(Path wheel, Path directory) throws IOException {
            try (var zip = new ZipFile(wheel.toFile())) {
                var entry = libraryEntry(zip);
                var name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                var digest = digest();
                try (InputStream in = zip.getInputStream(entry);
                        OutputStream out =
                                new DigestOutputStream(Files.newOutputStream(directory.resolve(name)), digest)) {
                    in.transferTo(out);
                }
                Files.writeString(
                        directory.resolve("library.sha256"),
                        HexFormat.of().formatHex(digest.digest()) + " " + name + "\n");
            }
        }

        private static ZipEntry libraryEntry(ZipFile zip) {
            return zip.stream()
                    .filter(entry -> entry.getName().matches("wasmtime/[^/]+/_(lib)?wasmtime\\.(so|dylib|dll)"))
                    .findFirst()
                    .orElseThrow(() -> new Refusal("the wheel holds no library; " + REMEDY));
        }

        private static void move(Path from, Path home) throws IOException {
            if (Files.exists(home) && !Files.exists(home.resolve("library.sha256"))) {
                delete(home);
            }
            try {
                Files.move(from, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                throw e;
            } catch (IOException e) {
                // Another build was first: what it put there is as good.
                if (!Files.exists(home.resolve("library.sha256"))) {
                    throw e;
                }
            }
        }

        private static String lastLines(Path log) throws IOException {
            var lines = Files.readString(log).lines().filter(line -> !line.isBlank()).toList();
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        }
    }

    /** A Python with pip. */
    private record Python(String command) {
        static Python find() throws IOException, InterruptedException {
            var found = Stream.of("python3", "python").filter(Python::starts).findFirst();
            if (found.isEmpty()) {
                throw new Refusal("Python 3 is needed once to fetch the library of Wasmtime, and no python3 was found;"
                        + " install Python 3 with pip, " + REMEDY);
            }
            if (run(List.of(found.get(), "-m", "pip", "--version"), null) != 0) {
                throw new Refusal("pip is needed once to fetch the library of Wasmtime, and " + found.get()
                        + " has no module pip; install pip (python3-pip), " + REMEDY);
            }
            return new Python(found.get());
        }

        int download(Path requirements, String tag, Path directory, Path log) throws IOException, InterruptedException {
            var arguments = new ArrayList<>(List.of(command, "-m", "pip", "download", "--disable-pip-version-check"));
            arguments.addAll(List.of("--no-input", "--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes"));
            arguments.addAll(List.of("--platform", tag, "--dest", directory.toString(), "-r", requirements.toString()));
            return run(arguments, log);
        }

        private static boolean starts(String command) {
            try {
                return run(List.of(command, "-c", "import sys; sys.exit(sys.version_info < (3,))"), null) == 0;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private static int run(List<String> command, Path log) throws IOException, InterruptedException {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectOutput(
                    log == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.to(log.toFile()));
            var process = builder.start();
            if (!process.waitFor(DOWNLOAD_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new Refusal(command.get(0) + " did not end within " + DOWNLOAD_MINUTES
                        + " minutes; check the network, " + REMEDY);
            }
            return process.exitValue();
        }
    }

    private static String sha256(Path file) throws IOException {
        var digest = digest();
        try (var in = Files.newInputStream(file);
                var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
