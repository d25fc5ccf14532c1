package io.breakwater.connect.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What a message of the queue announces, in any of the shapes it comes in: S3's event notification (Amazon S3 User Guide,
 * "Event message structure"), alone or inside an SNS notification; EventBridge's "Object Created"; and what CloudTrail itself
 * tells an SNS topic about the files it delivered.
 *
 * <p>An SNS notification is not asked for its signature: who may send to the queue is for the queue's policy to say, and which
 * objects may be named is for {@link AllowedObjects}.
 */
final class Announcement {
    /** A message has at most 1 MiB, which could name thousands; S3 names one. */
    static final int MOST_OBJECTS = 1_000;

    private static final int MOST_ENVELOPES = 3;
    private static final int LONGEST_KEY = 1_024;
    private static final Pattern TAG = Pattern.compile("[!#-~]{1,200}");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Announcement() {}

    /**
     * The objects that were put, in the order they are named; none when the message tells of something else.
     *
     * @throws Failed {@link Trouble#MESSAGE_UNREADABLE}
     */
    static List<LoggedObject> read(String body) throws Failed {
        List<LoggedObject> objects = read(body, 0);
        if (objects.size() > MOST_OBJECTS) {
            throw unreadable("it names " + objects.size() + " objects; at most " + MOST_OBJECTS + " are taken");
        }
        return objects;
    }

    private static List<LoggedObject> read(String body, int envelopes) throws Failed {
        JsonNode message = json(body);
        if (message.path("Records").isArray()) {
            return records(message.get("Records"));
        }
        if (message.has("s3Bucket") && message.path("s3ObjectKey").isArray()) {
            return cloudTrail(message);
        }
        if (message.path("source").asText().equals("aws.s3")) {
            return eventBridge(message);
        }
        if (message.path("Event").asText().equals("s3:TestEvent")) {
            return List.of();
        }
        return envelope(message, envelopes);
    }

    private static JsonNode json(String body) throws Failed {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw unreadable("it is no JSON");
        }
    }

    private static List<LoggedObject> envelope(JsonNode message, int envelopes) throws Failed {
        String type = message.path("Type").asText();
        if (type.equals("SubscriptionConfirmation")) {
            throw unreadable("the SNS topic waits for its subscription to be confirmed; confirm it at the topic");
        }
        if (!type.equals("Notification") || !message.path("Message").isTextual() || envelopes == MOST_ENVELOPES) {
            throw unreadable("it has none of the shapes that S3, SNS, EventBridge and CloudTrail write");
        }
        return read(message.get("Message").asText(), envelopes + 1);
    }

    private static List<LoggedObject> records(JsonNode records) throws Failed {
        List<LoggedObject> objects = new ArrayList<>();
        for (JsonNode told : records) {
            String event = told.path("eventName").asText();
            if (!told.path("eventSource").asText().endsWith(":s3") || event.isEmpty()) {
                throw unreadable("one of its records is not S3's");
            }
            if (event.replaceFirst("^s3:", "").startsWith("ObjectCreated:")) {
                JsonNode object = told.path("s3").path("object");
                objects.add(object(
                        told.path("s3").path("bucket").path("name"),
                        decoded(object.path("key").asText()),
                        object.path("versionId"),
                        object.path("eTag"),
                        object.path("size"),
                        told.path("eventTime")));
            }
        }
        return objects;
    }

    /** In S3's own notifications a key is written as in a form: a space is a plus sign. */
    private static String decoded(String key) throws Failed {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unreadable("the key in it is not URL-encoded");
        }
    }

    /** Here a key is written as it is. */
    private static List<LoggedObject> eventBridge(JsonNode event) throws Failed {
        if (!event.path("detail-type").asText().equals("Object Created")) {
            return List.of();
        }
        JsonNode object = event.path("detail").path("object");
        return List.of(object(
                event.path("detail").path("bucket").path("name"),
                object.path("key").asText(),
                object.path("version-id"),
                object.path("etag"),
                object.path("size"),
                event.path("time")));
    }

    private static List<LoggedObject> cloudTrail(JsonNode message) throws Failed {
        JsonNode none = message.path("");
        List<LoggedObject> objects = new ArrayList<>();
        for (String key : StreamSupport.stream(message.get("s3ObjectKey").spliterator(), false)
                .map(JsonNode::asText)
                .toList()) {
            objects.add(object(message.get("s3Bucket"), key, none, none, none, none));
        }
        return objects;
    }

    private static LoggedObject object(
            JsonNode bucket, String key, JsonNode version, JsonNode etag, JsonNode size, JsonNode time) throws Failed {
        if (bucket.asText().isEmpty() || key.isEmpty() || key.length() > LONGEST_KEY) {
            throw unreadable("it names an object without bucket or key, or with a key that S3 does not allow");
        }
        return new LoggedObject(
                bucket.asText(),
                key,
                text(version).filter(id -> !id.equals("null")),
                tag(etag),
                size.isIntegralNumber() ? OptionalLong.of(size.asLong()) : OptionalLong.empty(),
                text(time).flatMap(Announcement::instant));
    }

    /** It goes into a header. */
    private static Optional<String> tag(JsonNode node) throws Failed {
        Optional<String> tag = text(node).map(text -> text.replace("\"", ""));
        if (tag.isPresent() && !TAG.matcher(tag.get()).matches()) {
            throw unreadable("the tag of its object is none");
        }
        return tag;
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node.asText()).filter(text -> node.isTextual() && !text.isEmpty());
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Failed unreadable(String why) {
        return new Failed(
                Trouble.MESSAGE_UNREADABLE,
                "a message of the queue announces nothing that can be read: " + why
                        + "; it is left to the queue's redrive policy");
    }
}
