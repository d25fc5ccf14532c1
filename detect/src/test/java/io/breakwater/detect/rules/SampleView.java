package io.breakwater.detect.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import io.breakwater.detect.event.Principal;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.event.Whereabouts;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** As much of the typed view of a sample's event as follow-ups ask for, in every shape the samples have. */
public final class SampleView {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SampleView() {}

    /** The view of the record that is the n-th of its sample. */
    public static LogEvent of(RawRecord record, int index) {
        JsonNode event = tree(record);
        return new LogEvent(
                Cloud.UNKNOWN,
                "sample",
                "event-" + index,
                time(event),
                first(event, "eventSource"),
                first(event, "eventName", "OperationNameValue", "activityDisplayName", "Operation"),
                first(event, "recipientAccountId", "subscriptionId", "SubscriptionId", "tenantId", "OrganizationId"),
                first(event, "awsRegion"),
                Outcome.UNKNOWN,
                "",
                new Principal("", "somebody", "somebody", "", none(), none(), none(), none(), Optional.empty()),
                "",
                "",
                resources(event),
                Optional.empty(),
                new Whereabouts("sample", index),
                record);
    }

    private static Optional<String> none() {
        return Optional.empty();
    }

    private static List<String> resources(JsonNode event) {
        return Stream.of(first(event, "resourceId", "_ResourceId"))
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private static Instant time(JsonNode event) {
        String written = first(
                event,
                "eventTime",
                "eventTimestamp",
                "time",
                "TimeGenerated",
                "activityDateTime",
                "createdDateTime",
                "activityDateTime",
                "CreationTime");
        return Instant.parse(written.endsWith("Z") ? written : written + "Z");
    }

    private static String first(JsonNode event, String... keys) {
        return Stream.of(keys)
                .map(key -> event.path(key).asText(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static JsonNode tree(RawRecord record) {
        try {
            return JSON.readTree(record.json());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
