package io.breakwater.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.JournalCover;
import io.breakwater.detect.scan.KnownFormats;
import io.breakwater.detect.sigma.rule.RuleOptions;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.watch.LiveBook;
import io.breakwater.detect.watch.Watch;
import io.breakwater.detect.watch.WatchOptions;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.model.FindingFact.FindingRaised;
import io.breakwater.model.FindingFact.LogBatchSeen;
import io.breakwater.model.FindingFact.LogRecordsMissed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** A topic that is watched, with a journal in memory. Its own clock leaps, so that no batch waits for more records. */
final class Watched implements AutoCloseable {
    private static final String RULES = """
            title: Security group opened
            name: opened
            logsource: {product: aws, service: cloudtrail}
            detection: {a: {eventName: AuthorizeSecurityGroupIngress}, condition: a}
            tags: [breakwater.r32, breakwater.needs-cover, iso27001.a.8.32]
            level: high
            """;
    private static final int MOST_PASSES = 400;

    final MemoryJournal journal;
    final KafkaSource source;
    private final AtomicLong leap = new AtomicLong();
    private final Watch watch;

    Watched(KafkaPlace place, KafkaAccess access, boolean onlyWhatComes, Path folder) {
        this(place, access, onlyWhatComes, folder, new MemoryJournal());
    }

    Watched(KafkaPlace place, KafkaAccess access, boolean onlyWhatComes, Path folder, MemoryJournal journal) {
        this(place, access, onlyWhatComes, folder, journal, journal);
    }

    /** @param on what is written through to the journal, or not */
    Watched(
            KafkaPlace place,
            KafkaAccess access,
            boolean onlyWhatComes,
            Path folder,
            MemoryJournal journal,
            Journal on) {
        this.journal = journal;
        this.source = new KafkaSource(
                place,
                access,
                onlyWhatComes,
                folder.resolve("batches"),
                () -> System.nanoTime() + leap.getAndAdd(Lane.DISTANCE.toNanos()),
                InstantSource.system());
        RuleSet rules = RuleSet.read(List.of(new RuleSource("rules", RULES)), RuleOptions.of(List.of()));
        this.watch = new Watch(
                source,
                on,
                new WatchOptions(
                        KnownFormats.all(),
                        rules,
                        new LiveBook(journal, new JournalCover(Map.of(), person -> Set.of())),
                        made(folder)),
                InstantSource.system(),
                found -> {});
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder.resolve("spill"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Watched all(KafkaBroker broker, String topic, Path folder) {
        return on(broker, topic, folder, new MemoryJournal());
    }

    static Watched on(KafkaBroker broker, String topic, Path folder, MemoryJournal journal) {
        return new Watched(place(broker, topic), KafkaAccess.NONE, false, folder, journal);
    }

    static KafkaPlace place(KafkaBroker broker, String topic) {
        return KafkaPlace.of("//" + broker.address() + "/" + topic).orElseThrow();
    }

    void pass() throws IOException {
        watch.pass();
    }

    /** Passes until it is so. */
    Watched until(BooleanSupplier there) {
        for (int passes = 0; !there.getAsBoolean(); passes++) {
            assertThat(passes).as("passes").isLessThan(MOST_PASSES);
            try {
                watch.pass();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    /** Passes until so many events have been read. */
    Watched untilRead(long records) {
        return until(() -> read() >= records);
    }

    /** Passes until records are known that have not been recorded. */
    Watched untilWaiting() {
        return until(() -> source.waiting().values().stream().anyMatch(lag -> lag > 0));
    }

    /** Passes until all that is known to have been sent has been recorded, which the lag tells. */
    Watched untilDrained() {
        return until(() -> !source.waiting().isEmpty()
                && source.waiting().values().stream().allMatch(lag -> lag == 0));
    }

    long read() {
        return batches().stream().mapToLong(LogBatchSeen::records).sum();
    }

    long bad() {
        return batches().stream().mapToLong(LogBatchSeen::bad).sum();
    }

    List<LogBatchSeen> batches() {
        return journal.facts(LogBatchSeen.class);
    }

    List<String> found() {
        return journal.facts(FindingRaised.class).stream()
                .map(found -> found.about().event().orElse(""))
                .sorted()
                .toList();
    }

    List<LogRecordsMissed> missed() {
        return journal.facts(LogRecordsMissed.class);
    }

    /** A CloudTrail event as EventBridge or a forwarder would put it into a topic. */
    static byte[] event(String id) {
        return event(id, "AuthorizeSecurityGroupIngress", "sg-1").getBytes(StandardCharsets.UTF_8);
    }

    static String event(String id, String action, String group) {
        return """
                {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/mallory",\
                "accountId":"111122223333","accessKeyId":"AKIASECRETKEYID","userName":"mallory"},\
                "eventTime":"2026-07-01T10:00:00Z","eventSource":"ec2.amazonaws.com","eventName":"%2$s",\
                "awsRegion":"eu-west-1","sourceIPAddress":"203.0.113.7","userAgent":"aws-cli",\
                "requestParameters":{"groupId":"%3$s"},"eventID":"%1$s","recipientAccountId":"111122223333"}\
                """.formatted(id, action, group);
    }

    @Override
    public void close() {
        source.close();
    }
}
