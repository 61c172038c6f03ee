/** REST control plane. */
@NullMarked
package run.wasmcloud.api;

import org.jspecify.annotations.NullMarked;
