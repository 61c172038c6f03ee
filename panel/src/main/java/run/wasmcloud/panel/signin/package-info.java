/** Getting an account, signing in and out. */
@NullMarked
package run.wasmcloud.panel.signin;

import org.jspecify.annotations.NullMarked;
