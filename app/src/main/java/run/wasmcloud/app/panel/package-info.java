/** The panel as a server of its own. */
@NullMarked
package run.wasmcloud.app.panel;

import org.jspecify.annotations.NullMarked;
