/** The servers' configuration: one record a component, from a file, the environment and flags. */
@NullMarked
package run.wasmcloud.app.configuration;

import org.jspecify.annotations.NullMarked;
