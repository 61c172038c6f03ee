/** Records, enums and sealed families that cross rooms. */
@NullMarked
package run.wasmcloud.model;

import org.jspecify.annotations.NullMarked;
