package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Migrations only add: programs of the version before go on with the tables that they make. */
class MigrationsTest {
    private static final Path FOLDER =
            Path.of("src", "main", "resources", "run", "wasmcloud", "store", "migrations");

    /** What is no addition. A constraint that goes only allows more. */
    private static final List<Pattern> FORBIDDEN =
            List.of(
                    pattern("\\bDROP\\s+(TABLE|COLUMN|VIEW|FUNCTION|TYPE|SCHEMA|SEQUENCE)\\b"),
                    pattern("\\bDROP\\s+DEFAULT\\b"),
                    pattern("\\bDROP\\s+(?!CONSTRAINT|NOT\\s+NULL|TRIGGER|INDEX)\\w+"),
                    pattern("\\bRENAME\\b"),
                    pattern("\\bSET\\s+NOT\\s+NULL\\b"),
                    pattern("\\bALTER\\s+(COLUMN\\s+)?\\w+\\s+(SET\\s+DATA\\s+)?TYPE\\b"),
                    pattern(
                            "\\bADD\\s+(COLUMN\\s+)?(?!DEFAULT)[^,;]*\\bNOT\\s+NULL\\b(?![^,;]*\\bDEFAULT\\b)(?<!DEFAULT[^,;]{1,200})"));

    /** Those before the first release, which no program of another version has met. */
    private static final Set<String> ALLOWED =
            Set.of(
                    "V2__limits_of_files_and_requests.sql: DROP DEFAULT",
                    "V50__usage_by_hour.sql: DROP TABLE");

    private static Pattern pattern(String text) {
        return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
    }

    @Test
    void onlyAdd() throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.list(FOLDER)) {
            for (var file : files.sorted().toList()) {
                complaints(Files.readString(file)).stream()
                        .map(complaint -> file.getFileName() + ": " + complaint)
                        .filter(complaint -> !ALLOWED.contains(complaint))
                        .forEach(found::add);
            }
        }
        assertThat(found)
                .as("a program of the version before cannot go on: docs/operations/upgrades.md")
                .isEmpty();
    }

    private static List<String> complaints(String sql) {
        var statements = withoutBodies(sql);
        var complaints = new ArrayList<String>();
        for (var pattern : FORBIDDEN) {
            var matcher = pattern.matcher(statements);
            while (matcher.find()) {
                complaints.add(
                        matcher.group().replaceAll("\\s+", " ").toUpperCase(java.util.Locale.ROOT));
            }
        }
        return complaints.stream().distinct().toList();
    }

    /** Comments, functions' bodies and what is in quotes say nothing of the tables' form. */
    private static String withoutBodies(String sql) {
        return sql.replaceAll("--[^\n]*", "")
                .replaceAll("(?s)\\$\\$.*?\\$\\$", "")
                .replaceAll("'[^']*'", "''")
                .replaceAll("(?i)ON\\s+COMMIT\\s+DROP", "");
    }

    @Test
    void aChangeThatIsNoAdditionIsFound() {
        assertThat(complaints("ALTER TABLE users DROP COLUMN email;")).isNotEmpty();
        assertThat(complaints("DROP TABLE users;")).isNotEmpty();
        assertThat(complaints("ALTER TABLE users DROP email;")).isNotEmpty();
        assertThat(complaints("ALTER TABLE users RENAME COLUMN email TO address;")).isNotEmpty();
        assertThat(complaints("ALTER TABLE users ALTER COLUMN plan SET NOT NULL;")).isNotEmpty();
        assertThat(complaints("ALTER TABLE users ALTER COLUMN plan TYPE uuid;")).isNotEmpty();
        assertThat(complaints("ALTER TABLE users ADD COLUMN age integer NOT NULL;")).isNotEmpty();
        assertThat(complaints("ALTER TABLE users\n ADD COLUMN a int,\n ADD COLUMN b int NOT NULL;"))
                .isNotEmpty();
    }

    @Test
    void anAdditionIsNone() {
        assertThat(complaints("CREATE TABLE a (b integer NOT NULL);")).isEmpty();
        assertThat(complaints("ALTER TABLE a ADD COLUMN b integer;")).isEmpty();
        assertThat(complaints("ALTER TABLE a ADD COLUMN b integer NOT NULL DEFAULT 1;")).isEmpty();
        assertThat(complaints("ALTER TABLE a ADD COLUMN b integer DEFAULT 1 NOT NULL;")).isEmpty();
        assertThat(complaints("ALTER TABLE a DROP CONSTRAINT b, ADD CHECK (c > 1);")).isEmpty();
        assertThat(complaints("ALTER TABLE a ALTER COLUMN b DROP NOT NULL;")).isEmpty();
    }
}
