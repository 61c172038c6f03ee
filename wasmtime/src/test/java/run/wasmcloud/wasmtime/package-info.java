@NullMarked
package run.wasmcloud.wasmtime;

import org.jspecify.annotations.NullMarked;
