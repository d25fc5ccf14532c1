package io.breakwater.server.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.TestClock;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.HouseFact.HouseEvidenceRead;
import io.breakwater.model.HouseFact.ServerStopped;
import io.breakwater.model.PersonId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OnceTest {
    private static final PersonId ALICE = new PersonId("alice");
    private static final StoredAnswer OK = new StoredAnswer(200, Map.of(), "{}");

    private final TestClock clock = new TestClock();
    private final MemoryJournal journal = new MemoryJournal(clock);
    private final CommandJournal commands = new CommandJournal(journal);

    private Once server(String instance, int polls) {
        return new Once(journal, commands, instance, new Once.Waiting(() -> LockSupport.parkNanos(1_000_000), polls));
    }

    private static Command command(String key, String body) {
        return Command.of(ALICE, key, "POST", "/x?null", body.getBytes(StandardCharsets.UTF_8));
    }

    private StoredAnswer act(String what) {
        commands.transact(tx -> tx.append(Actor.system("test"), new HouseEvidenceRead(what, ALICE)));
        return OK;
    }

    private int acts() {
        return journal.facts(HouseEvidenceRead.class).size();
    }

    private static void assertRefused(Code code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void theSameKeyWithAnotherBody_isRefused() {
        server("a", 1).run(command("k", "one"), tx -> {}, () -> act("one"));
        assertRefused(
                Code.IDEMPOTENCY_MISMATCH, () -> server("a", 1).run(command("k", "two"), tx -> {}, () -> act("two")));
        assertThat(acts()).isEqualTo(1);
    }

    @Test
    void aRepetition_isAnsweredTheSame_andDoesNothing_afterARestartToo() {
        server("a", 1).run(command("k", "one"), tx -> {}, () -> act("one"));
        Once.Outcome again = server("b", 1).run(command("k", "one"), tx -> {}, () -> act("one"));
        assertThat(again).isEqualTo(new Once.Outcome(OK, true));
        assertThat(acts()).isEqualTo(1);
    }

    @Test
    void simultaneousSendings_runOnce() throws Exception {
        Once once = server("a", 10_000);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Once.Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            outcomes.add(threads.submit(() -> {
                start.await();
                return once.run(command("k", "one"), tx -> {}, () -> act("one"));
            }));
        }
        start.countDown();
        int fresh = 0;
        for (Future<Once.Outcome> outcome : outcomes) {
            fresh += outcome.get().replayed() ? 0 : 1;
        }
        threads.shutdownNow();
        assertThat(fresh).isEqualTo(1);
        assertThat(acts()).isEqualTo(1);
    }

    @Test
    void theClaimOfADeadServer_isTakenOver_whenNothingWasDone() {
        assertThatThrownBy(() -> server("dead", 1).run(command("k", "one"), tx -> {}, () -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
        claimWithoutEnd("dead");
        assertRefused(Code.CONFLICT, () -> server("b", 1).run(command("j", "one"), tx -> {}, () -> act("one")));
        clock.advance(Duration.ofSeconds(91));
        server("b", 1).run(command("j", "one"), tx -> {}, () -> act("one"));
        assertThat(acts()).isEqualTo(1);
    }

    private void claimWithoutEnd(String instance) {
        Command command = command("j", "one");
        journal.transact(tx -> tx.state()
                .insert(
                        command.id(),
                        new OnceRecord(
                                command.request(), instance, 1, tx.now(), List.of(), java.util.Optional.empty())));
    }

    @Test
    void theClaimOfADeadServer_isNotRunAgain_whenSomethingIsOnTheRecord() {
        claimWithoutEnd("dead");
        Command command = command("j", "one");
        var fact = journal.transact(tx -> tx.append(Actor.system("test"), new ServerStopped("dead")))
                .value();
        journal.transact(tx -> {
            var stored = tx.state().lock(OnceRecord.class, command.id()).orElseThrow();
            return tx.state().update(stored, stored.value().with(List.of(fact)));
        });
        server("b", 1).abandonOthers();
        assertThatThrownBy(() -> server("b", 1).run(command, tx -> {}, () -> act("one")))
                .hasMessageContaining(fact.value());
        assertThat(acts()).isZero();
    }

    @Test
    void withAnEmbeddedDatabase_theOthersAreKnownToBeDead_atOnce() {
        claimWithoutEnd("dead");
        Once next = server("b", 1);
        next.abandonOthers();
        next.run(command("j", "one"), tx -> {}, () -> act("one"));
        assertThat(acts()).isEqualTo(1);
    }

    @Test
    void aCommandThatRunsSoLongThatItIsTakenOver_doesNothingMore_andItsSuccessorsAnswerStays() {
        StoredAnswer second = new StoredAnswer(201, Map.of(), "{}");
        CommandJournal elsewhere = new CommandJournal(journal);
        Once successor = new Once(journal, elsewhere, "b", new Once.Waiting(() -> {}, 1));
        assertRefused(
                Code.CONFLICT,
                () -> server("a", 1).run(command("k", "one"), tx -> {}, () -> {
                    clock.advance(Duration.ofSeconds(91));
                    successor.run(command("k", "one"), tx -> {}, () -> {
                        elsewhere.transact(
                                tx -> tx.append(Actor.system("test"), new HouseEvidenceRead("successor", ALICE)));
                        return second;
                    });
                    return act("too late");
                }));
        assertThat(acts()).isEqualTo(1);
        assertThat(server("c", 1).run(command("k", "one"), tx -> {}, () -> act("third")))
                .isEqualTo(new Once.Outcome(second, true));
    }

    @Test
    void aCommandThatWasTakenOver_andDidNothing_doesNotAnswerForItsSuccessor_norForgetIt() {
        CommandJournal elsewhere = new CommandJournal(journal);
        Once successor = new Once(journal, elsewhere, "b", new Once.Waiting(() -> {}, 1));
        StoredAnswer second = new StoredAnswer(201, Map.of(), "{}");
        for (int status : new int[] {200, 503}) {
            Command slow = command("slow" + status, "one");
            server("a", 1).run(slow, tx -> {}, () -> {
                clock.advance(Duration.ofSeconds(91));
                successor.run(slow, tx -> {}, () -> second);
                return new StoredAnswer(status, Map.of(), "late");
            });
            assertThat(server("c", 1).run(slow, tx -> {}, () -> act("third")))
                    .isEqualTo(new Once.Outcome(second, true));
        }
    }

    @Test
    void moreThanAPage_isForgotten_atOnce_inSeveralTransactions() {
        Once once = server("a", 1);
        for (int i = 0; i < 750; i++) {
            once.run(command("k" + i, "one"), tx -> {}, () -> OK);
        }
        clock.advance(Duration.ofHours(25));
        once.run(command("young", "one"), tx -> {}, () -> OK);
        PageWatch watch = new PageWatch(journal);
        new Once(watch, commands, "a", new Once.Waiting(() -> {}, 1)).forgetOld();
        assertThat((long) journal.<Long>read(tx -> tx.state().count(OnceRecord.class, Map.of())))
                .isEqualTo(1);
        assertThat(watch.mostListed()).isBetween(1, 100);
    }

    @Test
    void aServerErrorWithNothingDone_isForgotten_soThatItCanBeTriedAgain() {
        Once once = server("a", 1);
        once.run(command("k", "one"), tx -> {}, () -> new StoredAnswer(503, Map.of(), "{}"));
        Once.Outcome again = once.run(command("k", "one"), tx -> {}, () -> act("one"));
        assertThat(again.replayed()).isFalse();
    }

    @Test
    void aServerErrorAfterSomethingWasDone_isAnsweredAgain() {
        Once once = server("a", 1);
        StoredAnswer bad = new StoredAnswer(502, Map.of(), "{}");
        once.run(command("k", "one"), tx -> {}, () -> {
            act("one");
            return bad;
        });
        assertThat(once.run(command("k", "one"), tx -> {}, () -> act("one"))).isEqualTo(new Once.Outcome(bad, true));
        assertThat(acts()).isEqualTo(1);
    }

    @Test
    void aFailedPrecondition_leavesNothing_andIsCheckedOnlyBeforeTheFirstAct() {
        Once once = server("a", 1);
        int[] checks = {0};
        once.run(command("k", "one"), tx -> checks[0]++, () -> {
            act("one");
            return act("two");
        });
        assertThat(checks[0]).isEqualTo(1);
        assertRefused(
                Code.STALE_VERSION,
                () -> once.run(
                        command("l", "one"),
                        tx -> {
                            throw new BreakwaterException(Code.STALE_VERSION, "changed");
                        },
                        () -> act("three")));
        assertThat(acts()).isEqualTo(2);
    }

    @Test
    void twoPeople_mayUseTheSameKey() {
        Once once = server("a", 1);
        once.run(command("k", "one"), tx -> {}, () -> act("one"));
        Command bobs = Command.of(new PersonId("bob"), "k", "POST", "/x?null", new byte[0]);
        assertThat(once.run(bobs, tx -> {}, () -> act("two")).replayed()).isFalse();
    }

    @Test
    void afterADay_aCommandIsForgotten() {
        Once once = server("a", 1);
        once.run(command("k", "one"), tx -> {}, () -> act("one"));
        clock.advance(Duration.ofHours(25));
        once.forgetOld();
        assertThat(once.run(command("k", "two"), tx -> {}, () -> act("two")).replayed())
                .isFalse();
    }
}
