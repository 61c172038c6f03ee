import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives the classes of a jar that were compiled for Java 5 or earlier the class file format of Java 8: a JVM keeps no older ones
 * in its cache of loaded classes, and parses and checks them anew at each start. What they do does not change.
 *
 * <p>java ModernClasses.java JAR
 */
final class ModernClasses {
    private static final int JAVA_6 = 50;
    private static final int JAVA_8 = 52;
    private static final int MAJOR_VERSION = 7;

    private final ZipFile jar;
    private final ClassFile classFile;

    private ModernClasses(ZipFile jar) {
        this.jar = jar;
        var inJar = ClassHierarchyResolver.ofResourceParsing(this::open);
        this.classFile =
                ClassFile.of(
                        StackMapsOption.GENERATE_STACK_MAPS,
                        ClassHierarchyResolverOption.of(inJar.orElse(ClassHierarchyResolver.defaultResolver())));
    }

    public static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[0]);
        var written = file.resolveSibling(file.getFileName() + ".modern");
        try (var jar = new ZipFile(file.toFile());
                var out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(written)))) {
            new ModernClasses(jar).copyTo(out);
        }
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private java.io.InputStream open(ClassDesc type) {
        var name = type.descriptorString();
        var entry = jar.getEntry(name.substring(1, name.length() - 1) + ".class");
        try {
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copyTo(ZipOutputStream out) throws IOException {
        for (var entries = jar.entries(); entries.hasMoreElements(); ) {
            var entry = entries.nextElement();
            var copy = new ZipEntry(entry.getName());
            copy.setTime(entry.getTime());
            out.putNextEntry(copy);
            try (var content = jar.getInputStream(entry)) {
                var bytes = content.readAllBytes();
                out.write(isOld(entry.getName(), bytes) ? modern(entry.getName(), bytes) : bytes);
            }
            out.closeEntry();
        }
    }

    private static boolean isOld(String name, byte[] bytes) {
        return name.endsWith(".class") && bytes.length > MAJOR_VERSION && bytes[MAJOR_VERSION] < JAVA_6;
    }

    private byte[] modern(String name, byte[] old) {
        var version =
                ClassTransform.ofStateful(
                        () -> (builder, element) ->
                                builder.with(
                                        element instanceof ClassFileVersion ? ClassFileVersion.of(JAVA_8, 0) : element));
        // Bodies are written anew so that they get the frames that the later format asks for.
        var bodies = ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element));
        var bytes = classFile.transformClass(classFile.parse(old), version.andThen(bodies));
        var errors = classFile.verify(bytes);
        if (!errors.isEmpty()) {
            throw new IllegalStateException(name + " cannot be given a later format: " + errors.getFirst());
        }
        return bytes;
    }
}
