package io.breakwater.detect.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.detect.cover.JournalCover;
import io.breakwater.detect.scan.GroupRules;
import io.breakwater.detect.scan.KnownFormats;
import io.breakwater.detect.sigma.rule.RuleOptions;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.spi.Bookmark;
import io.breakwater.detect.spi.Bookmarks;
import io.breakwater.detect.spi.Bookmarks.Missed;
import io.breakwater.detect.spi.Bookmarks.Move;
import io.breakwater.detect.spi.Delivery;
import io.breakwater.detect.spi.LogSource;
import io.breakwater.detect.spi.Stretch;
import io.breakwater.ledger.ForwardingJournal;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.TestClock;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.FindingFact.LogBatchSeen;
import io.breakwater.model.FindingFact.LogCoverageTaken;
import io.breakwater.model.FindingFact.LogRecordsMissed;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.IncidentStatus;
import io.breakwater.model.LogMissed;
import io.breakwater.model.PersonId;
import io.breakwater.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("R29: of numbered records each is read once, however they are cut and whatever crashes")
class StretchTest {
    private static final String LANE = "audit/0";

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final MemoryJournal journal = new MemoryJournal(clock);

    /** A lane of numbered records that is cut where the test says. */
    private final class Row implements LogSource {
        private final List<Delivery> offered = new ArrayList<>();
        private final List<String> done = new ArrayList<>();
        private Optional<Bookmarks> bookmarks = Optional.empty();

        @Override
        public String name() {
            return "row";
        }

        @Override
        public void resume(Bookmarks kept) {
            bookmarks = Optional.of(kept);
        }

        Bookmarks bookmarks() {
            return bookmarks.orElseThrow();
        }

        long next() {
            return bookmarks().all().getOrDefault(LANE, new Bookmark(-1, "")).next();
        }

        Row begin() {
            bookmarks().move(List.of(new Move(LANE, Optional.empty(), new Bookmark(0, "o"), Optional.empty())));
            return this;
        }

        Row offer(long first, long end) throws IOException {
            StringBuilder lines = new StringBuilder();
            for (long i = first; i < end; i++) {
                lines.append(event(i)).append('\n');
            }
            return offer(first, end, lines.toString());
        }

        Row offer(long first, long end, String text) throws IOException {
            String name = LANE + "/" + first + "-" + (end - 1);
            Path file = Files.writeString(folder.resolve(first + "-" + end), text);
            Stretch stretch = new Stretch(LANE, new Bookmark(first, "o"), new Bookmark(end, "o"));
            offered.add(new Delivery(name, file, name, Optional.empty(), false, Optional.of(stretch)));
            return this;
        }

        @Override
        public List<Delivery> poll(int most) {
            List<Delivery> now = List.copyOf(offered);
            offered.clear();
            return now;
        }

        @Override
        public void done(Delivery delivery) {
            done.add(delivery.name());
        }

        @Override
        public void close() {
            offered.clear();
        }
    }

    private static String event(long number) {
        return """
                {"eventVersion":"1.08","userIdentity":{"type":"Root","accountId":"111122223333"},\
                "eventTime":"2026-07-01T10:00:00Z","eventSource":"iam.amazonaws.com","eventName":"ListUsers",\
                "awsRegion":"us-east-1","eventID":"e-%d","recipientAccountId":"111122223333"}\
                """.formatted(number);
    }

    private Watch watch(Row row, Journal on) {
        return new Watch(
                row,
                on,
                new WatchOptions(
                        KnownFormats.all(),
                        RuleSet.read(List.of(new RuleSource("rules", GroupRules.TEXT)), RuleOptions.of(List.of())),
                        new LiveBook(on, new JournalCover(Map.of(), person -> Set.of())),
                        folder),
                clock,
                found -> {});
    }

    private List<String> names() {
        return journal.facts(LogBatchSeen.class).stream()
                .map(LogBatchSeen::name)
                .toList();
    }

    private long records() {
        return journal.facts(LogBatchSeen.class).stream()
                .mapToLong(LogBatchSeen::records)
                .sum();
    }

    @Test
    void stretches_oneAfterTheOther_areRead_andTheBookmarkMovesWithThem() throws IOException {
        Row row = new Row();
        Watch watch = watch(row, journal);
        row.begin().offer(0, 2).offer(2, 5);

        assertThat(watch.pass()).isEqualTo(2);

        assertThat(names()).containsExactly(LANE + "/0-1", LANE + "/2-4");
        assertThat(row.next()).isEqualTo(5);
        assertThat(row.done).containsExactlyElementsOf(names());
    }

