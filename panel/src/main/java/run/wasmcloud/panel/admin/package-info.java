/** What administrators look after: users, applications, invitations, plans, executors. */
@NullMarked
package run.wasmcloud.panel.admin;

import org.jspecify.annotations.NullMarked;
