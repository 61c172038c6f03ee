package run.wasmcloud.sandbox;

import run.wasmcloud.cgi.CgiEnvironment;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.runtime.Cancellation;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.runtime.ProfiledRun;
import run.wasmcloud.runtime.RunRequest;
import run.wasmcloud.runtime.Sandbox;

import java.time.Duration;

/**
 * A guest that can run. Its runs go on the calling thread, which must be one for guests.
 *
 * @param sandbox stays the caller's, as does the module
 * @param name what it is called, in profiles and in requests that it sends
 */
public record LocalGuest(
        Sandbox sandbox,
        CompiledModule module,
        String name,
        RunLimits limits,
        Surroundings surroundings) {
    /** Runs it as a program. */
    public Receipt run(GuestStrings arguments, GuestStrings environment, GuestStreams streams) {
        return sandbox.run(module, request(arguments, environment, streams));
    }

    /** Runs it as a CGI program, once for a request. */
    public Receipt run(CgiEnvironment request, GuestStreams streams) {
        return run(arguments(request), variables(request), streams);
    }

    /**
     * Runs it as a program and samples what it computes.
     *
     * @param interval the engine's tick: how long from one sample to the next
     */
    public ProfiledRun profile(
            GuestStrings arguments,
            GuestStrings environment,
            GuestStreams streams,
            Duration interval) {
        return sandbox.profile(
                module,
                request(arguments, environment, streams),
                new Cancellation(),
                name,
                interval);
    }

    /** Runs it as a CGI program and samples what it computes. */
    public ProfiledRun profile(CgiEnvironment request, GuestStreams streams, Duration interval) {
        return profile(arguments(request), variables(request), streams, interval);
    }

    private static GuestStrings arguments(CgiEnvironment request) {
        return GuestStrings.lazily(request::arguments);
    }

    private static GuestStrings variables(CgiEnvironment request) {
        return GuestStrings.lazily(request::variables);
    }

    private RunRequest request(
            GuestStrings arguments, GuestStrings environment, GuestStreams streams) {
        return new RunRequest(
                limits,
                arguments,
                environment,
                streams.stdin(),
                streams.stdout(),
                streams.stderr(),
                surroundings.clock(),
                surroundings.random(),
                streams.log(),
                surroundings.grants(name));
    }
}
