/** The list of functions, and how a new one is made. */
@NullMarked
package run.wasmcloud.panel.functions;

import org.jspecify.annotations.NullMarked;
