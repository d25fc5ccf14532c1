package io.breakwater.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.model.IncidentFact.MeasureTaken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryJournalTest extends JournalContract {
    private final TestClock clock = new TestClock();
    private final MemoryJournal journal = new MemoryJournal(clock);

    @Override
    protected Journal journal() {
        return journal;
    }

    @Override
    protected TestClock clock() {
        return clock;
    }

    @Override
    protected void integrate() {
        // Every fact has its position at once.
    }

    @Test
    void aTransaction_withinATransaction_isRefused() {
        assertThatThrownBy(() -> journal.transact(tx -> journal.transact(inner -> 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("within");
    }

    @Test
    void eachDocument_isHandedOverOnce_howeverManyThereAre() {
        journal.transact(tx -> {
            for (int i = 0; i < 2_001; i++) {
                tx.state().insert(String.format("%05d", i), new Numbered(i % 2, i));
            }
            return tx;
        });

        assertThat(each(Map.of())).hasSize(2_001).isSorted().doesNotHaveDuplicates();
        assertThat(each(Map.of("half", 0))).hasSize(1_001);
        assertThat(each(Map.of("half", 1))).hasSize(1_000);
        assertThat(each(Map.of("half", 2))).isEmpty();
    }

    private record Numbered(int half, int number) {}

    private List<Integer> each(Map<String, Object> matching) {
        return journal.read(tx -> {
            List<Integer> numbers = new ArrayList<>();
            tx.state()
                    .each(
                            Numbered.class,
                            matching,
                            stored -> numbers.add(stored.value().number()));
            return numbers;
        });
    }

    @Test
    void aFollower_seesEveryFactOnce_andItsOwnToo() {
        List<Long> seen = new ArrayList<>();
        journal.with(new Echo(seen));
        record(1);
        record(2);
        journal.settle().settle();
        assertThat(seen).containsExactly(1L, 2L, 100L, 101L);
        assertThat(journal.facts(MeasureTaken.class)).hasSize(4);
    }

    private record Echo(List<Long> seen) implements Follower {
        @Override
        public String name() {
            return "echo";
        }

        @Override
        public void follow(Transaction tx, Recorded fact) {
            long value = ((MeasureTaken) fact.envelope().fact()).value();
            seen.add(value);
            if (value < 100) {
                tx.append(ALICE, measure(INCIDENT, 99 + value));
            }
        }
    }
}
