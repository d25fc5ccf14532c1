package io.breakwater.detect.report;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What SARIF 2.1.0 (OASIS, with Errata 01) demands of the objects that we write. Members that we do not write are not in the
 * table, so a new one is looked up in its section first.
 */
final class SarifSpecification {
    /** By type: each member with the type of its value; {@code !} is required, {@code *} an array, {@code +} one of unique items. */
    private static final Map<String, String> OBJECTS = Map.ofEntries(
            entry("sarifLog", "$schema:absolute version!:version runs!:run*"), // 3.13
            entry("run", "tool!:tool invocations:invocation* columnKind:columnKind results:result*"), // 3.14
            entry("tool", "driver!:toolComponent"), // 3.18
            entry("toolComponent", "name!:text version:text rules:reportingDescriptor+"), // 3.19
            entry(
                    "reportingDescriptor", // 3.49
                    "id!:text shortDescription:message fullDescription:message help:message"
                            + " defaultConfiguration:reportingConfiguration properties:bag"),
            entry("reportingConfiguration", "level:level"), // 3.50
            entry("message", "text!:plain"), // 3.11, 3.12
            entry("invocation", "executionSuccessful!:boolean toolExecutionNotifications:notification*"), // 3.20
            entry("notification", "message!:message level:level locations:location*"), // 3.58
            entry("location", "physicalLocation:physicalLocation logicalLocations:logicalLocation+"), // 3.28
            entry("physicalLocation", "artifactLocation!:artifactLocation region:region"), // 3.29
            entry("artifactLocation", "uri!:uri uriBaseId:text"), // 3.4
            entry("region", "startLine:from1 startColumn:from1 endLine:from1 endColumn:from1 byteOffset:from0"), // 3.30
            entry("logicalLocation", "name:text fullyQualifiedName:text kind:text"), // 3.33
            entry(
                    "result", // 3.27
                    "message!:message ruleId:text ruleIndex:from0 kind:kind level:level locations:location*"
                            + " relatedLocations:location+ partialFingerprints:strings properties:bag"));

    private static final Map<String, Predicate<JsonNode>> VALUES = Map.ofEntries(
            entry("version", oneOf("2.1.0")),
            entry("columnKind", oneOf("utf16CodeUnits", "unicodeCodePoints")), // 3.14.17
            entry("level", oneOf("none", "note", "warning", "error")), // 3.27.10
            entry("kind", oneOf("pass", "open", "informational", "notApplicable", "review", "fail")), // 3.27.9
            entry("text", SarifSpecification::isText),
            entry("plain", SarifSpecification::isPlain),
            entry("boolean", JsonNode::isBoolean),
            entry("from0", value -> value.isInt() && value.asInt() >= 0),
            entry("from1", value -> value.isInt() && value.asInt() >= 1),
            entry("absolute", value -> uri(value).filter(URI::isAbsolute).isPresent()),
            entry("uri", SarifSpecification::isArtifact),
            entry("strings", SarifSpecification::areTexts),
            entry("bag", value -> value.isObject() && isUnique(value.path("tags")))); // 3.8

    /** The characters of a URI reference, section 2 of RFC 3986. */
    private static final Pattern URI_CHARACTERS =
            Pattern.compile("(?:[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+");

    private final List<String> problems = new ArrayList<>();

    private SarifSpecification() {}

    /** What is wrong, each with its place; empty when all is well. */
    static List<String> problems(JsonNode log) {
        SarifSpecification specification = new SarifSpecification();
        specification.object("", "sarifLog", log);
        log.path("runs").forEach(specification::rules);
        return specification.problems;
    }

    private static Predicate<JsonNode> oneOf(String... words) {
        return value -> value.isTextual() && List.of(words).contains(value.asText());
    }

    private static boolean isText(JsonNode value) {
        return value.isTextual() && !value.asText().isEmpty();
    }

    /** Without arguments there may be no placeholder (3.11.5, 3.11.11); and we write no embedded link (3.11.6). */
    private static boolean isPlain(JsonNode value) {
        String text = value.asText().replace("{{", "").replace("}}", "");
        return isText(value) && !text.contains("{") && !text.contains("}") && !text.contains("](");
    }

    private static boolean areTexts(JsonNode value) {
        return value.isObject() && value.properties().stream().allMatch(one -> isText(one.getValue()));
    }

    private static boolean isUnique(JsonNode array) {
        Set<JsonNode> seen = new HashSet<>();
        for (JsonNode item : array) {
            if (!seen.add(item)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<URI> uri(JsonNode value) {
        try {
            return URI_CHARACTERS.matcher(value.asText()).matches()
                    ? Optional.of(new URI(value.asText()))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Of what we read, a file or a path; and no path begins with a slash (3.4.3). */
    private static boolean isArtifact(JsonNode value) {
        return uri(value)
                .filter(uri -> uri.isAbsolute()
                        ? "file".equals(uri.getScheme())
                        : !value.asText().startsWith("/"))
                .isPresent();
    }

    private void object(String at, String type, JsonNode object) {
        if (!object.isObject()) {
            problems.add(at + " is no " + type);
            return;
        }
        Map<String, String> members = Arrays.stream(
                        OBJECTS.getOrDefault(type, "").split(" "))
                .map(member -> member.split(":"))
                .collect(Collectors.toMap(member -> member[0], member -> member[1]));
        members.keySet().stream()
                .filter(name -> name.endsWith("!") && !object.has(name.substring(0, name.length() - 1)))
                .forEach(name -> problems.add(at + "/" + name.substring(0, name.length() - 1) + " is required"));
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String place = at + "/" + member.getKey();
            Optional.ofNullable(members.getOrDefault(member.getKey() + "!", members.get(member.getKey())))
                    .ifPresentOrElse(
                            of -> value(place, of, member.getValue()),
                            () -> problems.add(place + " is no member of " + type));
        }
        if (object.has("uriBaseId")
                && uri(object.path("uri")).filter(URI::isAbsolute).isPresent()) {
            problems.add(at + " is absolute and has a base (3.4.4)");
        }
    }

    private void value(String at, String type, JsonNode value) {
        if (type.endsWith("*") || type.endsWith("+")) {
            if (!value.isArray() || type.endsWith("+") && !isUnique(value)) {
                problems.add(at + " is no array of " + type);
            }
            for (int i = 0; i < value.size(); i++) {
                value(at + "/" + i, type.substring(0, type.length() - 1), value.get(i));
            }
        } else if (OBJECTS.containsKey(type)) {
            object(at, type, value);
        } else if (!VALUES.getOrDefault(type, any -> false).test(value)) {
            problems.add(at + " is no " + type + ": " + value);
        }
    }

    private void rules(JsonNode run) {
        JsonNode rules = run.at("/tool/driver/rules");
        for (JsonNode result : run.path("results")) {
            JsonNode rule = rules.path(result.path("ruleIndex").asInt(-1));
            if (!rule.path("id").equals(result.path("ruleId"))) {
                problems.add(result.path("ruleId") + " is not the rule at its index (3.27.5)");
            }
            boolean fails = result.path("kind").asText("fail").equals("fail");
            if (!fails && !result.path("level").asText("none").equals("none")) {
                problems.add(result.path("kind") + " has a level (3.27.9)");
            }
        }
    }
}
