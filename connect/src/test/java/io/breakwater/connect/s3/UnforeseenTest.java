package io.breakwater.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.spi.Delivery;
import java.io.IOException;
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

    private static S3Client broken() {
        throw new IllegalStateException("the client broke down");
    }
}
