package run.wasmcloud.store;

/**
 * Where a database is and who asks.
 *
 * @param jdbcUrl for example {@code jdbc:postgresql://127.0.0.1:5432/wasmcloud}
 */
public record DatabaseAddress(String jdbcUrl, String user, String password) {
    /** Hides the password: this text may reach a log. */
    @Override
    public String toString() {
        return user + "@" + jdbcUrl;
    }
}
