package run.wasmcloud.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.ShownOnce;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads and writes what goes over the wire: enums in lower case with hyphens, times in RFC 3339,
 * absent values left out. A request with a field that does not exist is refused. Thread-safe.
 */
final class Json {
    private static final int DEEPEST = 32;

    private final JsonMapper mapper =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .build())
                                    .build())
                    .annotationIntrospector(new LowerCaseEnums())
                    .addMixIn(ModuleHash.class, HashAsText.class)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .withCoercionConfigDefaults(
                            all ->
                                    all.setCoercion(
                                            CoercionInputShape.EmptyString, CoercionAction.Fail))
                    .withCoercionConfig(
                            LogicalType.Textual,
                            texts ->
                                    texts.setCoercion(
                                                    CoercionInputShape.Boolean, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Integer, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Float, CoercionAction.Fail))
                    .disable(
                            EnumFeature.READ_ENUMS_USING_TO_STRING,
                            EnumFeature.WRITE_ENUMS_USING_TO_STRING)
                    .changeDefaultPropertyInclusion(
                            all -> all.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                    .build();

    /**
     * Reads a request's body.
     *
     * @throws WasmcloudException {@code MALFORMED_REQUEST} when it is no JSON, {@code
     *     INVALID_VALUE} when it is JSON of another form, with the places
     */
    <T> T read(byte[] body, Class<T> type) {
        return read(body, type, _ -> Stream.empty());
    }

    /**
     * Reads a request's body and checks its values.
     *
     * @param checks what is wrong with the values; a field of another form is null to them
     * @throws WasmcloudException {@code MALFORMED_REQUEST} when it is no JSON, {@code
     *     INVALID_VALUE} when something is wrong with form or values, with all of it
     */
    <T> T read(byte[] body, Class<T> type, Function<T, Stream<Optional<FieldError>>> checks) {
        T value = parsed(body, type, checks);
        FieldErrors.requireNone(checks.apply(value));
        return value;
    }

    private <T> T parsed(
            byte[] body, Class<T> type, Function<T, Stream<Optional<FieldError>>> checks) {
        try {
            T value = mapper.readValue(body, type);
            if (value == null) {
                throw new WasmcloudException(
                        ErrorCode.INVALID_VALUE, "the body is null (expected: an object)");
            }
            return value;
        } catch (DatabindException e) {
            throw new WasmcloudException(
                    ErrorCode.INVALID_VALUE,
                    "the body is not what is expected here",
                    all(body, type, checks)
                            .orElseGet(() -> List.of(new FieldError(pointer(e), reason(e)))),
                    e);
        } catch (JacksonException e) {
            throw new WasmcloudException(
                    ErrorCode.MALFORMED_REQUEST, "the body is not valid JSON: " + reason(e), e);
        }
    }

    /** Empty when the body as a whole is not what is expected. */
    private <T> Optional<List<FieldError>> all(
            byte[] body, Class<T> type, Function<T, Stream<Optional<FieldError>>> checks) {
        try {
            if (!type.isRecord() || !(mapper.readTree(body) instanceof ObjectNode object)) {
                return Optional.empty();
            }
            var form = new BodyForm(mapper);
            form.prune(object, mapper.constructType(type), "");
            var rest = checks.apply(mapper.treeToValue(object, type)).flatMap(Optional::stream);
            var ofForm = form.errors();
            return Optional.of(
                            Stream.concat(
                                            ofForm.stream(),
                                            rest.filter(error -> !isBlurred(error, ofForm)))
                                    .toList())
                    .filter(errors -> !errors.isEmpty());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with a value that was taken away follows from that. */
    private static boolean isBlurred(FieldError error, List<FieldError> ofForm) {
        return ofForm.stream()
                .map(FieldError::pointer)
                .anyMatch(
                        pointer ->
                                pointer.equals(error.pointer())
                                        || pointer.startsWith(error.pointer() + "/")
                                        || error.pointer().startsWith(pointer + "/"));
    }

    private static String pointer(DatabindException e) {
        return e.getPath().stream()
                .map(
                        step ->
                                step.getPropertyName() == null
                                        ? String.valueOf(step.getIndex())
                                        : BodyForm.escaped(step.getPropertyName()))
                .map(step -> "/" + step)
                .collect(Collectors.joining());
    }

    /** The parser's words without the names of our classes behind them. */
    static String reason(JacksonException e) {
        var message = String.valueOf(e.getOriginalMessage());
        return message.replaceAll(" ?\\((class|token) [^)]*\\)", "")
                .replaceAll("`?run\\.wasmcloud\\.[\\w.$]*`?", "this value")
                .strip();
    }

    byte[] write(Object value) {
        return mapper.writeValueAsBytes(value);
    }

    /** Writes a value without what is shown once only, and says so. */
    byte[] writeWithoutSecrets(Object value) {
        if (value instanceof RawJson raw) {
            return raw.bytes();
        }
        var tree = mapper.<JsonNode>valueToTree(value);
        if (tree instanceof ObjectNode object && value instanceof Record record) {
            var secrets =
                    Stream.of(record.getClass().getRecordComponents())
                            .filter(part -> part.isAnnotationPresent(ShownOnce.class))
                            .map(RecordComponent::getName)
                            .toList();
            if (!secrets.isEmpty()) {
                object.remove(secrets)
                        .put("note", "What is secret is shown in the first answer only.");
            }
        }
        return mapper.writeValueAsBytes(tree);
    }

    /** Returns the word for an enum's constant, for example {@code wasi-preview1}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static final class LowerCaseEnums extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public String[] findEnumValues(
                MapperConfig<?> config, AnnotatedClass type, Enum<?>[] values, String[] names) {
            return Stream.of(values).map(Json::word).toArray(String[]::new);
        }
    }

    private interface HashAsText {
        @JsonValue
        String hex();
    }
}
