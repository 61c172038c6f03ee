package run.wasmcloud.cli;

import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.wire.DeploymentItem;
import run.wasmcloud.model.wire.FunctionItem;
import run.wasmcloud.model.wire.LimitsItem;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** Says in text what functions and their versions are. */
final class FunctionText {
    private static final int HASH_DIGITS = 12;

    private FunctionText() {}

    static String version(FunctionItem function) {
        var active = function.activeDeployment();
        return active == null ? "-" : active.toString();
    }

    static Facts facts(FunctionItem function, ZoneId zone) {
        return new Facts()
                .with("name", function.name())
                .with("description", function.description())
                .with("url", function.url())
                .with("version", version(function))
                .with("visibility", WireJson.word(function.visibility()))
                .with("request body", WireJson.word(function.requestBody()))
                .with("suspended", suspension(function, zone))
                .with("created", Quantities.time(function.createdAt(), zone))
                .with("updated", Quantities.time(function.updatedAt(), zone))
                .with("id", function.id());
    }

    private static String suspension(FunctionItem function, ZoneId zone) {
        var suspension = function.suspension();
        return suspension == null
                ? ""
                : "since %s, for %s: %s"
                        .formatted(
                                Quantities.time(suspension.since(), zone),
                                WireJson.word(suspension.reason()),
                                suspension.note());
    }

    /** Returns the beginning of a module's hash: enough to tell modules apart. */
    static String hash(DeploymentItem deployment) {
        var hash = deployment.module();
        return hash.substring(0, Math.min(HASH_DIGITS, hash.length()));
    }

    /** Returns what may surprise about a version that was just made. */
    static Stream<String> warnings(DeploymentItem deployment) {
        return deployment.warnings().stream()
                .map(warning -> "warning: " + TerminalText.escaped(warning));
    }

    static String limits(LimitsItem limits) {
        return "%s memory, %s fuel, %s"
                .formatted(
                        Quantities.bytes(limits.memoryPages() * 65_536L),
                        Quantities.count(limits.fuel()),
                        Quantities.duration(java.time.Duration.ofMillis(limits.wallMillis())));
    }

    /** Says that a function has a version with another policy. */
    static List<String> underNewPolicy(FunctionArgument function, DeploymentItem deployment) {
        var what =
                deployment.active()
                        ? "%s runs version %d, under the new policy"
                        : "%s has version %d with the new policy; activate it when you like";
        return Stream.concat(
                        Stream.of(what.formatted(function.name(), deployment.number())),
                        warnings(deployment))
                .toList();
    }

    /** Says that a function has a new version. */
    static String deployed(FunctionArgument function, DeploymentItem deployment) {
        return "Deployed %s version %d".formatted(function.name(), deployment.number());
    }
}
