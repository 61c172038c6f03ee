/** What stands between clients and the requests that functions serve: settings, time and log. */
@NullMarked
package run.wasmcloud.executor.edge;

import org.jspecify.annotations.NullMarked;
