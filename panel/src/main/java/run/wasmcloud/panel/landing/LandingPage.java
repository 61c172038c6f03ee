package run.wasmcloud.panel.landing;

/** What visitors see first. */
public record LandingPage(String example) {}
