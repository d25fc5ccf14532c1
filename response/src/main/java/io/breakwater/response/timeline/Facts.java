package io.breakwater.response.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Json;
import io.breakwater.ledger.Recorded;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Fact;
import io.breakwater.model.IncidentId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The facts of an incident, and the content they name. */
public final class Facts {
    private static final int PAGE = 1_000;

    private Facts() {}

    /** All facts of an incident in order, read in pages as they are asked for. */
    public static Stream<Recorded> of(Journal journal, IncidentId incident) {
        return Stream.iterate(
                        journal.factsOf(incident, 0, PAGE),
                        page -> !page.isEmpty(),
                        page -> page.size() < PAGE ? List.of() : journal.factsOf(incident, last(page), PAGE))
                .flatMap(List::stream);
    }

    /** Everything outside the tree that a fact is bound to. */
    public static List<ContentRef> contents(Fact fact) {
        List<ContentRef> found = new ArrayList<>();
        collect(Json.mapper().valueToTree(fact), found);
        return found;
    }

    private static void collect(JsonNode node, List<ContentRef> found) {
        if (node.size() == 3 && node.has("digest") && node.has("mediaType") && node.has("sizeBytes")) {
            found.add(new ContentRef(
                    node.get("digest").asText(),
                    node.get("mediaType").asText(),
                    node.get("sizeBytes").asLong()));
        } else {
            node.forEach(child -> collect(child, found));
        }
    }

    private static long last(List<Recorded> page) {
        return page.get(page.size() - 1).envelope().sequence().orElseThrow();
    }
}
