package run.wasmcloud.executor;

import run.wasmcloud.cgi.CgiProgram;
import run.wasmcloud.store.ActiveDeployment;

/** A deployment that requests lead to, with what is the same for all of them. */
record Route(ActiveDeployment deployment, CgiProgram program) {}
