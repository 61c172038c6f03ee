/** Sends what requests and runs tell of themselves to where the operator looks at it. */
@NullMarked
package run.wasmcloud.app.traces;

import org.jspecify.annotations.NullMarked;
