/** The command line tool. */
@NullMarked
package run.wasmcloud.cli;

import org.jspecify.annotations.NullMarked;
