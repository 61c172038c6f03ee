package run.wasmcloud.store;

/**
 * What a new deployment was made from, as its maker saw it. When that has changed meanwhile, the
 * deployment would undo somebody's change, so it is not kept.
 */
public sealed interface Basis {
    /** Nothing: the deployment replaces whatever is there. */
    record Nothing() implements Basis {}

    /**
     * The active deployment as a whole.
     *
     * @param number 0 when there is none
     */
    record Active(int number) implements Basis {}

    /**
     * The active deployment's settings: another module may have been deployed meanwhile.
     *
     * @param settings {@link DeploymentSettings#none} when there is no active deployment
     */
    record ActiveSettings(DeploymentSettings settings) implements Basis {}
}
