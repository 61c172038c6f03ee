package run.wasmcloud.executor;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.runtime.CompiledModule;

import java.util.Optional;

/** Brings into memory what a run along a route needs: its module, its files. Thread-safe. */
record ReadyRoutes(Router router, ModuleCache modules, FileTrees files) {
    /** A route with its module and files in memory until it is closed. */
    static final class Ready implements AutoCloseable {
        private final Route route;
        private final SharedModule.Lease module;
        private final FileTrees.@Nullable Lease files;

        private Ready(Route route, SharedModule.Lease module, FileTrees.@Nullable Lease files) {
            this.route = route;
            this.module = module;
            this.files = files;
        }

        Route route() {
            return route;
        }

        CompiledModule module() {
            return module.module();
        }

        @Override
        public void close() {
            module.close();
            if (files != null) {
                files.close();
            }
        }
    }

    /**
     * Makes a route ready, or the one that its label led to before: until a new deployment's module
     * is compiled, requests go where they went before.
     *
     * @throws WasmcloudException when neither can be made ready, or not now
     */
    Ready ready(String label, Route route) {
        return kept(route)
                .or(() -> router.earlier(label, route).flatMap(this::kept))
                .orElseGet(() -> ready(route));
    }

    private Optional<Ready> kept(Route route) {
        return modules.leaseIfKept(route.deployment().module())
                .map(module -> withFiles(route, module));
    }

    /**
     * Makes a route ready.
     *
     * @throws WasmcloudException when it cannot be made ready, or not now
     */
    Ready ready(Route route) {
        return withFiles(route, modules.lease(route.deployment().module()));
    }

    private Ready withFiles(Route route, SharedModule.Lease module) {
        var shipped = route.deployment().settings().files();
        if (shipped.isEmpty()) {
            return new Ready(route, module, null);
        }
        try {
            var held = files.lease(shipped.get());
            return new Ready(route.with(held.tree()), module, held);
        } catch (RuntimeException e) {
            module.close();
            throw e;
        }
    }
}
