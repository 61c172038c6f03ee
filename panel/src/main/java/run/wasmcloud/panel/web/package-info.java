/** What all pages are made of: routes, visits, sessions, forms, replies, assets. */
@NullMarked
package run.wasmcloud.panel.web;

import org.jspecify.annotations.NullMarked;
