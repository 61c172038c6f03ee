/** Runs the fuzz targets, which lie in the packages that they try. */
@NullMarked
package run.wasmcloud.fuzz;

import org.jspecify.annotations.NullMarked;
