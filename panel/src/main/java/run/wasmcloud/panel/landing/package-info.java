/** What visitors see first. */
@NullMarked
package run.wasmcloud.panel.landing;

import org.jspecify.annotations.NullMarked;
