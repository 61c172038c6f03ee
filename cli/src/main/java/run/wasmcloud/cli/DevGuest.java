package run.wasmcloud.cli;

import run.wasmcloud.cgi.CgiEnvironment;
import run.wasmcloud.cgi.CgiProgram;
import run.wasmcloud.cgi.CgiRequest;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.olin.OlinGrant;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.Grants;
import run.wasmcloud.runtime.GuestClock;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestLog;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.GuestRandom;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.runtime.RunRequest;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.wasi.FileTree;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The project's function as it is now, ready to run; it can be replaced while runs of the old one
 * go on. Thread-safe.
 */
final class DevGuest implements AutoCloseable {
    private static final ExecutorId EXECUTOR = ExecutorId.create();

    private final Sandbox sandbox;
    private final ReentrantLock lock = new ReentrantLock();
    private Build current;

    /** One build. It is freed when it was replaced and its last run has ended. */
    private static final class Build {
        private final CompiledModule module;
        private final CgiProgram program;
        private final RunLimits limits;
        private final Grants grants;
        private int users = 1;

        Build(CompiledModule module, CgiProgram program, RunLimits limits, Grants grants) {
            this.module = module;
            this.program = program;
            this.limits = limits;
            this.grants = grants;
        }
    }

    /**
     * Makes the first build.
     *
     * @param sandbox stays the caller's
     * @throws IOException when a file of the project cannot be read
     */
    DevGuest(Sandbox sandbox, Project project) throws IOException {
        this.sandbox = sandbox;
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
                sandbox.compile(ModuleFile.read(project.module())),
                program,
                policy.limits(Plan.PAID.limits()),
                Grants.none()
                        .with(OlinGrant.class, new OlinGrant(project.name().value(), "", policy))
                        .with(FileTree.class, files));
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

    /**
     * Runs it once, on the calling thread, which must be a guest thread.
     *
     * @throws run.wasmcloud.model.WasmcloudException when the request's path is not valid
     */
    Receipt run(
            CgiRequest request,
            GuestInput stdin,
            GuestOutput stdout,
            GuestOutput stderr,
            GuestLog log) {
        var build = acquire();
        try {
            var environment = CgiEnvironment.of(build.program, request);
            return sandbox.run(
                    build.module,
                    new RunRequest(
                            build.limits,
                            GuestStrings.ofBytes(environment.arguments()),
                            GuestStrings.ofBytes(environment.variables()),
                            stdin,
                            stdout,
                            stderr,
                            GuestClock.system(),
                            GuestRandom.secure(),
                            log,
                            build.grants));
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
                build.module.close();
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
