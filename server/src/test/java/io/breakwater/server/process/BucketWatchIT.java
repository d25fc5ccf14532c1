package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.connect.s3.CloudServers;
import io.breakwater.ledger.Hashes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A server that watches a bucket through its queue; S3Mock and ElasticMQ are the cloud. */
class BucketWatchIT {
    private static final String KEY = "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/21/"
            + "111122223333_CloudTrail_eu-west-1_20261121T0315Z_aBcDeFgHiJkLmNoP.json.gz";

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String work(ServerProcess server) {
        return server.admin().get("/q/health/ready").text();
    }

    private static String metrics(ServerProcess server) {
        return server.admin().get("/q/metrics").text();
    }

    @Test
    @DisplayName(
            "an object put and announced: its batch and its finding are on the record with its digest; what cannot be"
                    + " read or asked shows; a poll that waits keeps no server from stopping")
    void objectThatIsAnnounced_isOnTheRecord_andTroubleShows() throws IOException {
        CloudServers cloud = CloudServers.start();
        cloud.newBucket("org-trail");
        String queue = cloud.newQueue("trail-logs");
        ServerProcess server = ServerProcess.startFresh(
                "watch=sqs:" + queue, "watch.s3.buckets=org-trail", "watch.s3.endpoint=" + cloud.endpoint());
        try {
            byte[] log = gzip(CloudLog.text("event-1", "mallory", Instant.now()));
            cloud.deliver(queue, "org-trail", KEY, log);
            WatchIT.await(() -> !server.facts("FindingRaised").isEmpty());
            String digest = Hashes.hex(Hashes.sha256(log));

            assertThat(server.facts("FindingRaised")).singleElement().asString().contains(digest, "mallory");
            assertThat(server.facts("LogBatchSeen"))
                    .singleElement()
                    .asString()
                    .contains(digest, "org-trail/" + KEY, "sqs:000000000000/trail-logs");
            WatchIT.await(() -> cloud.messages(queue) == 0);
            assertThat(spooled(server)).isEmpty();
            assertThat(work(server)).doesNotContain("watch-1");

            cloud.send(queue, "shopping list");
            WatchIT.await(() -> metrics(server)
                    .contains("breakwater_watch_unread_total{code=\"MESSAGE_UNREADABLE\",watch=\"watch-1\"} 1.0"));
            assertThat(work(server)).contains("watch-1 MESSAGE_UNREADABLE", "1 since the start, the last at ");
            assertThat(metrics(server)).contains("breakwater_watch_away{watch=\"watch-1\"} 0.0");

            cloud.close();
            WatchIT.await(() -> work(server).contains("QUEUE_UNREACHABLE"));
            assertThat(work(server)).contains("cannot ask sqs:000000000000/trail-logs since ", ", asked again at ");
            assertThat(metrics(server)).contains("breakwater_watch_away{watch=\"watch-1\"} 1.0");
        } finally {
            cloud.close();
            server.erase();
        }
    }

    private static List<Path> spooled(ServerProcess server) throws IOException {
        try (var files = Files.list(server.data().resolve("watch/watch-1"))) {
            return files.toList();
        }
    }
}
