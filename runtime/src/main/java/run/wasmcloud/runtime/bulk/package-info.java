/**
 * Cuts bulk operations on memory into pieces between which a run can end: modules are rewritten
 * before they are compiled.
 */
@NullMarked
package run.wasmcloud.runtime.bulk;

import org.jspecify.annotations.NullMarked;
