/** The Olin / CommonWA guest ABI: everything is a URL. */
@NullMarked
package run.wasmcloud.olin;

import org.jspecify.annotations.NullMarked;
