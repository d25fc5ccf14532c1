package io.breakwater.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.FactId;
import io.breakwater.model.HouseFact.HouseEvidenceRead;
import io.breakwater.model.HouseFact.PersonAdded;
import io.breakwater.model.IncidentFact.IncidentDeclared;
import io.breakwater.model.IncidentFact.IncidentNoted;
import io.breakwater.model.IncidentId;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import io.breakwater.model.Severity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every journal does. A journal's own test extends this and says how to build one. */
public abstract class JournalContract extends JournalClockContract {
    private static final PersonId BOB = new PersonId("bob");

    @Test
    void work_thatThrows_leavesNothing() {
        ContentRef[] kept = new ContentRef[1];
        assertThatThrownBy(() -> journal().transact(tx -> {
                    tx.append(ALICE, measure(INCIDENT, 1));
                    kept[0] = tx.keep("checkout is down");
                    tx.state().insert("bob", bob());
                    throw new IllegalArgumentException("changed my mind");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("changed my mind");
        assertThat(journal().factsOf(INCIDENT, 0, 10)).isEmpty();
        assertThat(journal().content(kept[0])).isEmpty();
        assertThat(journal().<Optional<?>>read(tx -> tx.state().find(Person.class, "bob")))
                .isEmpty();
        assertThat(journal().<Long>read(tx -> tx.lastSequence(INCIDENT))).isZero();
    }

    @Test
    @DisplayName("R92: one refused command does not leave a hole in an incident's numbers")
    void numbers_afterARollback_haveNoHole() {
        record(1);
        assertThatThrownBy(() -> journal().transact(tx -> {
                    tx.append(ALICE, measure(INCIDENT, 2));
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);
        record(3);
        assertThat(sequences(INCIDENT)).containsExactly(1L, 2L);
    }

    @Test
    void reading_refusesToWrite() {
        assertThatThrownBy(() -> journal().read(tx -> tx.append(ALICE, measure(INCIDENT, 1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only reads");
        assertThatThrownBy(() -> journal().read(tx -> tx.keep("text"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> journal().read(tx -> tx.state().insert("bob", bob())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTransaction_keptAfterItsEnd_isRefused() {
        Transaction kept = journal().transact(tx -> tx).value();
        assertThatThrownBy(() -> kept.append(ALICE, measure(INCIDENT, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("over");
    }

    @Test
    void aFact_ofMoreThan65535Bytes_isTooLarge_andNothingRemains() {
        assertThatThrownBy(() -> journal().transact(tx -> {
                    tx.append(ALICE, measure(INCIDENT, 1));
                    return tx.append(ALICE, new HouseEvidenceRead("x".repeat(65_536), BOB));
                }))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.TOO_LARGE));
        assertThat(sequences(INCIDENT)).isEmpty();
    }

    @Test
    void aFact_ofExactly65535Bytes_isKept() {
        FactId small = journal()
                .transact(tx -> tx.append(ALICE, new HouseEvidenceRead("", BOB)))
                .value();
        int room =
                FactCodec.MAX_LEAF_BYTES - journal().fact(small).orElseThrow().leaf().length;
        FactId full = journal()
                .transact(tx -> tx.append(ALICE, new HouseEvidenceRead("x".repeat(room), BOB)))
                .value();
        assertThat(journal().fact(full).orElseThrow().leaf()).hasSize(65_535);
        assertThatThrownBy(() ->
                        journal().transact(tx -> tx.append(ALICE, new HouseEvidenceRead("x".repeat(room + 1), BOB))))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.TOO_LARGE));
    }

    @Test
    void text_withNul_orHalfACharacter_isMalformed_inFactsAndState() {
        for (String bad : List.of("a\0b", "a\ud83d")) {
            assertThatThrownBy(() -> journal().transact(tx -> tx.append(ALICE, new HouseEvidenceRead(bad, BOB))))
                    .isInstanceOfSatisfying(
                            BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.MALFORMED_TEXT));
            Person person = new Person(BOB, bad, Set.of(), "bob", true);
            assertThatThrownBy(() -> journal().transact(tx -> tx.state().insert("bob", person)))
                    .isInstanceOfSatisfying(
                            BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.MALFORMED_TEXT));
        }
        assertThatThrownBy(() -> journal().transact(tx -> tx.keep("a\ud83d")))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.MALFORMED_TEXT));
    }

    @Test
    void aStaleVersion_isRefused_andTheOtherChangeStays() {
        journal().transact(tx -> tx.state().insert("bob", bob()));
        StateStore.Stored<Person> before =
                journal().read(tx -> tx.state().find(Person.class, "bob").orElseThrow());
        Person renamed = new Person(BOB, "Robert", Set.of(), "bob", true);
        journal().transact(tx -> tx.state().update(before, renamed));
        assertThatThrownBy(() -> journal().transact(tx -> tx.state().update(before, bob())))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.STALE_VERSION));
        StateStore.Stored<Person> after =
                journal().read(tx -> tx.state().find(Person.class, "bob").orElseThrow());
        assertThat(after).isEqualTo(new StateStore.Stored<>("bob", 2, renamed));
    }

    @Test
    void aDocument_ofANameThatIsTaken_isAConflict_andTheTransactionMayGoOn() {
        journal().transact(tx -> tx.state().insert("bob", bob()));
        FactId fact = journal()
                .transact(tx -> {
                    assertThatThrownBy(() -> tx.state().insert("bob", bob()))
                            .isInstanceOfSatisfying(
                                    BreakwaterException.class,
                                    e -> assertThat(e.code()).isEqualTo(Code.CONFLICT));
                    return tx.append(ALICE, measure(INCIDENT, 1));
                })
                .value();
        assertThat(journal().fact(fact)).isPresent();
    }

    @Test
    void aDocument_thatWasDeleted_isGone_andDeletingItAgainIsNothing() {
        journal().transact(tx -> tx.state().insert("bob", bob()));
        journal().transact(tx -> {
            tx.state().delete(Person.class, "bob");
            tx.state().delete(Person.class, "bob");
            return true;
        });
        assertThat(journal().<Optional<?>>read(tx -> tx.state().lock(Person.class, "bob")))
                .isEmpty();
    }

    @Test
    void documents_areListedByIdAndFields_andCounted() {
        journal().transact(tx -> {
            for (int i = 0; i < 5; i++) {
                tx.state().insert("n" + i, new Nested("n" + i, new Inner(i % 2 == 0 ? "even" : "odd", i), i > 2));
            }
            return true;
        });
        Map<String, Object> even = Map.of("inner.kind", "even");
        assertThat(ids(even, "", 10)).containsExactly("n0", "n2", "n4");
        assertThat(ids(even, "n0", 1)).containsExactly("n2");
        assertThat(ids(Map.of("inner.kind", "even", "big", true), "", 10)).containsExactly("n4");
        assertThat(ids(Map.of("inner.value", 3), "", 10)).containsExactly("n3");
        assertThat(ids(Map.of("inner.nothing", 3), "", 10)).isEmpty();
        assertThat(ids(Map.of(), "n3", 10)).containsExactly("n4");
        assertThat(journal().<Long>read(tx -> tx.state().count(Nested.class, even)))
                .isEqualTo(3L);
    }

    @Test
    void aTransaction_seesItsOwnChanges() {
        journal().transact(tx -> {
            StateStore.Stored<Person> stored = tx.state().insert("bob", bob());
            tx.state().update(stored, new Person(BOB, "Robert", Set.of(), "bob", true));
            assertThat(tx.state().find(Person.class, "bob").orElseThrow().version())
                    .isEqualTo(2);
            tx.append(ALICE, measure(INCIDENT, 1));
            assertThat(tx.lastSequence(INCIDENT)).isEqualTo(1);
            return true;
        });
    }

    @Test
    void facts_areReadBackAsTheyWereWritten() {
        PersonAdded added = new PersonAdded(
                BOB, Set.of(io.breakwater.model.Function.AUDITOR, io.breakwater.model.Function.COMMANDER), BOB);
        Journal.Committed<List<FactId>> committed = journal()
                .transact(tx -> List.of(
                        tx.append(ALICE, added),
                        tx.append(
                                ALICE,
                                new IncidentDeclared(INCIDENT, tx.keep("é ✓ 🚨"), new Severity(1), false, BOB))));
        Recorded house = journal().fact(committed.value().get(0)).orElseThrow();
        assertThat(house.envelope().fact()).isEqualTo(added);
        assertThat(house.envelope().sequence()).isEqualTo(OptionalLong.empty());
        Recorded declared = journal().fact(committed.value().get(1)).orElseThrow();
        assertThat(declared.envelope().actor()).isEqualTo(ALICE);
        assertThat(declared.envelope().sequence()).isEqualTo(OptionalLong.of(1));
        assertThat(declared.envelope().time()).isEqualTo(clock().instant());
        assertThat(FactCodec.decode(declared.leaf())).isEqualTo(declared.envelope());
        assertThat(committed.receipts().stream().map(Receipt::fact)).isEqualTo(committed.value());
        assertThat(committed.receipts().get(1).leafHash()).isEqualTo(Hashes.hex(Hashes.leaf(declared.leaf())));
    }

    @Test
    void content_isKeptUnderASaltedHash_andErasedForGood() {
        ContentRef[] refs = journal()
                .transact(tx -> new ContentRef[] {tx.keep("same words"), tx.keep("same words")})
                .value();
        assertThat(refs[0].digest()).isNotEqualTo(refs[1].digest());
        Journal.Content content = journal().content(refs[0]).orElseThrow();
        assertThat(new String(content.bytes(), StandardCharsets.UTF_8)).isEqualTo("same words");
        assertThat(Hashes.hex(Hashes.sha256(content.salt(), content.bytes()))).isEqualTo(refs[0].digest());
        journal().transact(tx -> {
            tx.erase(refs[0].digest());
            return tx.append(ALICE, new IncidentNoted(INCIDENT, refs[1], BOB));
        });
        assertThat(journal().content(refs[0])).isEmpty();
        assertThat(journal().content(refs[1])).isPresent();
    }

    @Test
    void positions_areGivenOnce_inOneRow() {
        List<FactId> facts = IntStream.range(0, 7).mapToObj(this::record).toList();
        integrate();
        List<Recorded> log = journal().factsFrom(0, 100);
        assertThat(log.stream().map(recorded -> recorded.envelope().id())).containsExactlyElementsOf(facts);
        assertThat(log.stream().map(recorded -> recorded.position().orElseThrow()))
                .containsExactlyElementsOf(LongStream.range(0, 7).boxed().toList());
        assertThat(journal().factsFrom(5, 1)).hasSize(1);
        assertThat(journal().factsFrom(7, 10)).isEmpty();
    }

    @Test
    void aCoveredFact_hasACheckpoint_andAnUnknownOneHasNone() {
        FactId fact = record(1);
        integrate();
        assertThat(journal().awaitCovered(fact, 10_000).lines().toList().get(1)).isEqualTo("1");
        assertThatThrownBy(() -> journal().awaitCovered(new FactId("01936f00-0000-7000-8000-000000000000"), 100))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.JOURNAL_UNAVAILABLE));
    }

    @Test
    @DisplayName("R92: an incident's numbers have no hole whatever runs at the same time")
    void numbers_underConcurrencyAndRollbacks_haveNoHole() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Long>> written = IntStream.range(0, 8)
                    .mapToObj(writer -> writers.submit(() -> {
                        start.await();
                        return LongStream.range(0, 25)
                                .filter(i -> written(writer, i))
                                .count();
                    }))
                    .toList();
            start.countDown();
            long total = 0;
            for (Future<Long> one : written) {
                total += one.get(60, TimeUnit.SECONDS);
            }
            assertThat(total).isEqualTo(8 * 20);
            assertThat(sequences(INCIDENT))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, total).boxed().toList());
        } finally {
            writers.shutdownNow();
        }
    }

    @Test
    @DisplayName("R92: who asks for the last number gets the next one, whatever is being written at the same time")
    void theLastNumber_readToWriteTheNext_isNotGivenToAnotherTransaction() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(2);
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        try {
            Future<?> first = writers.submit(() -> journal().transact(tx -> {
                tx.append(ALICE, measure(INCIDENT, 1));
                taken.countDown();
                return await(asked);
            }));
            Future<Long> claimed = writers.submit(() -> {
                taken.await();
                return journal()
                        .transact(tx -> {
                            long next = tx.lastSequence(INCIDENT) + 1;
                            asked.countDown();
                            tx.append(ALICE, measure(INCIDENT, next));
                            return next;
                        })
                        .value();
            });
            first.get(60, TimeUnit.SECONDS);
            List<Recorded> facts = journal().factsOf(INCIDENT, claimed.get(60, TimeUnit.SECONDS) - 1, 10);
            assertThat(facts).hasSize(1);
            assertThat(facts.get(0).envelope().fact()).isEqualTo(measure(INCIDENT, 2));
        } finally {
            writers.shutdownNow();
        }
    }

