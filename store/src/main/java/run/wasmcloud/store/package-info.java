/** PostgreSQL, token checking, module blobs. */
@NullMarked
package run.wasmcloud.store;

import org.jspecify.annotations.NullMarked;
