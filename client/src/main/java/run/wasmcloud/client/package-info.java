/** Java client of the REST API. */
@NullMarked
package run.wasmcloud.client;

import org.jspecify.annotations.NullMarked;
