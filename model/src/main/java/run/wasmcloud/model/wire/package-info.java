/**
 * What the REST API and its clients say to each other, as JSON: field names are the record
 * components' names, enums are lower case, times are RFC 3339 in UTC, absent values are left out.
 */
@NullMarked
package run.wasmcloud.model.wire;

import org.jspecify.annotations.NullMarked;
