/** The documentation site as it is served: files that were rendered when the product was built. */
@NullMarked
package run.wasmcloud.docs;

import org.jspecify.annotations.NullMarked;
