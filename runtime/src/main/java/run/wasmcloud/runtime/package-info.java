/** The sandbox. */
@NullMarked
package run.wasmcloud.runtime;

import org.jspecify.annotations.NullMarked;
