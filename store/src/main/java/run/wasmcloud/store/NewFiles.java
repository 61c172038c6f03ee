package run.wasmcloud.store;

/**
 * Files that are brought along with a deployment.
 *
 * @param files what is in the zip
 * @param zip not changed any more
 */
@SuppressWarnings("ArrayRecordComponent")
public record NewFiles(ShippedFiles files, byte[] zip) {}
