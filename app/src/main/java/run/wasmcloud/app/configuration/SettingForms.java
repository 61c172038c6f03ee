package run.wasmcloud.app.configuration;

import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.Network;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The forms that settings have as text. */
final class SettingForms {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private SettingForms() {}

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException with what is expected
     */
    static Object read(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        }
        if (type == Secret.class) {
            return new Secret(text);
        }
        if (type == int.class || type == Integer.class) {
            return (int) number(text, 0, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return number(text, 0, Long.MAX_VALUE);
        }
        if (type == double.class) {
            return part(text);
        }
        if (type == boolean.class) {
            return flag(text);
        }
        if (type == Duration.class) {
            return duration(text);
        }
        if (type == Path.class) {
            return Path.of(text).toAbsolutePath().normalize();
        }
        if (type == URI.class) {
            return address(text);
        }
        if (type == InetAddress.class) {
            return inetAddress(text);
        }
        if (type == Network.class) {
            return Network.parse(text);
        }
        if (type == EmailAddress.class) {
            return emailAddress(text);
        }
        if (type.isEnum()) {
            return constant(type, text);
        }
        throw new IllegalStateException(type + " has no form");
    }

    private static long number(String text, long least, long most) {
        try {
            var number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw new IllegalArgumentException("a number from %d to %d".formatted(least, most));
    }

    private static double part(String text) {
        if (text.matches("0|1|0?\\.[0-9]{1,9}|[01]\\.0{1,9}")) {
            return Double.parseDouble(text);
        }
        throw new IllegalArgumentException("a number from 0 to 1, such as 0.05");
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    private static Duration duration(String text) {
        var matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a time like 500ms, 30s, 5m, 2h or 1d");
        }
        var count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static URI address(String text) {
        try {
            var address = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getRawQuery() == null
                    && address.getRawUserInfo() == null) {
                return address;
            }
        } catch (java.net.URISyntaxException _) {
            // Told below.
        }
        throw new IllegalArgumentException("an address like https://example.com");
    }

    private static InetAddress inetAddress(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of this machine", e);
        }
    }

    private static EmailAddress emailAddress(String text) {
        if (!EmailAddress.isValid(text)) {
            throw new IllegalArgumentException("an e-mail address");
        }
        return EmailAddress.parse(text);
    }

    private static Object constant(Class<?> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        Arrays.stream(type.getEnumConstants())
                                                .map(SettingForms::word)
                                                .collect(Collectors.joining(", "))));
    }

    static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