    /** Whoever asks is either let through at once or has to wait for us; in the second case nobody counts down. */
    private static boolean await(CountDownLatch asked) {
        try {
            return asked.await(300, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theLastNumber_ofNoIncident_isZero_andTheFirstFactIsOne() {
        journal().transact(tx -> {
            assertThat(tx.lastSequence(INCIDENT)).isZero();
            return true;
        });
        assertThat(journal().<Long>read(tx -> tx.lastSequence(INCIDENT))).isZero();
        record(1);
        assertThat(sequences(INCIDENT)).containsExactly(1L);
    }

    private boolean written(int writer, long i) {
        try {
            journal().transact(tx -> {
                FactId fact = tx.append(ALICE, measure(INCIDENT, writer * 1_000L + i));
                if (i % 5 == 4) {
                    throw new IllegalStateException("every fifth is taken back");
                }
                return fact;
            });
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private List<String> ids(Map<String, Object> matching, String after, int limit) {
        return journal()
                .read(tx -> tx.state().list(Nested.class, matching, after, limit).stream()
                        .map(StateStore.Stored::id)
                        .toList());
    }

    private List<Long> sequences(IncidentId incident) {
        return journal().factsOf(incident, 0, 10_000).stream()
                .map(recorded -> recorded.envelope().sequence().orElseThrow())
                .toList();
    }

    private static Person bob() {
        return new Person(BOB, "Bob", Set.of(io.breakwater.model.Function.ENGINEER), "bob", true);
    }

    /** A document with a field inside a field. */
    public record Nested(String name, Inner inner, boolean big) {}

    /** The inner one. */
    public record Inner(String kind, int value) {}
}
