package io.breakwater.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import java.util.List;
import java.util.function.Consumer;

/** The end of an incident's timeline: hands on what is new there. */
final class TimelineTail {
    private final Person reader;
    private final String incident;
    private final Consumer<JsonNode> line;
    private long last;

    TimelineTail(Person reader, String incident, Consumer<JsonNode> line) {
        this.reader = reader;
        this.incident = incident;
        this.line = line;
    }

    /** Everything since the last time. */
    void catchUp() {
        List<JsonNode> items;
        do {
            items = Documents.list(
                    reader.read("/incidents/" + incident + "/timeline?limit=100&after=" + last), "items");
            for (JsonNode item : items) {
                last = Math.max(last, item.path("sequence").asLong());
                line.accept(item);
            }
        } while (items.size() == 100);
    }
}
