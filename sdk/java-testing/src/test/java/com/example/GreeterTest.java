package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.sandbox.Program;
import run.wasmcloud.sandbox.Request;
import run.wasmcloud.sandbox.Sandbox;
import run.wasmcloud.sandbox.junit.WasmFunction;

/** A function that shows its environment, under the limits that it will have on a server. */
class GreeterTest {
    @WasmFunction("greeter.wasm")
    private Sandbox greeter;

    @Test
    void seesTheRequest() {
        var answer =
                greeter.environment("GREETING", "hello")
                        .run(Request.get("/people?name=Ada").withHeader("Accept-Language", "en"));

        assertEquals(200, answer.status());
        assertTrue(answer.text().contains("GREETING=hello"));
        assertTrue(answer.text().contains("PATH_INFO=/people"));
        assertTrue(answer.text().contains("HTTP_ACCEPT_LANGUAGE=en"));
    }

    @Test
    void runsAsAProgramToo() {
        var output = greeter.run(Program.withArguments("one", "two"));

        assertInstanceOf(Outcome.Completed.class, output.outcome());
        assertTrue(output.text().contains("one\ntwo\n"));
    }

    @Test
    void costsLittle() {
        var receipt = greeter.run(Request.get("/")).receipt();

        assertTrue(receipt.fuel() < 1_000_000, () -> "fuel " + receipt.fuel());
        assertTrue(receipt.peakMemoryBytes() <= 1 << 20);
    }

    @Test
    void endsAtItsLimit() {
        var answer = greeter.limits(limits -> limits.withFuel(100)).run(Request.get("/"));

        assertEquals(504, answer.status());
        assertEquals(new Outcome.LimitReached(RunLimit.FUEL), answer.outcome());
    }
}
