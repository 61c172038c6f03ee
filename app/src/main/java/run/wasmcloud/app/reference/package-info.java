/** The reference pages that the program writes of itself while it is built. */
@NullMarked
package run.wasmcloud.app.reference;

import org.jspecify.annotations.NullMarked;
