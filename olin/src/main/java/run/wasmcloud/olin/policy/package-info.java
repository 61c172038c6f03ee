/** What a deployment may open and how much it may use. */
@NullMarked
package run.wasmcloud.olin.policy;

import org.jspecify.annotations.NullMarked;
