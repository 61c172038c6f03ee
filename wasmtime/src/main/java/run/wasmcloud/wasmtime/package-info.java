/** Java binding of Wasmtime's C API. */
@NullMarked
package run.wasmcloud.wasmtime;

import org.jspecify.annotations.NullMarked;
