package io.breakwater.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.spi.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

@DisplayName("Against real servers: what a queue announces is offered until it is done, and nothing is lost")
class S3SourceTest extends AgainstServers {
    S3SourceTest(CloudServers cloud) {
        super(cloud);
    }

    @Test
    void announcedObject_isOffered_andItsMessageDeletedWhenItIsDone() throws IOException {
        cloud.deliver(queue, "trail", "AWSLogs/1/a.json", "a log");
        S3Source source = source();
        List<Delivery> deliveries = source.poll(MANY);

        assertThat(deliveries).singleElement().satisfies(delivery -> {
            assertThat(delivery.name()).isEqualTo("trail/AWSLogs/1/a.json");
            assertThat(delivery.file()).hasContent("a log");
            assertThat(delivery.delivered()).contains(Instant.parse("2026-11-21T03:12:00.123Z"));
            assertThat(delivery.mayGrow()).isFalse();
        });
        assertThat(cloud.messages(queue)).isEqualTo(1);

        source.done(deliveries.get(0));
        assertThat(cloud.messages(queue)).isZero();
        assertThat(spooled()).isEmpty();
        assertThat(source.poll(MANY)).isEmpty();
        assertThat(source.unread()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space.json",
                "a+b.json",
                "grün/日本語.json",
                "100%.json",
                "q?x=1&y#z.json",
                "../../etc/passwd~"
            })
    void keyOfAnySpelling_isFound_andLeavesNothingOutsideTheFolder(String key) throws IOException {
        cloud.deliver(queue, "trail", key.replace("../", "dots/"), key);
        List<Delivery> deliveries = source().poll(MANY);

        assertThat(deliveries).singleElement().satisfies(delivery -> {
            assertThat(delivery.file()).hasContent(key).hasParent(data.resolve("spool"));
            assertThat(delivery.file().getFileName().toString()).matches("[0-9]+\\.log");
        });
    }

    @Test
    void messageOfSeveralObjects_isDeletedWithTheLastOfThem() throws IOException {
        String one = cloud.put("trail", "one", "1".getBytes(StandardCharsets.UTF_8));
        String two = cloud.put("trail", "two", "2".getBytes(StandardCharsets.UTF_8));
        cloud.send(
                queue,
                Announcements.records(
                        Announcements.record("ObjectCreated:Put", "trail", "one", 1, one, ""),
                        Announcements.record("ObjectCreated:Put", "trail", "two", 1, two, "")));
        S3Source source = source();
        List<Delivery> deliveries = source.poll(MANY);
        assertThat(deliveries).hasSize(2);

        source.done(deliveries.get(0));
        assertThat(cloud.messages(queue)).isEqualTo(1);
        source.done(deliveries.get(1));
        assertThat(cloud.messages(queue)).isZero();
    }

    @Test
    void moreObjectsThanAskedFor_areOfferedBitByBit_inBoundedRoom() throws IOException {
        for (int i = 0; i < 5; i++) {
            cloud.deliver(queue, "trail", "big-" + i, "x".repeat((int) CloudServers.ROOM / 2));
        }
        S3Source source = source();
        List<String> offered = new ArrayList<>();
        for (int i = 0; i < 20 && offered.size() < 5; i++) {
            List<Delivery> round = source.poll(MANY);
            assertThat(spooled()).hasSizeLessThanOrEqualTo(2);
            assertThat(round).hasSizeLessThanOrEqualTo(2);
            for (Delivery delivery : round) {
                offered.add(delivery.name());
                source.done(delivery);
            }
        }

        assertThat(offered).doesNotHaveDuplicates().hasSize(5);
        assertThat(cloud.messages(queue)).isZero();
    }

    @Test
    void backlog_isTakenInOneLook_andDeletedInFewRequests() throws IOException {
        for (int i = 0; i < 25; i++) {
            cloud.deliver(queue, "trail", "backlog-" + i, "x");
        }
        S3Source source = source();

        assertThat(spent(source)).hasSize(25);
        assertThat(cloud.messages(queue)).isZero();
        assertThat(spooled()).isEmpty();
    }

    @Test
    void whatAsksForNothing_isDeletedQuietly() throws IOException {
        cloud.send(queue, Announcements.testEvent("trail"));
        cloud.send(
                queue, Announcements.records(Announcements.record("ObjectRemoved:Delete", "trail", "a", 1, "e", "")));
        cloud.send(queue, Announcements.put("trail", "folder/", 0, "d41d8cd98f00b204e9800998ecf8427e"));
        S3Source source = source();

        assertThat(source.poll(MANY)).isEmpty();
        assertThat(source.poll(MANY)).isEmpty();
        assertThat(cloud.messages(queue)).isZero();
        assertThat(source.unread()).isEmpty();
    }

    @Test
    void emptyObjectOfWhichTheMessageGaveNoSize_isNothingToRead() throws IOException {
        cloud.put("trail", "empty", new byte[0]);
        cloud.send(queue, Announcements.sns(Announcements.cloudTrail("trail", "empty")));

        assertThat(source().poll(MANY)).isEmpty();
        assertThat(cloud.messages(queue)).isZero();
    }