    @Test
    void sameRecords_cutElsewhere_areNotReadAgain() throws IOException {
        Row row = new Row();
        Watch watch = watch(row, journal);
        row.begin().offer(0, 3);
        watch.pass();
        row.offer(0, 2).offer(1, 5).offer(4, 6);

        assertThat(watch.pass()).isZero();

        assertThat(records()).isEqualTo(3);
        assertThat(row.next()).isEqualTo(3);
        assertThat(row.done).containsExactly(LANE + "/0-2");
    }

    @Test
    void stretchThatWasRead_offeredOnceMore_doesNotTakeTheBookmarkBack() throws IOException {
        Row row = new Row();
        Watch watch = watch(row, journal);
        row.begin().offer(0, 3).offer(3, 5);
        watch.pass();

        row.offer(0, 3);
        watch.pass();

        assertThat(row.next()).isEqualTo(5);
        assertThat(row.done).hasSize(2);
    }

    @Test
    void whatWasLaidAsideOfAStretchThatIsRefused_isThrownAwayAtOnce() throws IOException {
        Row row = new Row();
        Watch watch = watch(row, journal);
        row.begin().offer(1, 2, event(1).replace("ListUsers", "DescribeInstances"));

        assertThat(watch.pass()).isZero();
        assertThat(laidAside()).isEmpty();

        row.offer(0, 1, event(0).replace("ListUsers", "DescribeInstances"));
        assertThat(watch.pass()).isEqualTo(1);
        assertThat(laidAside()).hasSize(1);
    }

