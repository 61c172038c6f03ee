package run.wasmcloud.executor;

import run.wasmcloud.cgi.CgiProgram;
import run.wasmcloud.runtime.Grants;
import run.wasmcloud.store.ActiveDeployment;

/**
 * A deployment that requests lead to, with what is the same for all of them.
 *
 * @param grants what its runs may use beyond the sandbox itself
 */
record Route(ActiveDeployment deployment, CgiProgram program, Grants grants) {}
