package io.breakwater.detect.cover.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The records of JSON documents: the elements of an answer's list, of an outermost list, or the documents themselves, one
 * after the other. One record at a time is in memory.
 */
final class JsonRows {
    /** Where the vendors put their lists. */
    private static final Set<String> LISTS =
            Set.of("value", "issues", "result", "AccountAssignments", "Users", "records", "items", "data");

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(16 << 20)
                    .build())
            .build());

    private JsonRows() {}

    /** What is done with each record; false ends the reading. */
    interface Taker {
        boolean take(Row row, Object content);
    }

    static void read(Reader text, Filling filling, Taker taker) throws IOException {
        long[] number = {0};
        try (JsonParser parser = MAPPER.createParser(text)) {
            boolean more = true;
            for (JsonToken token = parser.nextToken(); more && token != null; token = parser.nextToken()) {
                more = token == JsonToken.START_ARRAY
                        ? list(parser, number, taker)
                        : document(parser, token, number, taker, filling);
            }
        } catch (StreamConstraintsException tooMuch) {
            filling.problem("record " + (number[0] + 1) + " is nested too deep or too long; the rest was not read");
        } catch (JsonProcessingException broken) {
            filling.problem("it is no JSON after record " + number[0] + "; the rest was not read");
        }
    }

    private static boolean list(JsonParser parser, long[] number, Taker taker) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!give(MAPPER.readTree(parser), number, taker)) {
                return false;
            }
        }
        return true;
    }

    private static boolean document(JsonParser parser, JsonToken token, long[] number, Taker taker, Filling filling)
            throws IOException {
        if (token != JsonToken.START_OBJECT) {
            filling.problem("record " + (number[0] + 1) + " is no JSON object");
            return true;
        }
        ObjectNode itself = MAPPER.createObjectNode();
        boolean isList = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            if (parser.nextToken() == JsonToken.START_ARRAY && LISTS.contains(key)) {
                isList = true;
                if (!list(parser, number, taker)) {
                    return false;
                }
            } else {
                itself.set(key, MAPPER.readTree(parser));
            }
        }
        return isList || give(itself, number, taker);
    }

    private static boolean give(JsonNode node, long[] number, Taker taker) {
        number[0]++;
        return taker.take(new Document(node, number[0]), node);
    }

    private record Document(JsonNode node, long number) implements Row {
        @Override
        public List<String> values(String column) {
            List<String> found = new ArrayList<>(2);
            Named named = Named.of(column);
            if (named.key().isEmpty()) {
                collect(node, column, found);
            } else {
                node.path(named.list()).forEach(pair -> {
                    if (named.key().equalsIgnoreCase(pair.path("key").asText())) {
                        collect(pair, "value", found);
                    }
                });
            }
            return found;
        }

        @Override
        public String place() {
            return "record " + number;
        }

        private static void collect(JsonNode at, String path, List<String> found) {
            if (at.isArray()) {
                at.forEach(element -> collect(element, path, found));
            } else if (path.isEmpty()) {
                value(at, found);
            } else if (at.has(path)) {
                collect(at.get(path), "", found);
            } else {
                int dot = path.indexOf('.');
                if (dot > 0 && at.has(path.substring(0, dot))) {
                    collect(at.get(path.substring(0, dot)), path.substring(dot + 1), found);
                }
            }
        }

        /** ServiceNow writes a reference as an object of what it means and what is shown. */
        private static void value(JsonNode at, List<String> found) {
            if (at.isObject()) {
                collect(at, "value", found);
                collect(at, "display_value", found);
            } else if (at.isValueNode() && !at.isNull() && !at.asText().isBlank()) {
                found.add(at.asText().strip());
            }
        }
    }
}
