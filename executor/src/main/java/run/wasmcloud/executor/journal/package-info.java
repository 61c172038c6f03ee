/**
 * What an executor has to tell the store, on disk until the store has taken it: a process that is
 * killed loses nothing that was written before, and a store that is away for a while nothing
 * either.
 */
@NullMarked
package run.wasmcloud.executor.journal;

import org.jspecify.annotations.NullMarked;
