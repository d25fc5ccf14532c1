package io.breakwater.response.debt;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.ledger.FactCodec;
import io.breakwater.ledger.Json;
import io.breakwater.model.Fact;
import io.breakwater.model.UnknownFact;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The fields of facts, as rules name them: {@code grant}, {@code terms.ticket}. */
final class FactFields {
    private static final Map<String, Class<?>> TYPES = FactCodec.types().values().stream()
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));

    private final JsonNode fields;

    private FactFields(JsonNode fields) {
        this.fields = fields;
    }

    static FactFields of(Fact fact) {
        return new FactFields(
                fact instanceof UnknownFact
                        ? Json.mapper().createObjectNode()
                        : Json.mapper().valueToTree(fact));
    }

    /** The value of a field as text, unless it is absent. */
    Optional<String> value(String path) {
        JsonNode value = fields.at("/" + path.replace('.', '/'));
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
    }

    static boolean isFact(String name) {
        return TYPES.containsKey(name);
    }

    static Set<String> names() {
        return new TreeSet<>(TYPES.keySet());
    }

    /** The class of a field; empty when the fact has no such field. */
    static Optional<Class<?>> typeOf(String fact, String path) {
        Optional<Class<?>> type = Optional.ofNullable(TYPES.get(fact));
        for (String name : path.split("\\.", -1)) {
            type = type.flatMap(record -> component(record, name));
        }
        return type;
    }

    private static Optional<Class<?>> component(Class<?> record, String name) {
        return record.isRecord()
                ? Arrays.stream(record.getRecordComponents())
                        .filter(part -> part.getName().equals(name))
                        .findFirst()
                        .map(RecordComponent::getGenericType)
                        .map(FactFields::plain)
                : Optional.empty();
    }

    private static Class<?> plain(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Optional.class
                    ? plain(generic.getActualTypeArguments()[0])
                    : (Class<?>) generic.getRawType();
        }
        return (Class<?>) type;
    }
}
