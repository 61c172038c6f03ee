package run.wasmcloud.cli;

import run.wasmcloud.cgi.CgiEnvironment;
import run.wasmcloud.cgi.CgiProgram;
import run.wasmcloud.cgi.CgiRequest;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.sandbox.GuestStreams;
import run.wasmcloud.sandbox.LocalGuest;
import run.wasmcloud.sandbox.Surroundings;
import run.wasmcloud.wasi.FileTree;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The project's function as it is now, ready to run; it can be replaced while runs of the old one
 * go on. Thread-safe.
 */
final class DevGuest implements AutoCloseable {
    private static final ExecutorId EXECUTOR = ExecutorId.create();

    private final Sandbox sandbox;
    private final Optional<ProfileFolder> profiles;
    private final ReentrantLock lock = new ReentrantLock();
    private Build current;

    /** One build. It is freed when it was replaced and its last run has ended. */
    private static final class Build {
        private final LocalGuest guest;
        private final CgiProgram program;
        private int users = 1;

        Build(LocalGuest guest, CgiProgram program) {
            this.guest = guest;
            this.program = program;
        }
    }

    /**
     * Makes the first build.
     *
     * @param sandbox stays the caller's
     * @throws IOException when a file of the project cannot be read
     */
    DevGuest(Sandbox sandbox, Project project, Optional<ProfileFolder> profiles)
            throws IOException {
        this.sandbox = sandbox;
        this.profiles = profiles;
        this.current = build(project);
    }

    private Build build(Project project) throws IOException {
        var policyFile = project.policy();
        var policy =
                policyFile.isPresent()
                        ? PolicyFile.read(policyFile.get()).policy()
                        : Policy.standard();
        var shipped = project.files();
        var files = shipped.isPresent() ? ShippedFiles.read(shipped.get()) : FileTree.empty();
        var program =
                new CgiProgram(
                        project.name(), "wasmcloud/" + Version.text(), EXECUTOR, project.env());
        return new Build(
                new LocalGuest(
                        sandbox,
                        sandbox.compile(ModuleFile.read(project.module())),
                        project.name().value(),
                        policy.limits(Plan.PAID.limits()),
                        new Surroundings(
                                Surroundings.clock(null),
                                Surroundings.random(null),
                                policy,
                                files,
                                OutboundSettings.defaults())),
                program);
    }

    /**
     * Takes what the project is now. What was there stays when that cannot be loaded.
     *
     * @throws IOException when a file of the project cannot be read
     */
    void replace(Project project) throws IOException {
        var fresh = build(project);
        Build old;
        lock.lock();
        try {
            old = current;
            current = fresh;
        } finally {
            lock.unlock();
        }
        release(old);
    }

    /** Returns the limits of its runs as it is now. */
    RunLimits limits() {
        lock.lock();
        try {
            return current.guest.limits();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs it once, on the calling thread, which must be a guest thread.
     *
     * @throws run.wasmcloud.model.WasmcloudException when the request's path is not valid
     */
    Receipt run(CgiRequest request, GuestStreams streams) {
        var build = acquire();
        try {
            var environment = CgiEnvironment.of(build.program, request);
            return profiles.isEmpty()
                    ? build.guest.run(environment, streams)
                    : profiles.get().run(build.guest, request.invocation(), environment, streams);
        } finally {
            release(build);
        }
    }

    private Build acquire() {
        lock.lock();
        try {
            current.users++;
            return current;
        } finally {
            lock.unlock();
        }
    }

    private void release(Build build) {
        lock.lock();
        try {
            build.users--;
            if (build.users == 0) {
                build.guest.module().close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Frees the present build, once its runs have ended. */
    @Override
    public void close() {
        release(current);
    }
}
