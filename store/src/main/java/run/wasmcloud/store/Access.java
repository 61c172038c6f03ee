package run.wasmcloud.store;

import run.wasmcloud.model.SuspensionReason;
import run.wasmcloud.model.Visibility;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Who may call a function.
 *
 * @param addressSalt what signed addresses are valid with
 * @param suspension why nobody may; empty when it is not suspended
 */
public record Access(
        Visibility visibility, UUID addressSalt, Optional<SuspensionReason> suspension) {
    /** Lets everybody in. */
    public static Access open() {
        return new Access(Visibility.PUBLIC, new UUID(0, 0), Optional.empty());
    }

    /** Reads the columns of a function. */
    static Access of(ResultSet row) throws SQLException {
        return new Access(
                Rows.value(Visibility.class, row, "visibility"),
                Rows.uuid(row, "address_salt"),
                Optional.ofNullable(row.getString("suspension_reason"))
                        .map(word -> SuspensionReason.valueOf(word.toUpperCase(Locale.ROOT))));
    }

    /** Hides the salt: this text may reach a log. */
    @Override
    public String toString() {
        return "Access[" + visibility + ", " + suspension + "]";
    }
}
