package io.breakwater.detect.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** CloudTrail records made for a test, and the files they are delivered in. */
final class Trail {
    static final String ACCOUNT = "111122223333";
    private final List<String> records = new ArrayList<>();
    private int ids;

    /** One event more, done by the session of that name. */
    Trail event(String time, String action, String who) {
        return event("e-" + ids++, time, action, who, "203.0.113.7");
    }

    Trail event(String id, String time, String action, String who, String address) {
        records.add("""
                {"eventVersion":"1.08","userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::%1$s:assumed-role/Admin/%5$s",\
                "accountId":"%1$s","accessKeyId":"ASIA%5$s","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::%1$s:role/Admin"}}},\
                "eventTime":"%3$s","eventSource":"ec2.amazonaws.com","eventName":"%4$s","awsRegion":"eu-west-1",\
                "sourceIPAddress":"%6$s","userAgent":"aws-cli","requestParameters":{"groupId":"sg-1"},"eventID":"%2$s",\
                "recipientAccountId":"%1$s"}\
                """.formatted(ACCOUNT, id, time, action, who, address));
        return this;
    }

    Trail hourly(String from, int count, String action, String who) {
        for (int i = 0; i < count; i++) {
            event(Instant.parse(from).plusSeconds(3_600L * i).toString(), action, who);
        }
        return this;
    }

    String json() {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }

    Path in(Path folder, String name) throws IOException {
        return Files.writeString(folder.resolve(name), json());
    }
}