    private List<Path> laidAside() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".events")).toList();
        }
    }

    @Test
    void otherServer_thatCutTheSameRecordsOtherwise_isNotDoubled() throws IOException {
        Row one = new Row();
        Row other = new Row();
        Watch first = watch(one, journal);
        Watch second = watch(other, journal);
        one.begin().offer(0, 4);
        other.begin().offer(0, 3).offer(3, 6);
        first.pass();
        second.pass();

        assertThat(records()).isEqualTo(4);
        assertThat(other.done).isEmpty();
    }

    @Test
    void stretchOfTheSameBytes_isNoNews_andTheBookmarkMovesOn() throws IOException {
        Row row = new Row();
        Watch watch = watch(row, journal);
        row.begin().offer(0, 1, event(7)).offer(1, 2, event(7)).offer(2, 3);

        watch.pass();

        assertThat(names()).containsExactly(LANE + "/0-0", LANE + "/2-2");
        assertThat(row.next()).isEqualTo(3);
    }

    @Test
    void crashBeforeTheCommit_losesNothing() throws IOException {
        Row row = new Row();
        boolean[] down = {false};
        Watch watch = watch(row, new ForwardingJournal(journal) {
            @Override
            public <T> Committed<T> transact(Function<Transaction, T> work) {
                if (down[0]) {
                    throw new BreakwaterException(Code.JOURNAL_UNAVAILABLE, "away");
                }
                return super.transact(work);
            }
        });
        row.begin().offer(0, 3);
        down[0] = true;
        assertThatThrownBy(watch::pass).isInstanceOf(BreakwaterException.class);
        down[0] = false;

        row.offer(0, 2);
        watch.pass();

        assertThat(records()).isEqualTo(2);
        assertThat(row.next()).isEqualTo(2);
    }

    @Test
    void crashAfterTheCommit_beforeAnybodyKnows_doublesNothing() throws IOException {
        Row row = new Row();
        Watch watch = watch(row, new ForwardingJournal(journal) {
            @Override
            public <T> Committed<T> transact(Function<Transaction, T> work) {
                Committed<T> done = super.transact(work);
                if (!done.receipts().isEmpty()) {
                    throw new BreakwaterException(Code.JOURNAL_UNAVAILABLE, "the outcome is not known");
                }
                return done;
            }
        });
        row.begin().offer(0, 3);
        assertThatThrownBy(watch::pass).isInstanceOf(BreakwaterException.class);
        assertThat(row.next()).isEqualTo(3);

        row.offer(0, 5);
        watch.pass();

        assertThat(names()).containsExactly(LANE + "/0-2");
    }

    @Test
    void bookmarks_areOfTheirSource_andOfEveryLane() {
        Row row = new Row();
        watch(row, journal);
        row.begin()
                .bookmarks()
                .move(List.of(new Move("audit/1", Optional.empty(), new Bookmark(9, "o"), Optional.empty())));

        assertThat(row.bookmarks().all())
                .containsOnly(Map.entry(LANE, new Bookmark(0, "o")), Map.entry("audit/1", new Bookmark(9, "o")));
        assertThat(new JournalBookmarks(journal, "another").all()).isEmpty();
    }

    @Test
    void moveFromElsewhere_isPassedOver_andSaysNothing() {
        Row row = new Row();
        watch(row, journal);
        row.begin();
        Missed missed = new Missed(5, Optional.empty(), LogMissed.DELETED);

        row.bookmarks()
                .move(List.of(
                        new Move(LANE, Optional.of(new Bookmark(5, "o")), new Bookmark(8, "o"), Optional.of(missed))));

        assertThat(row.next()).isZero();
        assertThat(journal.facts(LogRecordsMissed.class)).isEmpty();
    }

    @Test
    void twoServers_thatPlaceALaneInTheSameMoment_haveOneBookmark_andOtherTroubleIsTold() {
        Code[] trouble = {Code.CONFLICT};
        Bookmarks slower = new JournalBookmarks(
                new ForwardingJournal(journal) {
                    @Override
                    public <T> Committed<T> transact(Function<Transaction, T> work) {
                        throw new BreakwaterException(trouble[0], "somebody was faster");
                    }
                },
                "row");
        Row faster = new Row();
        watch(faster, journal);
        faster.begin();
        List<Move> moves = List.of(new Move(LANE, Optional.empty(), new Bookmark(4, "o"), Optional.empty()));

        slower.move(moves);

        assertThat(slower.all()).containsOnly(Map.entry(LANE, new Bookmark(0, "o")));
        trouble[0] = Code.STORAGE_FULL;
        assertThatThrownBy(() -> slower.move(moves)).isInstanceOf(BreakwaterException.class);
    }

    @Test
    void whatIsMissed_isOnTheRecord_withTheTimeItWasReadUpTo() {
        Row row = new Row();
        watch(row, journal);
        row.begin();
        var since = clock.instant();
        clock.advance(Duration.ofHours(3));

        row.bookmarks()
                .move(List.of(new Move(
                        LANE,
                        Optional.of(new Bookmark(0, "o")),
                        new Bookmark(8, "o"),
                        Optional.of(new Missed(0, Optional.of(8L), LogMissed.DELETED)))));

        assertThat(journal.facts(LogRecordsMissed.class))
                .containsExactly(
                        new LogRecordsMissed("row", LANE, 0, Optional.of(8L), LogMissed.DELETED, Optional.of(since)));
        assertThat(row.next()).isEqualTo(8);
    }

    @Test
    void whatIsMissed_isAGapInWhatIsKnownOfAnIncident_inItsTimeOnly() {
        Row row = new Row();
        watch(row, journal);
        row.begin();
        IncidentId during = incident("INC-2026-0001");
        clock.advance(Duration.ofHours(3));
        row.bookmarks()
                .move(List.of(new Move(
                        LANE,
                        Optional.of(new Bookmark(0, "o")),
                        new Bookmark(8, "o"),
                        Optional.of(new Missed(0, Optional.of(8L), LogMissed.DELETED)))));
        clock.advance(Duration.ofHours(1));
        IncidentId later = incident("INC-2026-0002");
        clock.advance(Duration.ofMinutes(1));

        assertThat(gaps(during)).containsExactly("row (audit/0) PT3H");
        assertThat(gaps(later)).isEmpty();
    }

    private IncidentId incident(String name) {
        IncidentId id = new IncidentId(name);
        Incident incident = new Incident(
                id,
                new ContentRef("00".repeat(32), ContentRef.TEXT, 1),
                new Severity(1),
                false,
                IncidentStatus.OPEN,
                clock.instant(),
                new PersonId("bob"),
                Map.of(IncidentRole.COMMANDER, List.of(new PersonId("bob"))),
                false,
                List.of(),
                Optional.empty());
        journal.transact(tx -> tx.state().insert(id.value(), incident));
        return id;
    }

    private List<String> gaps(IncidentId incident) {
        new TakeCoverage(journal).of(incident);
        List<LogCoverageTaken> said = journal.facts(LogCoverageTaken.class);
        return said.get(said.size() - 1).gaps().stream()
                .map(gap -> gap.account() + " " + Duration.between(gap.from(), gap.to()))
                .toList();
    }
}
