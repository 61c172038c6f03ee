package run.wasmcloud.model;

/** What a user may use: the name of a set of limits. */
public enum Plan {
    APPLICANT,
    FREE,
    PAID;

    /** Returns the figures that a new installation begins with. */
    public PlanLimits limits() {
        return switch (this) {
            case APPLICANT -> PlanLimits.APPLICANT;
            case FREE -> PlanLimits.FREE;
            case PAID -> PlanLimits.PAID;
        };
    }
}
