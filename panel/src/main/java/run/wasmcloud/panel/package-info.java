/** The web UI: pages that are made on the server, a client of the REST API and nothing else. */
@NullMarked
package run.wasmcloud.panel;

import org.jspecify.annotations.NullMarked;
