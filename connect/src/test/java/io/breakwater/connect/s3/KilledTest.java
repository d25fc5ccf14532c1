package io.breakwater.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.detect.cover.JournalCover;
import io.breakwater.detect.scan.KnownFormats;
import io.breakwater.detect.sigma.rule.RuleOptions;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.spi.Delivery;
import io.breakwater.detect.spi.LogSource;
import io.breakwater.detect.watch.LiveBook;
import io.breakwater.detect.watch.Watch;
import io.breakwater.detect.watch.WatchOptions;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.TestClock;
import io.breakwater.model.FindingFact.LogBatchSeen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A process that dies while a bucket is watched loses nothing, and nothing is counted twice")
class KilledTest extends AgainstServers {
    KilledTest(CloudServers cloud) {
        super(cloud);
    }

    /** The process ends at a point of its own choosing: nothing after it happens any more. */
    private record Dying(S3Source source, Point point) implements LogSource {
        enum Point {
            FETCHED,
            ON_RECORD,
            NEVER
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public List<Delivery> poll(int most) throws IOException {
            List<Delivery> deliveries = source.poll(most);
            die(!deliveries.isEmpty() && point == Point.FETCHED);
            return deliveries;
        }

        @Override
        public void done(Delivery delivery) throws IOException {
            die(point == Point.ON_RECORD);
            source.done(delivery);
        }

        private void die(boolean now) throws IOException {
            if (now) {
                source.close();
                throw new IOException("killed");
            }
        }

        @Override
        public void close() {
            source.close();
        }
    }

    private Watch watch(MemoryJournal journal, Dying.Point point) {
        LiveBook book = new LiveBook(journal, new JournalCover(Map.of(), person -> Set.of()));
        WatchOptions options =
                new WatchOptions(KnownFormats.all(), RuleSet.read(List.of(), RuleOptions.of(List.of())), book, data);
        return new Watch(new Dying(source(), point), journal, options, InstantSource.system(), found -> {});
    }

    @Test
    void killedAtAnyPoint_isDeliveredAgain_andCountedOnce() throws IOException {
        MemoryJournal journal = new MemoryJournal(new TestClock(Instant.parse("2026-11-21T03:12:00Z")));
        cloud.deliver(queue, "trail", "no-log.txt", "shopping list");
        Watch first = watch(journal, Dying.Point.FETCHED);
        assertThatThrownBy(first::pass).hasMessage("killed");
        assertThat(journal.facts(LogBatchSeen.class)).isEmpty();

        queue = again();
        Watch second = watch(journal, Dying.Point.ON_RECORD);
        assertThatThrownBy(second::pass).hasMessageContaining("killed");
        assertThat(journal.facts(LogBatchSeen.class)).hasSize(1);
        assertThat(spooled()).hasSize(1);

        queue = again();
        assertThat(watch(journal, Dying.Point.NEVER).pass()).isZero();
        assertThat(journal.facts(LogBatchSeen.class)).singleElement().satisfies(seen -> {
            assertThat(seen.source()).isEqualTo("sqs:logs");
            assertThat(seen.name()).isEqualTo("trail/no-log.txt");
        });
        assertThat(cloud.messages(queue)).isZero();
        assertThat(spooled()).isEmpty();
    }

    /** The message, as it comes again when its visibility is over; in a queue of its own nobody has to wait for that. */
    private String again() {
        String next = cloud.newQueue(UUID.randomUUID().toString());
        cloud.deliver(next, "trail", "no-log.txt", "shopping list");
        return next;
    }

    @Test
    void serverThatDied_leavesItsMessageToTheNext_andItsFilesToNobody() throws IOException {
        cloud.deliver(queue, "trail", "a", "a log");
        S3Source dead = source();
        Path left = dead.poll(MANY).get(0).file();
        dead.close();
        assertThat(left).exists();

        S3Source next = source();
        List<Delivery> again = List.of();
        for (int i = 0; i < 10 && again.isEmpty(); i++) {
            again = next.poll(MANY);
        }
        assertThat(again)
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.file()).hasContent("a log"));
        assertThat(spooled()).hasSize(1);
        next.done(again.get(0));
        assertThat(cloud.messages(queue)).isZero();
    }
}
