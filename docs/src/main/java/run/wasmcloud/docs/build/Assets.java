package run.wasmcloud.docs.build;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Styles, scripts and drawings of the site; their paths name their content. */
final class Assets {
    private final Map<String, String> paths = new LinkedHashMap<>();
    private final SiteFolder folder;

    Assets(SiteFolder folder) {
        this.folder = folder;
    }

    /** Writes an asset, whose path is then known by its name. */
    void add(String name, byte[] bytes) throws IOException {
        var dot = name.lastIndexOf('.');
        var path =
                "assets/%s.%s%s"
                        .formatted(
                                name.substring(0, dot),
                                SiteFolder.hash(bytes).substring(0, 12),
                                name.substring(dot));
        folder.write(path, bytes);
        paths.put(name, path);
    }

    /** Adds an asset that is packed beside this class. */
    void addOwn(String name) throws IOException {
        add(name, own(name));
    }

    static byte[] own(String name) throws IOException {
        try (var stream = Assets.class.getResourceAsStream("/run/wasmcloud/docs/assets/" + name)) {
            if (stream == null) {
                throw new IOException("the asset " + name + " is not packed");
            }
            return stream.readAllBytes();
        }
    }

    /** Returns an asset's path from the site's root. */
    String path(String name) {
        var path = paths.get(name);
        if (path == null) {
            throw new IllegalArgumentException("there is no asset " + name);
        }
        return path;
    }
}
