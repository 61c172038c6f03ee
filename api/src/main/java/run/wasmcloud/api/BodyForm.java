package run.wasmcloud.api;

import run.wasmcloud.model.FieldError;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at a JSON object field by field: the parser stops at the first that has another form than
 * the record's, and the caller is to learn of all. Used by one thread.
 */
final class BodyForm {
    private static final int SHOWN = 100;

    private final JsonMapper mapper;
    private final List<FieldError> errors = new ArrayList<>();

    BodyForm(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** Returns what is wrong with the fields that were taken away. */
    List<FieldError> errors() {
        return List.copyOf(errors);
    }

    /** Takes all fields out of an object that do not fit into a record. */
    void prune(ObjectNode object, JavaType type, String pointer) {
        var components = type.getRawClass().getRecordComponents();
        for (var field : List.copyOf(object.properties())) {
            var name = field.getKey();
            var place = pointer + "/" + escaped(name);
            var fits =
                    component(components, name)
                            .map(component -> fits(field.getValue(), component, place))
                            .orElseGet(() -> isUnknown(place, components));
            if (!fits) {
                object.remove(name);
            }
        }
    }

    private Optional<JavaType> component(RecordComponent[] components, String name) {
        return Stream.of(components)
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .map(component -> mapper.constructType(component.getGenericType()));
    }

    private boolean isUnknown(String place, RecordComponent[] components) {
        var names =
                Stream.of(components)
                        .map(RecordComponent::getName)
                        .collect(Collectors.joining(", "));
        return refuse(place, "there is no such field (expected: %s)".formatted(names));
    }

    private boolean fits(JsonNode value, JavaType type, String pointer) {
        if (value instanceof ObjectNode object && type.isRecordType()) {
            prune(object, type, pointer);
            return true;
        }
        if (value instanceof ObjectNode object && type.isMapLikeType()) {
            pruneMap(object, type.getContentType(), pointer);
            return true;
        }
        if (value instanceof ArrayNode array && type.isCollectionLikeType()) {
            var before = errors.size();
            for (var i = 0; i < array.size(); i++) {
                fits(array.get(i), type.getContentType(), pointer + "/" + i);
            }
            return errors.size() == before;
        }
        return isRead(value, type, pointer);
    }

    private void pruneMap(ObjectNode object, JavaType values, String pointer) {
        for (var entry : List.copyOf(object.properties())) {
            if (!fits(entry.getValue(), values, pointer + "/" + escaped(entry.getKey()))) {
                object.remove(entry.getKey());
            }
        }
    }

    private boolean isRead(JsonNode value, JavaType type, String pointer) {
        try {
            mapper.readerFor(type).<Object>readValue(value);
            return true;
        } catch (DatabindException e) {
            return refuse(pointer, expected(type).orElseGet(() -> Json.reason(e)));
        } catch (JacksonException e) {
            return refuse(pointer, Json.reason(e));
        }
    }

    private boolean refuse(String pointer, String detail) {
        errors.add(new FieldError(pointer, detail));
        return false;
    }

    private static Optional<String> expected(JavaType type) {
        var raw = type.getRawClass();
        if (raw.isEnum()) {
            var words =
                    Stream.of(raw.getEnumConstants())
                            .map(constant -> Json.word((Enum<?>) constant))
                            .collect(Collectors.joining(", "));
            return Optional.of("expected: " + words);
        }
        if (raw == String.class) {
            return Optional.of("expected: a text");
        }
        if (raw == Boolean.class || raw == boolean.class) {
            return Optional.of("expected: true or false");
        }
        if (raw == Instant.class) {
            return Optional.of("expected: a time such as 2026-01-31T12:00:00Z");
        }
        if (raw == UUID.class) {
            return Optional.of("expected: a UUID");
        }
        if (Number.class.isAssignableFrom(raw) || raw == long.class || raw == int.class) {
            return Optional.of("expected: a whole number");
        }
        return type.isMapLikeType() || type.isRecordType()
                ? Optional.of("expected: an object")
                : Optional.empty();
    }

    /** RFC 6901 section 3; a name that is no name may be long. */
    static String escaped(String name) {
        var shown = name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name;
        return shown.replace("~", "~0").replace("/", "~1");
    }
}
