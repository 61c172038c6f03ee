/** What can be set of a function: its environment, policy, schedules, host names, and its end. */
@NullMarked
package run.wasmcloud.panel.settings;

import org.jspecify.annotations.NullMarked;
