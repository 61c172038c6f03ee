import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;

import java.net.InetAddress;

/**
 * The bound that the HTTP server sets: the same Helidon answers "Hello" from memory.
 *
 * <p>Usage: java -cp app/target/wasmcloud.jar bench/peers/PlainText.java PORT
 */
class PlainText {
    void main(String[] arguments) {
        var body = "Hello from plain text\n".getBytes();
        var type = HeaderValues.create(HeaderNames.CONTENT_TYPE, "text/plain");
        WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(Integer.parseInt(arguments[0]))
                .writeBufferSize(0)
                .routing(
                        HttpRouting.builder()
                                .any((_, response) -> response.header(type).send(body)))
                .build()
                .start();
    }
}
