/** The one runnable jar. */
@NullMarked
package run.wasmcloud.app;

import org.jspecify.annotations.NullMarked;
