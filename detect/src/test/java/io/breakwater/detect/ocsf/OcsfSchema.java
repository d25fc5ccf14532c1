package io.breakwater.detect.ocsf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks an OCSF object against the compiled schema as the project publishes it; says all that is wrong. */
final class OcsfSchema {
    private final JsonNode schema;

    OcsfSchema(JsonNode schema) {
        this.schema = schema;
    }

    List<String> problems(JsonNode event) {
        List<String> problems = new ArrayList<>();
        for (JsonNode type : schema.path("classes")) {
            if (type.path("uid").asLong(-1) == event.path("class_uid").asLong(-2)) {
                Set<String> profiles = new HashSet<>();
                event.at("/metadata/profiles").forEach(profile -> profiles.add(profile.asText()));
                check(type, event, "", profiles, problems);
                associations(type, event, problems);
                return problems;
            }
        }
        return List.of("no such class: " + event.path("class_uid"));
    }

    private void check(JsonNode type, JsonNode object, String at, Set<String> profiles, List<String> problems) {
        JsonNode attributes = type.path("attributes");
        attributes.properties().forEach(attribute -> {
            boolean required = attribute.getValue().path("requirement").asText().equals("required");
            if (required && applies(attribute.getValue(), profiles) && !object.has(attribute.getKey())) {
                problems.add(at + attribute.getKey() + " is required");
            }
        });
        constraints(type.path("constraints"), object, at, problems);
        if (attributes.isEmpty()) {
            return; // the generic object may hold anything
        }
        object.properties().forEach(member -> {
            JsonNode attribute = attributes.path(member.getKey());
            if (attribute.isMissingNode()) {
                problems.add(at + member.getKey() + " is not in the schema");
            } else if (!applies(attribute, profiles)) {
                problems.add(at + member.getKey() + " belongs to a profile that is not declared");
            } else {
                values(attribute, member.getValue(), at + member.getKey(), profiles, problems);
                sibling(attribute, member.getKey(), member.getValue(), object, at, problems);
            }
        });
    }

    private static boolean applies(JsonNode attribute, Set<String> profiles) {
        JsonNode of = attribute.path("profiles");
        if (!of.isArray()) {
            return true;
        }
        for (JsonNode profile : of) {
            if (profiles.contains(profile.asText())) {
                return true;
            }
        }
        return false;
    }

    private static void constraints(JsonNode constraints, JsonNode object, String at, List<String> problems) {
        JsonNode anyOf = constraints.path("at_least_one");
        boolean some = anyOf.isMissingNode();
        for (JsonNode name : anyOf) {
            some |= object.has(name.asText());
        }
        if (!some) {
            problems.add(at + " needs at least one of " + anyOf);
        }
    }

    private void values(JsonNode attribute, JsonNode value, String at, Set<String> profiles, List<String> problems) {
        if (!attribute.path("is_array").asBoolean()) {
            value(attribute, value, at, profiles, problems);
        } else if (!value.isArray()) {
            problems.add(at + " is no array");
        } else {
            value.forEach(one -> value(attribute, one, at + "[]", profiles, problems));
        }
    }

    private void value(JsonNode attribute, JsonNode value, String at, Set<String> profiles, List<String> problems) {
        String type = attribute.path("type").asText();
        if (type.equals("object_t")) {
            if (!value.isObject()) {
                problems.add(at + " is no object");
                return;
            }
            JsonNode object =
                    schema.path("objects").path(attribute.path("object_type").asText());
            check(object, value, at + ".", profiles, problems);
            return;
        }
        if (!type.equals("json_t") && !isOf(type, value)) {
            problems.add(at + " is no " + type + ": " + value);
        }
        JsonNode choices = attribute.path("enum");
        if (choices.isObject() && !choices.has(value.asText())) {
            problems.add(at + " may not be " + value);
        }
    }

    private boolean isOf(String type, JsonNode value) {
        JsonNode known = schema.at("/dictionary/types/attributes").path(type);
        if (known.isMissingNode()) {
            return false;
        }
        String base = known.path("type").asText(type);
        boolean right = switch (base) {
            case "string_t" -> value.isTextual();
            case "integer_t" -> value.canConvertToInt() && value.isIntegralNumber();
            case "long_t" -> value.isIntegralNumber();
            case "boolean_t" -> value.isBoolean();
            case "float_t" -> value.isNumber();
            default -> false;
        };
        String regex = known.path("regex").asText("");
        return right
                && (regex.isEmpty()
                        || Pattern.compile(regex).matcher(value.asText()).find());
    }

    /** The word beside a number is the schema's caption of it; of 99, whatever the source says. */
    private static void sibling(
            JsonNode attribute, String name, JsonNode value, JsonNode object, String at, List<String> problems) {
        String sibling = attribute.path("sibling").asText("");
        String caption =
                attribute.path("enum").path(value.asText()).path("caption").asText("");
        boolean free = value.asLong() == 99 && !name.equals("type_uid");
        if (!sibling.isEmpty()
                && object.has(sibling)
                && !free
                && !object.path(sibling).asText().equals(caption)) {
            problems.add(at + sibling + " is " + object.path(sibling) + ", not " + caption);
        }
    }

    /** What has to be there when something else is. */
    private static void associations(JsonNode type, JsonNode event, List<String> problems) {
        if (type.path("category_uid").asInt() != event.path("category_uid").asInt()) {
            problems.add("category_uid is not that of the class");
        }
        long expected =
                type.path("uid").asLong() * 100 + event.path("activity_id").asLong();
        if (event.path("type_uid").asLong() != expected) {
            problems.add("type_uid is not " + expected);
        }
    }
}
