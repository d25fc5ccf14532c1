package io.breakwater.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A queue announces objects in every shape that AWS writes")
class AnnouncementTest {
    private static final String ETAG = "d41d8cd98f00b204e9800998ecf8427e";
    private static final String KEY = "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/21/a.json.gz";

    private static LoggedObject only(String body) throws Failed {
        List<LoggedObject> objects = Announcement.read(body);
        assertThat(objects).hasSize(1);
        return objects.get(0);
    }

    @Test
    void s3Notification_isRead() throws Failed {
        assertThat(only(Announcements.put("trail", KEY, 512, ETAG)))
                .isEqualTo(new LoggedObject(
                        "trail",
                        KEY,
                        Optional.empty(),
                        Optional.of(ETAG),
                        OptionalLong.of(512),
                        Optional.of(Instant.parse("2026-11-21T03:12:00.123Z"))));
    }

    @Test
    void versionOfTheObject_isKept() throws Failed {
        String body = Announcements.records(Announcements.record(
                "ObjectCreated:CompleteMultipartUpload", "trail", KEY, 512, ETAG, "3sL4kqtJlcpXroD"));

        assertThat(only(body).version()).contains("3sL4kqtJlcpXroD");
    }

    @Test
    void snsEnvelope_andRawDelivery_areTheSame() throws Failed {
        String put = Announcements.put("trail", KEY, 512, ETAG);

        assertThat(only(Announcements.sns(put))).isEqualTo(only(put));
        assertThat(only(Announcements.sns(Announcements.sns(put)))).isEqualTo(only(put));
    }

    @Test
    void eventBridge_isRead_andItsKeyIsNotDecoded() throws Failed {
        LoggedObject object =
                only(Announcements.eventBridge("Object Created", "trail", "a+b %41 ü.json", 7, ETAG, "v1"));

        assertThat(object.key()).isEqualTo("a+b %41 ü.json");
        assertThat(object.bucket()).isEqualTo("trail");
        assertThat(object.version()).contains("v1");
        assertThat(object.etag()).contains(ETAG);
        assertThat(object.size()).hasValue(7);
        assertThat(object.put()).contains(Instant.parse("2026-11-21T03:12:00Z"));
        assertThat(only(Announcements.sns(
                        Announcements.eventBridge("Object Created", "trail", "a+b %41 ü.json", 7, ETAG, "v1"))))
                .isEqualTo(object);
    }

    @Test
    void cloudTrailsOwnTopic_namesSeveralFiles_withoutSizeOrTag() throws Failed {
        List<LoggedObject> objects = Announcement.read(Announcements.sns(Announcements.cloudTrail("trail", KEY, "b")));

        assertThat(objects).extracting(LoggedObject::name).containsExactly("trail/" + KEY, "trail/b");
        assertThat(objects.get(0).size()).isEmpty();
        assertThat(objects.get(0).etag()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"with space.json", "a+b.json", "grün/日本語.json", "100%.json", "q?x=1&y#z", "..%2F..", "\"quoted\""
            })
    void keyOfAnySpelling_isDecoded(String key) throws Failed {
        assertThat(only(Announcements.put("trail", key, 1, ETAG)).key()).isEqualTo(key);
    }

    @Test
    void severalRecords_areAllRead_andOtherEventsPassedOver() throws Failed {
        String body = Announcements.records(
                Announcements.record("ObjectCreated:Put", "trail", "a", 1, ETAG, ""),
                Announcements.record("ObjectRemoved:Delete", "trail", "gone", 1, ETAG, ""),
                Announcements.record("s3:ObjectCreated:Copy", "trail", "b", 1, ETAG, ""));

        assertThat(Announcement.read(body)).extracting(LoggedObject::key).containsExactly("a", "b");
    }

    static Stream<String> nothingToRead() {
        return Stream.of(
                Announcements.testEvent("trail"),
                Announcements.sns(Announcements.testEvent("trail")),
                Announcements.records(),
                Announcements.records(Announcements.record("ObjectTagging:Put", "trail", "a", 1, ETAG, "")),
                Announcements.eventBridge("Object Deleted", "trail", "a", 1, ETAG, ""));
    }

