/**
 * Java client of the REST API: one {@link run.wasmcloud.client.WasmcloudClient} with the routes as
 * methods, in groups. Thread-safe throughout.
 */
@NullMarked
package run.wasmcloud.client;

import org.jspecify.annotations.NullMarked;
