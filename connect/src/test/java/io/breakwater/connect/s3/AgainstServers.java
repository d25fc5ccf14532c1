package io.breakwater.connect.s3;

import io.breakwater.detect.spi.Delivery;
import io.breakwater.detect.spi.Unread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** A queue and a bucket of real servers, and sources that watch them as quickly as they can. */
@ExtendWith(CloudServers.Running.class)
abstract class AgainstServers {
    static final int MANY = 100;
    /** A held message is ours for two seconds; one we cannot read is offered at once, and then after a second. */
    static final Pace QUICK = new Pace(
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofMillis(10),
            Duration.ofMillis(500),
            Duration.ofHours(1));

    @TempDir
    Path data;

    final CloudServers cloud;
    private final List<S3Source> sources = new ArrayList<>();
    String queue = "";
    /** Where the queue puts what was received twice and not deleted. */
    String aside = "";

    AgainstServers(CloudServers cloud) {
        this.cloud = cloud;
    }

    @BeforeEach
    void queues() {
        String name = UUID.randomUUID().toString();
        aside = cloud.queue("aside-" + name);
        queue = cloud.newQueue("logs-" + name, 2, "aside-" + name);
    }

    @AfterEach
    void close() {
        sources.forEach(S3Source::close);
    }

    final S3Source source(Pace pace) {
        return source(pace, Aws::s3);
    }

    final S3Source source(Pace pace, Function<Aws, S3Client> s3) {
        S3Source source = cloud.source(queue, data, pace, s3);
        sources.add(source);
        return source;
    }

    final S3Source source() {
        return source(QUICK);
    }

    static List<Delivery> spent(S3Source source) throws IOException {
        List<Delivery> deliveries = source.poll(MANY);
        for (Delivery delivery : deliveries) {
            source.done(delivery);
        }
        return deliveries;
    }

    static List<String> codes(S3Source source) {
        return source.unread().stream().map(Unread::code).toList();
    }

    final List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("spool"))) {
            return files.toList();
        }
    }
}