    @ParameterizedTest
    @MethodSource
    void nothingToRead(String body) throws Failed {
        assertThat(Announcement.read(body)).isEmpty();
    }

    static Stream<String> unreadable() {
        return Stream.of(
                "",
                "shopping list",
                "null",
                "42",
                "[]",
                "{}",
                "{\"Records\":[{}]}",
                "{\"Records\":\"none\"}",
                "{\"Records\":[]} {\"Records\":[]}",
                "{\"Records\":[{\"eventSource\":\"aws:ses\",\"eventName\":\"ObjectCreated:Put\"}]}",
                Announcements.put("", "a", 1, ETAG),
                Announcements.put("trail", "", 1, ETAG),
                Announcements.put("trail", "k".repeat(1_025), 1, ETAG),
                Announcements.put("trail", "a", 1, ETAG).replace("\"key\":\"a\"", "\"key\":\"%zz\""),
                Announcements.put("trail", "a", 1, "tag\\r\\nX-Amz-Request-Payer: requester"),
                Announcements.put("trail", "a", 1, "t".repeat(201)),
                "{\"source\":\"aws.s3\",\"detail-type\":\"Object Created\"}",
                "{\"Type\":\"Notification\",\"Message\":{\"Records\":[]}}",
                Announcements.sns("hello"),
                "[".repeat(100_000),
                "{\"Records\":[" + " ".repeat(1 << 20),
                Announcements.records(IntStream.rangeClosed(0, Announcement.MOST_OBJECTS)
                        .mapToObj(i -> Announcements.record("ObjectCreated:Put", "b", "k", 1, ETAG, ""))
                        .toArray(String[]::new)));
    }

    @ParameterizedTest
    @MethodSource
    void unreadable(String body) {
        assertThatThrownBy(() -> Announcement.read(body))
                .isInstanceOfSatisfying(
                        Failed.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.MESSAGE_UNREADABLE))
                .hasMessageContaining("left to the queue's redrive policy")
                .hasMessageNotContaining("shopping");
    }

    @Test
    void messageThatIsDamagedAnywhere_isReadOrRefused_andNothingElse() {
        List<String> whole = List.of(
                Announcements.put("trail", KEY, 512, ETAG),
                Announcements.sns(Announcements.put("trail", KEY, 512, ETAG)),
                Announcements.eventBridge("Object Created", "trail", KEY, 7, ETAG, "v1"),
                Announcements.cloudTrail("trail", KEY, "b"));
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            StringBuilder damaged = new StringBuilder(whole.get(i % whole.size()));
            for (int hits = random.nextInt(3); hits >= 0; hits--) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.setCharAt(at, (char) random.nextInt(0x180));
                    case 1 -> damaged.delete(at, Math.min(damaged.length() - 1, at + random.nextInt(40)));
                    default -> damaged.insert(at, damaged.substring(at, Math.min(damaged.length(), at + 20)));
                }
            }
            try {
                Announcement.read(damaged.toString())
                        .forEach(object -> assertThat(object.shown()).isNotBlank());
            } catch (Failed unreadable) {
                assertThat(unreadable.trouble()).isEqualTo(Trouble.MESSAGE_UNREADABLE);
                refused++;
            }
        }
        assertThat(refused).isBetween(500, 4_500);
    }

    @Test
    void envelopesInEnvelopes_end() {
        String body = Announcements.put("trail", "a", 1, ETAG);
        for (int i = 0; i < 4; i++) {
            body = Announcements.sns(body);
        }
        String nested = body;

        assertThatThrownBy(() -> Announcement.read(nested)).isInstanceOf(Failed.class);
    }

    @Test
    void subscriptionThatWaits_isSaid_andItsAddressIsNotFollowed() {
        String body = "{\"Type\":\"SubscriptionConfirmation\",\"SubscribeURL\":\"http://169.254.169.254/\"}";

        assertThatThrownBy(() -> Announcement.read(body))
                .hasMessageContaining("confirm it at the topic")
                .hasMessageNotContaining("169.254");
    }
}