    @Test
    void everyShapeOfMessage_bringsItsObject() throws IOException {
        String etag = cloud.put("trail", "a b", "log".getBytes(StandardCharsets.UTF_8));
        cloud.put("trail", "c", "log".getBytes(StandardCharsets.UTF_8));
        cloud.send(queue, Announcements.sns(Announcements.put("trail", "a b", 3, etag)));
        cloud.send(queue, Announcements.eventBridge("Object Created", "trail", "a b", 3, etag, ""));
        cloud.send(queue, Announcements.sns(Announcements.cloudTrail("trail", "c")));
        S3Source source = source();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 10 && cloud.messages(queue) > 0; i++) {
            spent(source).forEach(delivery -> names.add(delivery.name()));
        }

        assertThat(names).contains("trail/a b", "trail/c").hasSizeBetween(2, 3);
        assertThat(cloud.messages(queue)).isZero();
    }

    @Test
    void announcedTwice_isFetchedOnceWhenItIsDone() throws IOException {
        byte[] log = "a log".getBytes(StandardCharsets.UTF_8);
        String etag = cloud.put("trail", "twice", log);
        S3Source source = source();
        cloud.send(queue, Announcements.put("trail", "twice", log.length, etag));
        assertThat(spent(source)).hasSize(1);
        cloud.send(queue, Announcements.put("trail", "twice", log.length, etag));

        assertThat(source.poll(MANY)).isEmpty();
        assertThat(cloud.messages(queue)).isZero();
    }

    @Test
    void whatIsNotDone_isOfferedAgain_andHoldsUpNothing() throws IOException {
        cloud.deliver(queue, "trail", "first", "1");
        S3Source source = source();
        Delivery first = source.poll(MANY).get(0);
        cloud.deliver(queue, "trail", "second", "2");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 10 && !names.containsAll(List.of("trail/first", "trail/second")); i++) {
            source.poll(MANY).forEach(delivery -> names.add(delivery.name()));
        }

        assertThat(names).contains("trail/first", "trail/second");
        assertThat(first.file()).exists();
        assertThat(cloud.messages(queue)).isEqualTo(2);
    }

    @Test
    void whileALongFileIsRead_theMessageIsOfferedToNobodyElse() throws IOException {
        cloud.deliver(queue, "trail", "long", "a long log");
        S3Source reading = source();
        Delivery delivery = reading.poll(MANY).get(0);
        S3Source other = source();
        for (int i = 0; i < 3; i++) {
            assertThat(other.poll(MANY)).isEmpty();
        }

        reading.done(delivery);
        assertThat(cloud.messages(queue)).isZero();
    }

    @Test
    void whileMoreObjectsThanThreadsAreSlow_theirMessagesAreOfferedToNobodyElse() throws Exception {
        for (int i = 0; i < 12; i++) {
            cloud.deliver(queue, "trail", "slow-" + i, "1");
        }
        CountDownLatch storeAnswers = new CountDownLatch(1);
        S3Source waiting = source(QUICK, aws -> after(storeAnswers, aws));
        CompletableFuture<List<Delivery>> poll = CompletableFuture.supplyAsync(() -> polled(waiting));
        CloudServers.pause(500);
        S3Source other = source();
        for (int i = 0; i < 4; i++) {
            assertThat(other.poll(MANY)).isEmpty();
        }

        storeAnswers.countDown();
        for (Delivery delivery : poll.get(10, TimeUnit.SECONDS)) {
            waiting.done(delivery);
        }
        assertThat(cloud.messages(queue)).isZero();
    }

    private static S3Client after(CountDownLatch latch, Aws aws) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return aws.s3();
    }

    private static List<Delivery> polled(S3Source source) {
        try {
            return source.poll(MANY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void versionThatWasAnnounced_isTheOneThatIsRead() throws IOException {
        cloud.newBucket("versions");
        cloud.s3()
                .putBucketVersioning(request ->
                        request.bucket("versions").versioningConfiguration(versioning -> versioning.status("Enabled")));
        var first =
                cloud.s3().putObject(request -> request.bucket("versions").key("log"), RequestBody.fromString("first"));
        cloud.put("versions", "log", "second".getBytes(StandardCharsets.UTF_8));
        Aws aws = cloud.aws(queue, CloudServers.SILENCE);
        Spool spool = new Spool(data.resolve("spool"), CloudServers.ROOM);
        spool.prepare();
        LoggedObject announced = new LoggedObject(
                "versions",
                "log",
                Optional.of(first.versionId()),
                Optional.of(first.eTag().replace("\"", "")),
                OptionalLong.of(5),
                Optional.empty());

        assertThat(new Fetch(aws::s3, new AllowedObjects(List.of()), spool, System::nanoTime))
                .satisfies(fetch ->
                        assertThat(fetch.get(announced).file().orElseThrow()).hasContent("first"));
    }

    @Test
    void pollThatWaits_endsWhenTheServerStops_andWhatComesThenIsNotKeptFromOthers()
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        S3Source waiting = source(
                new Pace(Duration.ofMinutes(2), Duration.ofSeconds(20), QUICK.retry(), QUICK.left(), QUICK.hold()));
        CompletableFuture<List<Delivery>> poll = CompletableFuture.supplyAsync(() -> polled(waiting));
        CloudServers.pause(500);
        assertThat(poll).isNotDone();
        waiting.close();

        assertThat(poll.get(5, TimeUnit.SECONDS)).isEmpty();
        assertThat(waiting.poll(MANY)).isEmpty();
        cloud.deliver(queue, "trail", "late", "1");
        S3Source next = source();
        List<Delivery> taken = List.of();
        for (int i = 0; i < 10 && taken.isEmpty(); i++) {
            taken = next.poll(MANY);
        }
        assertThat(taken).hasSize(1);
    }
}
