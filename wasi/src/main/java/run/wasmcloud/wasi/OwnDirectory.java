package run.wasmcloud.wasi;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A directory that a run may change. */
final class OwnDirectory extends Directory {
    private final Map<String, Entry> byName = new HashMap<>();
    private final TreeMap<Long, Entry> byPosition = new TreeMap<>();
    private @Nullable OwnDirectory parent;
    private long lastPosition;
    private boolean removed;

    /** Makes the root of a volume. */
    static OwnDirectory root(Volume volume) {
        return new OwnDirectory(volume);
    }

    /** Makes an empty directory without a name. */
    OwnDirectory(Volume volume) {
        super(volume, volume.nextInode(), volume.now());
    }

    @Override
    @Nullable Node find(String name) {
        var entry = byName.get(name);
        return entry == null ? null : entry.node();
    }

    @Override
    @Nullable Entry after(long position) {
        var next = byPosition.higherEntry(position);
        return next == null ? null : next.getValue();
    }

    @Override
    Directory parent() {
        return parent == null ? this : parent;
    }

    @Override
    OwnDirectory writable() {
        if (removed) {
            throw new Refused(Errno.NOENT);
        }
        return this;
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Tells whether it is another directory, or below it. */
    boolean isWithin(Node other) {
        var each = this;
        while (each != null && each != other) {
            each = each.parent;
        }
        return each != null;
    }

    /** Adds a name that is not here yet. */
    void add(String name, Node node) {
        volume().space().takeEntry();
        put(name, node);
        node.linked();
    }

    private void put(String name, Node node) {
        var entry = new Entry(name, node, ++lastPosition);
        byName.put(name, entry);
        byPosition.put(entry.position(), entry);
        if (node instanceof OwnDirectory directory) {
            directory.parent = this;
        }
        touch();
    }

    /** Removes a name that is here. */
    void remove(String name) {
        var node = take(name);
        volume().space().giveEntry();
        node.touchAttributes();
        node.unlinked();
    }

    private Node take(String name) {
        var entry = byName.remove(name);
        if (entry == null) {
            throw new IllegalStateException("no entry of this name");
        }
        byPosition.remove(entry.position());
        touch();
        return entry.node();
    }

    /** Moves a name that is here to one that is not there yet. */
    void move(String name, OwnDirectory to, String newName) {
        var node = take(name);
        to.put(newName, node);
        node.touchAttributes();
    }

    @Override
    void linked() {
        removed = false;
    }

    @Override
    void unlinked() {
        removed = true;
        parent = null;
    }
}
