package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.VariableName;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Sets a secret. */
@Command(
        name = "set",
        description = {
            "Set a secret; the function's next invocation sees it.",
            "The value is asked for on a terminal, or is standard input without a last line end, or"
                    + " a file:",
            "never an argument, which others on the machine could see."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud secret set hello API_KEY < key.txt",
            "  wasmcloud secret set hello CERTIFICATE --file cert.pem"
        })
final class SecretSetCommand extends ApiVerb {
    /** More than any server takes. */
    private static final int MOST_BYTES = 1 << 20;

    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Parameters(index = "1", paramLabel = "KEY", description = "Its name in the environment.")
    private @Nullable VariableName name;

    @Option(names = "--file", paramLabel = "FILE", description = "A file that is the value.")
    private @Nullable Path file;

    SecretSetCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) throws IOException {
        var secret =
                client.functions()
                        .secrets(function.name())
                        .put(Objects.requireNonNull(name), value());
        output().record(secret, () -> List.of("Set " + secret.name() + " of " + function.name()));
        return ExitCode.OK;
    }

    private String value() throws IOException {
        if (file != null) {
            return text(Files.newInputStream(file));
        }
        var shell = context().shell();
        return shell.interactive()
                ? new Questions(shell).hidden("Value: ")
                : text(shell.in()).replaceFirst("\r?\n$", "");
    }

    private static String text(InputStream source) throws IOException {
        try (source) {
            var bytes = source.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new CommandFailure(
                        ExitCode.LIMIT,
                        "Too large",
                        "The value has more than %s.".formatted(Quantities.bytes(MOST_BYTES)),
                        null);
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw new CommandFailure(
                    ExitCode.INVALID,
                    "Not a text",
                    "The value is no text in UTF-8.",
                    "Encode it, for example with base64.");
        }
    }
}
