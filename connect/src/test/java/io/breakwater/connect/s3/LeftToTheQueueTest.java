package io.breakwater.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.detect.spi.Delivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What cannot be read stays with the queue, which puts it aside; it is said, and holds up nothing")
class LeftToTheQueueTest extends AgainstServers {
    LeftToTheQueueTest(CloudServers cloud) {
        super(cloud);
    }

    @Test
    void poisonMessage_isSaid_notTakenHot_andPutAsideByTheQueue() throws IOException {
        cloud.send(queue, "shopping list");
        S3Source source = source();
        int polls = 0;
        while (cloud.messages(aside) == 0 && polls < 12) {
            assertThat(source.poll(MANY)).isEmpty();
            polls++;
        }

        assertThat(cloud.messages(aside)).isEqualTo(1);
        assertThat(cloud.messages(queue)).isZero();
        assertThat(source.unread()).singleElement().satisfies(unread -> {
            assertThat(unread.code()).isEqualTo("MESSAGE_UNREADABLE");
            assertThat(unread.count()).isEqualTo(2);
        });
    }

    @Test
    void objectsThatCannotBeRead_areLeftToTheQueue_andAGoodOneBesideThemIsReadOnce() throws IOException {
        cloud.put("trail", "replaced", "new".getBytes(StandardCharsets.UTF_8));
        cloud.put("payroll", "secret", "secret".getBytes(StandardCharsets.UTF_8));
        cloud.send(queue, Announcements.put("trail", "gone", 3, "0".repeat(32)));
        cloud.send(queue, Announcements.put("trail", "replaced", 3, "0".repeat(32)));
        cloud.send(queue, Announcements.put("payroll", "secret", 6, "0".repeat(32)));
        cloud.send(queue, Announcements.put("trail", "huge", CloudServers.ROOM + 1, "0".repeat(32)));
        String etag = cloud.put("trail", "good", "1".getBytes(StandardCharsets.UTF_8));
        cloud.send(
                queue,
                Announcements.records(
                        Announcements.record("ObjectCreated:Put", "trail", "good", 1, etag, ""),
                        Announcements.record("ObjectCreated:Put", "trail", "gone", 1, etag, "")));
        S3Source source = source();
        List<Delivery> offered = new ArrayList<>();
        for (int i = 0; i < 20 && cloud.messages(aside) < 5; i++) {
            offered.addAll(spent(source));
        }

        assertThat(offered).extracting(Delivery::name).containsExactly("trail/good");
        assertThat(codes(source)).contains("BUCKET_REFUSED", "OBJECT_GONE", "OBJECT_CHANGED", "OBJECT_TOO_LARGE");
        assertThat(cloud.messages(aside)).isEqualTo(5);
        assertThat(spooled()).isEmpty();
    }

    @Test
    void whatIsHeldForTooLong_isLetGoOf_soThatTheQueueCountsIt() throws IOException {
        String strict = UUID.randomUUID().toString();
        aside = cloud.queue("aside-" + strict);
        queue = cloud.newQueue(strict, 1, "aside-" + strict);
        cloud.deliver(queue, "trail", "stuck", "1");
        S3Source source = source(
                new Pace(QUICK.visibility(), QUICK.longPoll(), QUICK.retry(), QUICK.left(), Duration.ofMillis(500)));
        assertThat(source.poll(MANY)).hasSize(1);
        for (int i = 0; i < 20 && cloud.messages(aside) == 0; i++) {
            source.poll(MANY);
            CloudServers.pause(200);
        }

        assertThat(cloud.messages(aside)).isEqualTo(1);
        assertThat(spooled()).isEmpty();
    }

    @Test
    void queueThatIsNotThere_isSaidWithItsCode() {
        queue = cloud.queue("nowhere");

        assertThatThrownBy(() -> source().poll(MANY))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("QUEUE_GONE: ");
    }
}
