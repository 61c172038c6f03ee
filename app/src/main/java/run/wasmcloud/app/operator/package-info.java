/** What an operator's own tools see of the servers. */
@NullMarked
package run.wasmcloud.app.operator;

import org.jspecify.annotations.NullMarked;
