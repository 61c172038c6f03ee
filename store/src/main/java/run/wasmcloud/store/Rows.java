package run.wasmcloud.store;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The forms that values have in rows: enums are lower-case words, structures are JSON. */
final class Rows {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};
    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};
    private static final ObjectWriter COUNTS_WRITER = JSON.writerFor(COUNTS);

    private Rows() {}

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E value(Class<E> type, ResultSet row, String column)
            throws SQLException {
        return Enum.valueOf(type, row.getString(column).toUpperCase(Locale.ROOT));
    }

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static Optional<UUID> optionalUuid(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, UUID.class));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Returns a number that may be larger than a long is, or has a fraction: then about that. */
    static long bounded(ResultSet row, String column) throws SQLException {
        var value = row.getBigDecimal(column);
        return value == null ? 0 : value.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }

    static Map<String, Long> counts(ResultSet row, String column) throws SQLException {
        return JSON.readValue(row.getString(column), COUNTS);
    }

    static SortedMap<String, String> texts(ResultSet row, String column) throws SQLException {
        return JSON.readValue(row.getString(column), TEXTS);
    }

    static <T> T json(Class<T> type, ResultSet row, String column) throws SQLException {
        return JSON.readValue(row.getString(column), type);
    }

    /** Writes a structure as JSON that PostgreSQL can keep. */
    static String json(Object value) {
        return storable(JSON.writeValueAsString(value));
    }

    /** Writes counts as JSON that PostgreSQL can keep. */
    static String json(Map<String, Long> counts) {
        return counts.keySet().stream().allMatch(Rows::isPlain)
                ? plainJson(counts)
                : storable(COUNTS_WRITER.writeValueAsString(counts));
    }

    /** Each run's receipt has counts, nearly always by plain names: a writer is not worth it. */
    private static String plainJson(Map<String, Long> counts) {
        var json = new StringBuilder("{");
        counts.forEach(
                (name, count) ->
                        json.append(json.length() > 1 ? ",\"" : "\"")
                                .append(name)
                                .append("\":")
                                .append(count.longValue()));
        return json.append('}').toString();
    }

    /** Tells whether a text stands for itself in JSON. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static String storable(String json) {
        return json.replace("\\u0000", "\\uFFFD");
    }

    /** Returns a text that PostgreSQL can keep: it knows no character 0. */
    static String text(String value) {
        return value.replace('\0', '\uFFFD');
    }
}
