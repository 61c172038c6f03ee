/**
 * HTTP functions as CGI programs (RFC 3875): a request becomes an environment and arguments ({@link
 * run.wasmcloud.cgi.CgiEnvironment}), standard output becomes a response ({@link
 * run.wasmcloud.cgi.CgiResponseParser}). Knows no HTTP server.
 */
@NullMarked
package run.wasmcloud.cgi;

import org.jspecify.annotations.NullMarked;
