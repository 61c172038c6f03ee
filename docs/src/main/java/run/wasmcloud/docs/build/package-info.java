/**
 * How the documentation site is rendered from Markdown. It runs while the product is built: the
 * libraries that it needs are not part of it.
 */
@NullMarked
package run.wasmcloud.docs.build;

import org.jspecify.annotations.NullMarked;
