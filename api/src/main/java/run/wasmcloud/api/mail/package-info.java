/** Sends mail. */
@NullMarked
package run.wasmcloud.api.mail;

import org.jspecify.annotations.NullMarked;
