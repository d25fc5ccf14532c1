package io.breakwater.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.spi.Delivery;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
        Aws aws = cloud.aws(queue, CloudServers.SILENCE);
        Spool spool = new Spool(data.resolve("spool"), CloudServers.ROOM);
        List<Thread> first = new ArrayList<>();
        Fetch fetch = new Fetch(
                () -> {
                    synchronized (first) {
                        first.add(Thread.currentThread());
                        return first.size() == 1 ? broken() : aws.s3();
                    }
                },
                new AllowedObjects(List.of(AllowedObjects.Entry.of("trail"))),
                spool,
                System::nanoTime);
        for (int i = 0; i < 3; i++) {
            cloud.deliver(queue, "trail", "unforeseen-" + i, "a log");
        }
        try (S3Source source = new S3Source(
                "sqs:logs",
                new Queue(aws::sqs, queue, QUICK.visibility()),
                fetch,
                spool,
                QUICK,
                InstantSource.system(),
                System::nanoTime)) {
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
    }

    private static S3Client broken() {
        throw new IllegalStateException("the client broke down");
    }
}
