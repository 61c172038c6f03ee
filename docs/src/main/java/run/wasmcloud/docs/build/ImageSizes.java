package run.wasmcloud.docs.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

/** Measures images, so that a page does not move when they come. */
record ImageSizes(Path repository) {
    private static final Pattern VIEW_BOX =
            Pattern.compile("viewBox=\"[0-9.-]+ [0-9.-]+ ([0-9]+)[0-9.]* ([0-9]+)[0-9.]*\"");

    /** Returns an image's width and height as attributes; none when it does not tell them. */
    Map<String, String> of(Path image) {
        var file = repository.resolve(image).normalize();
        try {
            return file.toString().endsWith(".svg") ? ofDrawing(file) : ofPixels(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> ofDrawing(Path file) throws IOException {
        var matcher = VIEW_BOX.matcher(Files.readString(file));
        return matcher.find()
                ? Map.of("width", matcher.group(1), "height", matcher.group(2))
                : Map.of();
    }

    private static Map<String, String> ofPixels(Path file) throws IOException {
        var image = ImageIO.read(file.toFile());
        return image == null
                ? Map.of()
                : Map.of(
                        "width", Integer.toString(image.getWidth()),
                        "height", Integer.toString(image.getHeight()));
    }
}
