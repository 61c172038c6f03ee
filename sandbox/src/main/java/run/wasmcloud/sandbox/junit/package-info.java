/** Sandboxes in tests with JUnit. */
@NullMarked
package run.wasmcloud.sandbox.junit;

import org.jspecify.annotations.NullMarked;
