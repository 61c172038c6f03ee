package run.wasmcloud.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;

import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.wire.FoundInvocation;
import run.wasmcloud.model.wire.InvocationItem;
import run.wasmcloud.model.wire.Page;
import run.wasmcloud.model.wire.QueuedInvocationItem;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads and writes the records of {@code run.wasmcloud.model.wire} as the API does: enums in lower
 * case with hyphens, times in RFC 3339, absent values left out. Unknown fields are ignored, so that
 * a newer API can be read. Thread-safe.
 */
public final class WireJson {
    private final JsonMapper mapper = mapper();

    private static JsonMapper mapper() {
        return JsonMapper.builder()
                .annotationIntrospector(new LowerCaseEnums())
                .addMixIn(ModuleHash.class, HashAsText.class)
                .disable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(
                        EnumFeature.READ_ENUMS_USING_TO_STRING,
                        EnumFeature.WRITE_ENUMS_USING_TO_STRING)
                .changeDefaultPropertyInclusion(
                        all -> all.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .withConfigOverride(List.class, each -> each.setNullHandling(emptyForNull()))
                .withConfigOverride(Map.class, each -> each.setNullHandling(emptyForNull()))
                .build();
    }

    private static JsonSetter.Value emptyForNull() {
        return JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
    }

    /**
     * Reads one value.
     *
     * @throws JacksonException when the text is no JSON, or JSON of another form
     */
    public <T> T read(byte[] json, Class<T> type) {
        return mapper.readValue(json, type);
    }

    <T> Page<T> readPage(byte[] json, Class<T> item) {
        JavaType type = mapper.getTypeFactory().constructParametricType(Page.class, item);
        return mapper.readValue(json, type);
    }

    /** Reads what is known of an invocation: only one that is asynchronous has a state. */
    FoundInvocation readInvocation(byte[] json) {
        JsonNode tree = mapper.readTree(json);
        return tree.has("state")
                ? mapper.treeToValue(tree, QueuedInvocationItem.class)
                : mapper.treeToValue(tree, InvocationItem.class);
    }

    /** Writes a value on one line. */
    public String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    /** Writes a value on indented lines. */
    public String writeIndented(Object value) {
        return mapper.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    }

    /** Returns the word for an enum's constant in the API, for example {@code wasi-preview1}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static final class LowerCaseEnums extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public String[] findEnumValues(
                MapperConfig<?> config, AnnotatedClass type, Enum<?>[] values, String[] names) {
            return Stream.of(values).map(WireJson::word).toArray(String[]::new);
        }
    }

    private abstract static class HashAsText {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        HashAsText(@SuppressWarnings("unused") String hex) {}

        @JsonValue
        abstract String hex();
    }
}
