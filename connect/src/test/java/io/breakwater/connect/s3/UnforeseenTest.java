package io.breakwater.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.spi.Delivery;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

@DisplayName("What nobody foresaw happens to one object, and not to the others")
class UnforeseenTest extends AgainstServers {
    UnforeseenTest(CloudServers cloud) {
        super(cloud);
    }

    @Test
    void clientThatBreaksDown_isSaid_andTheRestComes() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            cloud.deliver(queue, "trail", "unforeseen-" + i, "a log");
        }
        S3Source source = source(QUICK, aws -> asked.getAndIncrement() == 0 ? broken() : aws.s3());
        List<Delivery> offered = new ArrayList<>();
        for (int i = 0; i < 20 && offered.size() < 3; i++) {
            offered.addAll(spent(source));
        }

        assertThat(offered).hasSize(3);
        assertThat(source.unread()).singleElement().satisfies(unread -> {
            assertThat(unread.code()).isEqualTo("UNFORESEEN");
            assertThat(unread.last()).contains("trail/unforeseen-", "the client broke down");
        });
        assertThat(spooled()).isEmpty();
    }

    @Test
    void beatThatBreaksDown_isSaid_andTheNextOneKeepsTheMessage() throws IOException {
        cloud.deliver(queue, "trail", "held", "a log");
        Aws aws = cloud.aws(queue, CloudServers.SILENCE);
        AtomicInteger asked = new AtomicInteger();
        Queue breaksOnce = new Queue(
                () -> {
                    // After the receipt the next to ask is the one who wants more time.
                    if (asked.incrementAndGet() == 2) {
                        throw new IllegalStateException("the client broke down");
                    }
                    return aws.sqs();
                },
                queue,
                QUICK.visibility());
        Spool spool = new Spool(data.resolve("held"), CloudServers.ROOM);
        Fetch fetch = new Fetch(
                aws::s3, new AllowedObjects(List.of(AllowedObjects.Entry.of("trail"))), spool, System::nanoTime);
        try (S3Source source =
                new S3Source("sqs:logs", breaksOnce, fetch, spool, QUICK, InstantSource.system(), System::nanoTime)) {
            assertThat(source.poll(MANY)).hasSize(1);
            S3Source other = source();
            for (int i = 0; i < 4; i++) {
                assertThat(other.poll(MANY)).isEmpty();
            }

            assertThat(codes(source)).containsExactly("UNFORESEEN");
        }
    }

    private static S3Client broken() {
        throw new IllegalStateException("the client broke down");
    }
}
