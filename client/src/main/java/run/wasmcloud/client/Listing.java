package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.Page;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A list of any length, fetched a page at a time as it is walked. Each walk asks anew; walking
 * throws {@link ClientException}.
 */
public final class Listing<T> implements Iterable<T> {
    private final Function<@Nullable String, Page<T>> pages;

    Listing(Function<@Nullable String, Page<T>> pages) {
        this.pages = pages;
    }

    /**
     * Returns one part of the list.
     *
     * @param cursor the {@code next} of the part before it, null for the first part
     */
    public Page<T> page(@Nullable String cursor) {
        return pages.apply(cursor);
    }

    @Override
    public Iterator<T> iterator() {
        return new Walk();
    }

    /** Returns the items as a stream that asks only for the pages it needs. */
    public Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    private final class Walk implements Iterator<T> {
        private Page<T> page = pages.apply(null);
        private Iterator<T> items = page.items().iterator();

        @Override
        public boolean hasNext() {
            while (!items.hasNext() && page.next() != null) {
                page = pages.apply(page.next());
                items = page.items().iterator();
            }
            return items.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the list is at its end");
            }
            return items.next();
        }
    }
}
