package run.wasmcloud.wasi;

import java.nio.charset.StandardCharsets;

/** A symbolic link. Its target's bytes count as long as it has a name. */
final class SymbolicLink extends NamedNode {
    private final String target;

    /** Makes a link without a name. */
    SymbolicLink(Volume volume, String target) {
        super(volume, volume.nextInode(), volume.now(), 0);
        this.target = target;
        volume.space().take(size());
    }

    String target() {
        return target;
    }

    byte[] targetBytes() {
        return target.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    FileType type() {
        return FileType.SYMBOLIC_LINK;
    }

    @Override
    long size() {
        return targetBytes().length;
    }

    @Override
    void withoutName() {
        volume().space().give(size());
    }
}
