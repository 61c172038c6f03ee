package run.wasmcloud.panel.landing;

import org.jspecify.annotations.Nullable;

/**
 * What visitors see first.
 *
 * @param example where the live example answers
 * @param answer what it said when the visitor called it; null before
 */
public record LandingPage(String example, @Nullable ExampleAnswer answer) {}
