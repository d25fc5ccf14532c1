package io.breakwater.access.policy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import io.breakwater.document.Problem;
import io.breakwater.document.Yaml;
import io.breakwater.document.Yaml.Place;
import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The structure of a policy: its JSON Schema, with answers that point into the YAML. */
final class PolicySchema {
    private static final int MAX_DIGITS = 18;
    private final JsonNode source = JsonMapper.shared().readTree(Policy.schema());
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Policy.schema(), InputFormat.JSON);

    /** Everything the schema has against the document. */
    List<Problem> problemsWith(Yaml document) {
        List<Error> errors = schema.validate(json(document));
        Set<String> wrongTypes = errors.stream()
                .filter(error -> error.getKeyword().equals("type"))
                .map(error -> error.getInstanceLocation().toString())
                .collect(Collectors.toSet());
        return errors.stream()
                .filter(error -> error.getKeyword().equals("type")
                        || !wrongTypes.contains(error.getInstanceLocation().toString()))
                .map(error -> problem(document, error))
                .toList();
    }

    private Problem problem(Yaml document, Error error) {
        Yaml at = walk(document, error.getInstanceLocation());
        JsonNode demanded = Optional.ofNullable(error.getSchemaNode()).orElse(JsonNodeFactory.instance.nullNode());
        String property = Optional.ofNullable(error.getProperty()).orElse("");
        return switch (error.getKeyword()) {
            case "additionalProperties" -> unknownKey(at.asMapping(), property, error);
            case "required" -> at(at.place(), "MISSING_KEY", "the key " + property + " is missing here");
            case "type" -> at(at.place(), "WRONG_TYPE", "this is " + kind(at) + "; it has to be " + types(error, at));
            case "enum" -> at(at.place(), "NOT_ALLOWED_VALUE", notOneOf(at, demanded));
            case "pattern" ->
                at(at.place(), "MALFORMED_DURATION", quoted(at) + " is not a duration; write 45m, 4h, 1h30m or 3d");
            default ->
                at(
                        at.place(),
                        "NOT_ALLOWED_VALUE",
                        quoted(at) + " is not allowed here: " + error.getKeyword() + " is "
                                + Said.plain(demanded.toString()));
        };
    }

    private Problem unknownKey(Yaml.Mapping mapping, String key, Error error) {
        List<String> known = siblings(error.getSchemaLocation().getFragment());
        return at(
                mapping.placeOf(key),
                "UNKNOWN_KEY",
                "unknown key " + Texts.quoted(key) + Suggestion.sentence(key, known));
    }

    /** The keys the schema knows where it refuses another one. */
    private List<String> siblings(NodePath additionalProperties) {
        JsonNode node = source;
        for (int i = 0; i < additionalProperties.getNameCount() - 1; i++) {
            node = node.path(additionalProperties.getName(i));
        }
        return List.copyOf(node.path("properties").propertyNames());
    }

    private static String notOneOf(Yaml at, JsonNode demanded) {
        List<String> allowed = new ArrayList<>();
        demanded.forEach(value -> allowed.add(value.asString()));
        String typed = at instanceof Yaml.Scalar scalar ? scalar.text() : "";
        return quoted(at) + " is not one of " + String.join(", ", allowed)
                + Suggestion.of(typed, allowed)
                        .map(s -> "; did you mean " + s + "?")
                        .orElse("");
    }

    private static Yaml walk(Yaml root, NodePath path) {
        Yaml node = root;
        for (int i = 0; i < path.getNameCount(); i++) {
            Object step = path.getElement(i);
            if (node instanceof Yaml.Mapping mapping && mapping.fields().containsKey(step.toString())) {
                node = mapping.fields().get(step.toString());
            } else if (node instanceof Yaml.Sequence sequence && step instanceof Integer index) {
                node = sequence.items().get(index);
            }
        }
        return node;
    }

    private static JsonNode json(Yaml node) {
        if (node instanceof Yaml.Mapping mapping) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            mapping.fields().forEach((key, value) -> object.set(key, json(value)));
            return object;
        } else if (node instanceof Yaml.Sequence sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            sequence.items().forEach(item -> array.add(json(item)));
            return array;
        }
        return scalar((Yaml.Scalar) node);
    }

    private static JsonNode scalar(Yaml.Scalar scalar) {
        return switch (scalar.kind()) {
            case TEXT -> JsonNodeFactory.instance.stringNode(scalar.text());
            case TRUTH -> JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(scalar.text()));
            case NOTHING -> JsonNodeFactory.instance.nullNode();
            case WHOLE -> whole(scalar.text());
            case FRACTION -> JsonNodeFactory.instance.numberNode(BigDecimal.valueOf(0.5));
        };
    }

    /** Only bounds are checked on numbers, so one that is too long is as good as one that is too large. */
    private static JsonNode whole(String text) {
        return text.length() <= MAX_DIGITS && text.matches("[-+]?[0-9]+")
                ? JsonNodeFactory.instance.numberNode(new BigInteger(text))
                : JsonNodeFactory.instance.numberNode(Long.MAX_VALUE);
    }

    private static String types(Error error, Yaml at) {
        JsonNode demanded = Optional.ofNullable(error.getSchemaNode()).orElse(JsonNodeFactory.instance.nullNode());
        List<String> names = new ArrayList<>();
        if (demanded.isArray()) {
            demanded.forEach(type -> names.add(inWords(type.asString())));
        } else {
            names.add(inWords(demanded.asString("")));
        }
        String hint = at instanceof Yaml.Scalar scalar && scalar.kind() != Yaml.Kind.TEXT && names.contains("text")
                ? " (put it in quotation marks)"
                : "";
        return names.stream().distinct().collect(Collectors.joining(" or ")) + hint;
    }

    private static String inWords(String type) {
        return switch (type) {
            case "object" -> "a mapping of keys to values";
            case "array" -> "a list";
            case "string" -> "text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            default -> type;
        };
    }

    private static String kind(Yaml node) {
        if (node instanceof Yaml.Mapping) {
            return "a mapping";
        } else if (node instanceof Yaml.Sequence) {
            return "a list";
        }
        return switch (((Yaml.Scalar) node).kind()) {
            case TEXT -> "text";
            case WHOLE, FRACTION -> "a number";
            case TRUTH -> "true or false";
            case NOTHING -> "empty";
        };
    }

    private static String quoted(Yaml node) {
        return node instanceof Yaml.Scalar scalar ? Texts.quoted(scalar.text()) : "this";
    }

    private static Problem at(Place place, String code, String message) {
        return new Problem(place.line(), place.column(), code, message);
    }
}
