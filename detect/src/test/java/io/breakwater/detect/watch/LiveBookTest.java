package io.breakwater.detect.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.detect.watch.JournalBook.Place;
import io.breakwater.detect.watch.JournalBook.Signs;
import io.breakwater.ledger.ForwardingJournal;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.FindingLink.By;
import io.breakwater.model.GrantId;
import io.breakwater.model.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R32: grants and incidents are kept at hand, and what was found goes to the incident it shows signs of")
class LiveBookTest {
    private static final String ACCOUNT = "111122223333";
    private static final Instant TIME = Instant.parse("2026-07-01T10:00:00Z");

    private final MemoryJournal journal = new MemoryJournal();
    private final Emergency emergency = new Emergency(journal);
    private final LiveBook live = Watching.live(journal);
    private final IncidentId first = emergency.declared(1, "2026-07-01T09:00:00Z");

    private Optional<Place> place(String account, String... actors) {
        return live.now().place(new Signs(Optional.empty(), Optional.empty(), TIME, account, List.of(actors)));
    }

    @Test
    void nothingNew_isTheSameBook() {
        assertThat(live.now()).isSameAs(live.now());
    }

    @Test
    void factsThatChangeNothingHere_areTheSameBook() {
        GrantId grant = emergency.opened(1, first, "alice", "bw-7", "2026-07-01T09:30:00Z");
        JournalBook before = live.now();
        journal.transact(tx -> tx.append(
                io.breakwater.model.Actor.system("test"), new io.breakwater.model.GrantFact.GrantEnded(first, grant)));

        assertThat(live.now()).isSameAs(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 7, 8})
    void whatComesAfterTheFirstReading_isSeen_howeverLongTheLogWas(int facts) {
        for (int i = 0; i < facts; i++) {
            emergency.asked(i, first, "eve");
        }
        live.now();

        GrantId grant = emergency.opened(9, first, "alice", "bw-7", "2026-07-01T09:30:00Z");

        assertThat(live.now().grant(grant.value())).contains(grant);
    }

    /** Counts how often documents are read through. */
    private static final class Counting extends ForwardingJournal {
        private int reads;

        Counting(Journal journal) {
            super(journal);
        }

        @Override
        public <T> T read(Function<Transaction, T> work) {
            reads++;
            return super.read(work);
        }
    }

    @Test
    void documents_areReadOnce_andThenOnlyWhatFactsAreAbout() {
        Counting counting = new Counting(journal);
        LiveBook counted = Watching.live(counting);
        counted.now();
        counted.now();
        assertThat(counting.reads).isEqualTo(1);

        emergency.asked(1, first, "alice");
        counted.now();
        assertThat(counting.reads).isEqualTo(2);
    }

    @Test
    void readingThatBreaksOff_leavesTheBookAsItWas_andIsMadeGood() {
        IncidentId second = emergency.declared(2, "2026-07-01T09:10:00Z");
        Breaking breaking = new Breaking(journal);
        LiveBook broken = Watching.live(breaking);
        JournalBook before = broken.now();
        GrantId grant = emergency.opened(1, first, "alice", "bw-7", "2026-07-01T09:30:00Z");
        emergency.ticketConfirmed(second);

        breaking.breaks = true;
        assertThatThrownBy(broken::now).hasMessage("gone");
        assertThat(before.grant(grant.value())).isEmpty();
        breaking.breaks = false;

        assertThat(broken.now().grant(grant.value())).contains(grant);
    }

    /** A journal that is gone once all has been read, before anybody has it. */
    private static final class Breaking extends ForwardingJournal {
        private boolean breaks;

        Breaking(Journal journal) {
            super(journal);
        }

        @Override
        public <T> T read(Function<Transaction, T> work) {
            T read = super.read(work);
            if (breaks) {
                throw new BreakwaterException(Code.JOURNAL_UNAVAILABLE, "gone");
            }
            return read;
        }
    }

    @Test
    void whoAskedForAccess_isAStrongerSign_thanTheAccount_andThatThanTheTime() {
        IncidentId second = emergency.declared(2, "2026-07-01T09:10:00Z");
        IncidentId third = emergency.declared(3, "2026-07-01T09:20:00Z");
        assertThat(place(ACCOUNT, "alice")).map(Place::incident).contains(third);
        assertThat(place(ACCOUNT, "alice").orElseThrow().link().by()).isEqualTo(By.TIME);

        emergency.asked(1, second, "eve");
        assertThat(place(ACCOUNT, "alice")).map(Place::incident).contains(second);
        assertThat(place(ACCOUNT, "alice").orElseThrow().link().by()).isEqualTo(By.ACCOUNT);

        emergency.asked(2, first, "alice");
        assertThat(place(ACCOUNT, "x", "Alice ")).map(Place::incident).contains(first);
        assertThat(place(ACCOUNT, "x", "Alice ").orElseThrow().link().by()).isEqualTo(By.ACTOR);
    }

    @Test
    void incidentsThatAreAsLikely_areNamed() {
        IncidentId second = emergency.declared(2, "2026-07-01T09:10:00Z");
        IncidentId third = emergency.declared(3, "2026-07-01T09:20:00Z");

        Place byTime = place("444455556666", "alice").orElseThrow();
        assertThat(byTime.incident()).isEqualTo(third);
        assertThat(byTime.link().others()).containsExactly(second, first);

        emergency.asked(1, second, "eve");
        emergency.asked(2, first, "frank");
        Place byAccount = place(ACCOUNT, "alice").orElseThrow();
        assertThat(byAccount.incident()).isEqualTo(second);
        assertThat(byAccount.link().others()).containsExactly(first);
    }

    @Test
    void grant_isStrongerThanAnySign() {
        IncidentId second = emergency.declared(2, "2026-07-01T09:10:00Z");
        GrantId grant = emergency.opened(1, first, "alice", "bw-7", "2026-07-01T09:30:00Z");
        emergency.asked(2, second, "eve");

        Place place = live.now()
                .place(new Signs(Optional.of(grant), Optional.of(second.value()), TIME, ACCOUNT, List.of("eve")))
                .orElseThrow();

        assertThat(place.incident()).isEqualTo(first);
        assertThat(place.link().by()).isEqualTo(By.GRANT);
    }
}
