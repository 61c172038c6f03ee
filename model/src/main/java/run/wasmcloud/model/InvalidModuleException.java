package run.wasmcloud.model;

/** A module that no executor could run, with the report that tells why. */
public final class InvalidModuleException extends WasmcloudException {
    private static final long serialVersionUID = 1L;

    private final transient ModuleReport report;

    /**
     * Makes the error for a module.
     *
     * @param report with at least one problem
     */
    public InvalidModuleException(ModuleReport report) {
        super(ErrorCode.INVALID_MODULE, String.join("\n", report.problems()));
        this.report = report;
    }

    /** Returns what the platform can tell of the module. */
    public ModuleReport report() {
        return report;
    }
}
