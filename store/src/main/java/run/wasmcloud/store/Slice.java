package run.wasmcloud.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param next the cursor to ask for the next part with; empty at the end
 */
public record Slice<T>(List<T> items, Optional<String> next) {
    public Slice {
        items = List.copyOf(items);
    }

    /**
     * Makes a part from the rows of a query that asked for one more than the limit.
     *
     * @param cursor tells an item's place in the list
     */
    static <T> Slice<T> of(List<T> rows, int limit, Function<T, String> cursor) {
        if (rows.size() <= limit) {
            return new Slice<>(rows, Optional.empty());
        }
        var items = rows.subList(0, limit);
        return new Slice<>(items, Optional.of(cursor.apply(items.getLast())));
    }
}
