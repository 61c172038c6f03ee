package run.wasmcloud.cli;

import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.ApplicationState;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.Money;
import run.wasmcloud.model.Network;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.RequestBodyForm;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.SuspensionReason;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.VariableName;
import run.wasmcloud.model.Visibility;

import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the values of options, the same in every command. */
final class OptionTypes {
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS =
            Map.of(
                    "ms", Duration.ofMillis(1),
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));

    private OptionTypes() {}

    static void register(CommandLine command, Clock clock) {
        command.registerConverter(Duration.class, OptionTypes::duration);
        command.registerConverter(Instant.class, text -> instant(text, clock));
        command.registerConverter(FunctionName.class, OptionTypes::functionName);
        command.registerConverter(VariableName.class, OptionTypes::variableName);
        command.registerConverter(URI.class, OptionTypes::address);
        command.registerConverter(Network.class, OptionTypes::network);
        command.registerConverter(Money.class, OptionTypes::money);
        registerWords(command);
    }

    private static void registerWords(CommandLine command) {
        register(command, Format.values());
        register(command, LogLevel.values());
        register(command, TokenScope.values());
        register(command, CompletionCommand.Language.values());
        register(command, AdminDecideCommand.Decision.values());
        register(command, ApplicationState.values());
        register(command, Plan.values());
        register(command, Role.values());
        register(command, SuspensionReason.values());
        register(command, ExportCommand.What.values());
        register(command, ExportCommand.Form.values());
        register(command, UsageCommand.By.values());
        register(command, UserState.values());
        register(command, Visibility.values());
        register(command, RequestBodyForm.values());
    }

    private static <E extends Enum<E>> void register(CommandLine command, E[] all) {
        command.registerConverter(all[0].getDeclaringClass(), text -> word(text, all));
    }

    /** Reads for example {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h} or {@code 30d}. */
    static Duration duration(String text) {
        var span = SPAN.matcher(text);
        if (!span.matches()) {
            throw new TypeConversionException(
                    text + " (expected: a duration such as 500ms, 10s, 5m, 2h or 30d)");
        }
        return Objects.requireNonNull(UNITS.get(span.group(2)))
                .multipliedBy(Long.parseLong(span.group(1)));
    }

    /** Reads a time, or how long ago it was. */
    static Instant instant(String text, Clock clock) {
        try {
            return SPAN.matcher(text).matches()
                    ? clock.instant().minus(duration(text))
                    : Instant.parse(text);
        } catch (DateTimeException _) {
            throw new TypeConversionException(
                    text
                            + " (expected: how long ago, such as 10m, or a time such as"
                            + " 2026-01-31T12:00:00Z)");
        }
    }

    private static FunctionName functionName(String text) {
        try {
            return new FunctionName(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    /** The same that functions may have, so that what runs here runs there. */
    private static VariableName variableName(String text) {
        try {
            return new VariableName(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    private static Network network(String text) {
        try {
            return Network.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    private static Money money(String text) {
        try {
            return Money.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    private static URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException _) {
            throw new TypeConversionException(
                    text + " (expected: an address such as https://api.example.com)");
        }
    }

    private static <E extends Enum<E>> E word(String text, E[] all) {
        return Stream.of(all)
                .filter(each -> WireJson.word(each).equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new TypeConversionException(
                                        "%s (expected: %s)".formatted(text, words(List.of(all)))));
    }

    private static String words(List<? extends Enum<?>> all) {
        return all.stream().map(WireJson::word).collect(Collectors.joining(", "));
    }
}
