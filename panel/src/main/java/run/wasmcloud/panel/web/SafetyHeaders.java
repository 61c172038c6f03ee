package run.wasmcloud.panel.web;

import io.helidon.webserver.http.ServerResponse;

import java.net.URI;

/**
 * What every answer tells browsers not to allow. Nothing is loaded from elsewhere, no script or
 * style stands in a page, and no other site shows a page of the panel in a frame.
 */
final class SafetyHeaders {
    private static final String CONTENT =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private SafetyHeaders() {}

    static void addTo(ServerResponse response, URI address) {
        response.header("Content-Security-Policy", CONTENT);
        response.header("X-Content-Type-Options", "nosniff");
        response.header("X-Frame-Options", "DENY");
        response.header("Referrer-Policy", "same-origin");
        response.header("Cross-Origin-Opener-Policy", "same-origin");
        response.header("Cross-Origin-Resource-Policy", "same-origin");
        response.header(
                "Permissions-Policy",
                "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        if ("https".equals(address.getScheme())) {
            response.header("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
