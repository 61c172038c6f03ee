/** How the whole installation does, for administrators. */
@NullMarked
package run.wasmcloud.panel.platform;

import org.jspecify.annotations.NullMarked;
