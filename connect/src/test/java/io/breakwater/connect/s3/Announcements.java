package io.breakwater.connect.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Messages as the vendors document them. */
public final class Announcements {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Announcements() {}

    /** S3's own notification of one object, put with that tag. */
    public static String put(String bucket, String key, long size, String etag) {
        return records(record("ObjectCreated:Put", bucket, key, size, etag, ""));
    }

    static String records(String... records) {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }

    static String record(String event, String bucket, String key, long size, String etag, String version) {
        return """
                {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-central-1",\
                "eventTime":"2026-11-21T03:12:00.123Z","eventName":"%s",\
                "userIdentity":{"principalId":"AWS:AIDAEXAMPLE"},"requestParameters":{"sourceIPAddress":"203.0.113.7"},\
                "s3":{"s3SchemaVersion":"1.0","configurationId":"logs",\
                "bucket":{"name":"%s","ownerIdentity":{"principalId":"A3EXAMPLE"},"arn":"arn:aws:s3:::%s"},\
                "object":{"key":"%s","size":%d,"eTag":"%s"%s,"sequencer":"0055AED6DCD90281E5"}}}\
                """.formatted(
                        event,
                        bucket,
                        bucket,
                        URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"),
                        size,
                        etag,
                        version.isEmpty() ? "" : ",\"versionId\":\"" + version + "\"");
    }

    static String testEvent(String bucket) {
        return """
                {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-11-21T03:12:00.000Z","Bucket":"%s",\
                "RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR"}\
                """.formatted(bucket);
    }

    /** An SNS topic's envelope, as it comes without raw delivery. */
    static String sns(String message) {
        return json(Map.of(
                "Type",
                "Notification",
                "MessageId",
                "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
                "TopicArn",
                "arn:aws:sns:eu-central-1:111122223333:logs",
                "Subject",
                "Amazon S3 Notification",
                "Message",
                message,
                "Timestamp",
                "2026-11-21T03:12:00.500Z",
                "SignatureVersion",
                "1"));
    }

    /** EventBridge's event; the key stands in it as it is. */
    static String eventBridge(String what, String bucket, String key, long size, String etag, String version) {
        return """
                {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"%s","source":"aws.s3",\
                "account":"111122223333","time":"2026-11-21T03:12:00Z","region":"eu-central-1",\
                "resources":["arn:aws:s3:::%s"],"detail":{"version":"0","bucket":{"name":"%s"},\
                "object":{"key":%s,"size":%d,"etag":"%s","version-id":"%s","sequencer":"617f08299329d189"},\
                "request-id":"N4N7GDK58NMKJ12R","requester":"123456789012","reason":"PutObject"}}\
                """.formatted(what, bucket, bucket, json(key), size, etag, version);
    }

    /** What CloudTrail itself tells a topic. */
    static String cloudTrail(String bucket, String... keys) {
        return "{\"s3Bucket\":\"" + bucket + "\",\"s3ObjectKey\":["
                + Arrays.stream(keys).map(Announcements::json).collect(Collectors.joining(",")) + "]}";
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
