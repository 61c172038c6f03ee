package run.wasmcloud.docs.build;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks comments, strings, numbers and words of a language in code: enough to find one's way, and
 * small. What it does not know stays plain.
 */
final class Highlighter {
    private static final String DOUBLE = "\"(?:\\\\.|[^\"\\\\\n])*\"";
    private static final String SINGLE = "'(?:\\\\.|[^'\\\\\n])*'";
    private static final String NUMBER = "(?<![\\w.-])\\d[\\w.]*";
    private static final String WORD = "[A-Za-z_][A-Za-z0-9_-]*";
    private static final String C_COMMENT = "//[^\n]*|/\\*[\\s\\S]*?\\*/";
    private static final String HASH_COMMENT = "(?<=^|\\s)#[^\n]*";

    private record Language(Pattern pattern, Set<String> words) {
        static Language of(String comment, String string, String... words) {
            var pattern =
                    Pattern.compile(
                            "(?<comment>%s)|(?<string>%s)|(?<number>%s)|(?<word>%s)"
                                    .formatted(comment, string, NUMBER, WORD),
                            Pattern.MULTILINE);
            return new Language(pattern, Set.of(words));
        }
    }

    private static final Language SHELL =
            Language.of(
                    HASH_COMMENT,
                    DOUBLE + "|" + SINGLE,
                    "if",
                    "then",
                    "else",
                    "fi",
                    "for",
                    "in",
                    "do",
                    "done",
                    "while",
                    "case",
                    "esac",
                    "export",
                    "cd",
                    "curl",
                    "echo",
                    "cat",
                    "wasmcloud",
                    "sudo");
    private static final Language TOML =
            Language.of("#[^\n]*|^\\[[^\n]*\\]", DOUBLE + "|" + SINGLE, "true", "false");
    private static final Language JSON = Language.of("(?!)", DOUBLE, "true", "false", "null");
    private static final Language YAML =
            Language.of(HASH_COMMENT, DOUBLE + "|" + SINGLE, "true", "false");
    private static final Language C =
            Language.of(
                    C_COMMENT + "|^#[^\n]*",
                    DOUBLE + "|" + SINGLE,
                    "int",
                    "char",
                    "const",
                    "void",
                    "return",
                    "if",
                    "else",
                    "for",
                    "while",
                    "static",
                    "struct",
                    "sizeof",
                    "size_t",
                    "unsigned",
                    "long",
                    "break",
                    "switch",
                    "case");
    private static final Language RUST =
            Language.of(
                    C_COMMENT, DOUBLE, "fn", "let", "mut", "use", "pub", "struct", "enum", "impl",
                    "match", "if", "else", "for", "in", "while", "loop", "return", "mod", "crate",
                    "self", "as", "const", "static", "move", "where", "true", "false");
    private static final Language GO =
            Language.of(
                    C_COMMENT,
                    DOUBLE + "|`[^`]*`",
                    "package",
                    "import",
                    "func",
                    "return",
                    "if",
                    "else",
                    "for",
                    "range",
                    "var",
                    "type",
                    "struct",
                    "defer",
                    "go",
                    "map",
                    "nil",
                    "true",
                    "false");
    private static final Language JAVA =
            Language.of(
                    C_COMMENT,
                    DOUBLE + "|" + SINGLE,
                    "class",
                    "record",
                    "var",
                    "new",
                    "return",
                    "if",
                    "else",
                    "for",
                    "while",
                    "try",
                    "catch",
                    "throws",
                    "import",
                    "package",
                    "public",
                    "private",
                    "static",
                    "final",
                    "void",
                    "int",
                    "long",
                    "true",
                    "false",
                    "null");
    private static final Language PYTHON =
            Language.of(
                    HASH_COMMENT,
                    DOUBLE + "|" + SINGLE,
                    "def",
                    "return",
                    "import",
                    "from",
                    "if",
                    "else",
                    "for",
                    "in",
                    "while",
                    "with",
                    "as",
                    "class",
                    "None",
                    "True",
                    "False",
                    "print");
    private static final Language SCRIPT =
            Language.of(
                    C_COMMENT,
                    DOUBLE + "|" + SINGLE + "|`[^`]*`",
                    "const",
                    "let",
                    "function",
                    "return",
                    "if",
                    "else",
                    "for",
                    "await",
                    "async",
                    "new",
                    "import",
                    "from",
                    "export",
                    "true",
                    "false",
                    "null");
    private static final Language SQL =
            Language.of(
                    "--[^\n]*",
                    SINGLE,
                    "SELECT",
                    "FROM",
                    "WHERE",
                    "GROUP",
                    "BY",
                    "ORDER",
                    "CREATE",
                    "TABLE",
                    "DATABASE",
                    "USER",
                    "OWNER",
                    "WITH",
                    "PASSWORD",
                    "INSERT",
                    "INTO",
                    "VALUES",
                    "UPDATE",
                    "SET",
                    "DELETE",
                    "GRANT",
                    "ON",
                    "TO");
    private static final Language NGINX =
            Language.of(
                    "#[^\n]*",
                    DOUBLE + "|" + SINGLE,
                    "server",
                    "location",
                    "listen",
                    "server_name",
                    "proxy_pass",
                    "proxy_set_header",
                    "upstream",
                    "http",
                    "return");
    private static final Language POLICY =
            Language.of(
                    "##[^\n]*",
                    DOUBLE,
                    "allow",
                    "disallow",
                    "ram-page-limit",
                    "gas-limit",
                    "time-limit-ms");

    private static final Map<String, Language> LANGUAGES =
            Map.ofEntries(
                    Map.entry("sh", SHELL),
                    Map.entry("console", SHELL),
                    Map.entry("toml", TOML),
                    Map.entry("ini", TOML),
                    Map.entry("json", JSON),
                    Map.entry("yaml", YAML),
                    Map.entry("c", C),
                    Map.entry("rust", RUST),
                    Map.entry("go", GO),
                    Map.entry("java", JAVA),
                    Map.entry("python", PYTHON),
                    Map.entry("js", SCRIPT),
                    Map.entry("sql", SQL),
                    Map.entry("nginx", NGINX),
                    Map.entry("policy", POLICY));

    private Highlighter() {}

    /** Returns code as HTML. */
    static String html(String language, String code) {
        var known = LANGUAGES.get(language);
        if (known == null) {
            return Html.escaped(code);
        }
        var html = new StringBuilder();
        var matcher = known.pattern().matcher(code);
        var end = 0;
        while (matcher.find()) {
            html.append(Html.escaped(code.substring(end, matcher.start())));
            append(html, style(known, matcher), matcher.group());
            end = matcher.end();
        }
        return html.append(Html.escaped(code.substring(end))).toString();
    }

    private static String style(Language language, Matcher matcher) {
        if (matcher.group("comment") != null) {
            return "c";
        }
        if (matcher.group("string") != null) {
            return "s";
        }
        if (matcher.group("number") != null) {
            return "n";
        }
        return language.words().contains(matcher.group()) ? "k" : "";
    }

    private static void append(StringBuilder html, String style, String text) {
        if (style.isEmpty()) {
            html.append(Html.escaped(text));
        } else {
            html.append("<span class=\"").append(style).append("\">");
            html.append(Html.escaped(text)).append("</span>");
        }
    }
}
