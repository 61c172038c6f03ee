/** What belongs to a user's account: usage, password, tokens, sessions, what was done. */
@NullMarked
package run.wasmcloud.panel.account;

import org.jspecify.annotations.NullMarked;
