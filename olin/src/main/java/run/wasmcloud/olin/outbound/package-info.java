/** Requests that guests send: one message exchange each, to addresses that were checked. */
@NullMarked
package run.wasmcloud.olin.outbound;

import org.jspecify.annotations.NullMarked;
