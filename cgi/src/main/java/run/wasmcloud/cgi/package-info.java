/** HTTP request to CGI environment, stdout to HTTP response (RFC 3875). */
@NullMarked
package run.wasmcloud.cgi;

import org.jspecify.annotations.NullMarked;
