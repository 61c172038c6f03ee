package run.wasmcloud.app.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of the table of all settings, as the page about configuration has them. */
final class ReferencePage {
    private ReferencePage() {}

    static List<String> rows() {
        var rows = new ArrayList<String>();
        add(rows, "", ServerConfiguration.class);
        return rows;
    }

    static List<String> panelRows() {
        var rows = new ArrayList<String>();
        add(rows, "", PanelConfiguration.class);
        return rows;
    }

    private static void add(List<String> rows, String prefix, Class<?> type) {
        for (var component : type.getRecordComponents()) {
            var key = prefix + ConfigurationReader.kebab(component.getName());
            var setting = component.getAnnotation(Setting.class);
            if (setting != null) {
                rows.add(row(key, setting));
            } else if (component.getType() == Map.class) {
                add(
                        rows,
                        key + ".NAME.",
                        ConfigurationReader.argument(component.getGenericType(), 1));
            } else {
                add(rows, key + ".", component.getType());
            }
        }
    }

    private static String row(String key, Setting setting) {
        return "| `%s` | %s | %s |"
                .formatted(
                        key,
                        setting.otherwise().isEmpty() ? "" : "`" + setting.otherwise() + "`",
                        setting.value());
    }

    /** Prints the rows, for who writes the page. */
    public static void main(String[] arguments) {
        rows().forEach(System.out::println);
    }
}
