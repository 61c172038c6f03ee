package run.wasmcloud.executor;

import run.wasmcloud.cgi.CgiProgram;
import run.wasmcloud.runtime.Grants;
import run.wasmcloud.store.ActiveDeployment;
import run.wasmcloud.store.SecretValues;
import run.wasmcloud.wasi.FileTree;

/**
 * A deployment that requests lead to, with what is the same for all of them.
 *
 * @param secrets what its program has of its function's secrets
 * @param grants what its runs may use beyond the sandbox itself
 */
record Route(ActiveDeployment deployment, SecretValues secrets, CgiProgram program, Grants grants) {
    /** Returns this route for a run that sees files. */
    Route with(FileTree files) {
        return new Route(deployment, secrets, program, grants.with(FileTree.class, files));
    }
}
