/**
 * Compiled modules: made in a process of its own, sealed, and kept on disk and in the module store.
 */
@NullMarked
package run.wasmcloud.runtime.compiled;

import org.jspecify.annotations.NullMarked;
