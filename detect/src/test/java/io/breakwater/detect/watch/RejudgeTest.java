package io.breakwater.detect.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.ledger.ForwardingJournal;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Finding;
import io.breakwater.model.FindingFact.FindingMovedAway;
import io.breakwater.model.FindingFact.FindingMovedHere;
import io.breakwater.model.FindingFact.FindingRejudged;
import io.breakwater.model.FindingLink.By;
import io.breakwater.model.FindingMove;
import io.breakwater.model.FindingStatus;
import io.breakwater.model.GrantId;
import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import io.breakwater.model.Sentences;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R32: what comes after the finding, an approval within 72 hours above all, is held against it")
class RejudgeTest extends Watching {
    private static final String MALLORY = "mallory";
    private static final String KEY = "AKIASECRETKEYID";

    private final Emergency emergency = new Emergency(journal);
    private final LiveBook live = live(journal);
    private final Rejudge rejudge = new Rejudge(journal, live, clock);
    private IncidentId incident = new IncidentId("INC-2026-0001");

    @BeforeEach
    void declare() {
        incident = emergency.declared(1, "2026-07-01T09:30:00Z");
    }

    /** A grant that nobody approved, a ticket that nobody confirmed, and the change that was made. */
    private GrantId changed() throws IOException {
        GrantId grant = emergency.opened(1, incident, MALLORY, "bw-7", "2026-07-01T09:50:00Z");
        read();
        return grant;
    }

    private void read() throws IOException {
        put("one.json", opened("e-1", "2026-07-01T10:00:00Z"));
        settled(watch(journal));
        assertThat(raised()).hasSize(1);
    }

    private Finding finding() {
        return journal.read(tx -> tx.state().list(Finding.class, Map.of(), "", 10))
                .get(0)
                .value();
    }

    private List<FindingRejudged> judged() {
        return journal.facts(FindingRejudged.class);
    }

    private void status(FindingStatus status) {
        journal.transact(tx -> {
            var stored = tx.state().lock(Finding.class, finding(tx)).orElseThrow();
            return tx.state().update(stored, stored.value().with(status, Optional.empty()));
        });
    }

    private static String finding(Transaction tx) {
        return tx.state().list(Finding.class, Map.of(), "", 1).get(0).id();
    }

    @Test
    void approvalAndTicketAfterwards_coverWhatWasDone_stepByStep() throws IOException {
        GrantId grant = changed();
        assertThat(raised().get(0).verdict()).contains("partly covered");
        assertThat(raised().get(0).cover().orElseThrow().missing()).containsExactly("approval");

        emergency.approved(grant, "2026-07-02T10:00:00Z");
        assertThat(rejudge.pass()).isEqualTo(1);
        assertThat(finding().standing().verdict()).contains("unknown");
        assertThat(finding().status()).isEqualTo(FindingStatus.OPEN);

        emergency.ticketConfirmed(incident);
        assertThat(rejudge.pass()).isEqualTo(1);

        FindingRejudged last = judged().get(1);
        assertThat(last.before()).isEqualTo("unknown");
        assertThat(last.after()).isEqualTo("covered");
        assertThat(last.owed()).isFalse();
        assertThat(last.grant()).contains(grant);
        assertThat(last.cover().found())
                .containsExactly("grant " + grant, "incident " + incident, "ticket CHG-7", "approval carol");
        assertThat(finding().status()).isEqualTo(FindingStatus.SETTLED);
        assertThat(finding().trace()).isEmpty();
        assertThat(Sentences.of(last, ref -> Optional.empty()))
                .contains("judged again: covered, was unknown; covered by grant " + grant)
                .contains("approval carol");
    }

    @Test
    void factIsInTheIncident_andSaysNoMoreThanShortFields() throws IOException {
        GrantId grant = changed();
        emergency.approved(grant, "2026-07-02T10:00:00Z");
        rejudge.pass();

        assertThat(journal.factsOf(incident, 0, 100))
                .extracting(fact -> fact.envelope().fact().getClass().getSimpleName())
                .contains("FindingRejudged");
        assertThat(journal.all())
                .allSatisfy(fact -> assertThat(new String(fact.leaf(), java.nio.charset.StandardCharsets.UTF_8))
                        .doesNotContain(KEY));
    }

    @Test
    void approvalThatComesTooLate_changesNothing() throws IOException {
        GrantId grant = changed();
        emergency.approved(grant, "2026-07-04T10:00:01Z");

        assertThat(rejudge.pass()).isZero();
        assertThat(finding().standing().verdict()).contains("partly covered");
    }

    @Test
    void nothingNew_isNotSaidTwice_norAfterARestart() throws IOException {
        GrantId grant = changed();
        assertThat(rejudge.pass()).isZero();
        emergency.approved(grant, "2026-07-02T10:00:00Z");

        rejudge.pass();
        assertThat(rejudge.pass()).isZero();
        assertThat(new Rejudge(journal, live(journal), clock).pass()).isZero();
        assertThat(judged()).hasSize(1);
    }

    @Test
    void whatCameWhileTheServerWasDown_isSeenWhenItStarts() throws IOException {
        GrantId grant = changed();
        emergency.approved(grant, "2026-07-02T10:00:00Z");

        assertThat(new Rejudge(journal, live(journal), clock).pass()).isEqualTo(1);
    }

    /** A journal whose facts have no position yet. */
    private static final class Lagging extends ForwardingJournal {
        private boolean lag;

        Lagging(Journal journal) {
            super(journal);
        }

        @Override
        public List<Recorded> factsFrom(long position, int limit) {
            return lag ? List.of() : super.factsFrom(position, limit);
        }
    }

    @Test
    void findingJudgedWithABookJustGoneOld_isJudgedAgainWithinAMinute() throws IOException {
        GrantId grant = emergency.opened(1, incident, MALLORY, "bw-7", "2026-07-01T09:50:00Z");
        Lagging lagging = new Lagging(journal);
        Watch watch = watch(lagging);
        put("zero.json", event("e-0", "2026-07-01T10:00:00Z", "GetObject", "a", "x"));
        settled(watch);
        lagging.lag = true;
        emergency.approved(grant, "2026-07-01T10:05:00Z");
        rejudge.pass();
        put("one.json", opened("e-1", "2026-07-01T10:00:00Z"));
        settled(watch);
        assertThat(finding().standing().cover().orElseThrow().missing()).containsExactly("approval");
        assertThat(rejudge.pass()).isZero();

        clock.advance(Rejudge.AT_LEAST_EVERY);

        assertThat(rejudge.pass()).isEqualTo(1);
        assertThat(finding().standing().cover().orElseThrow().missing()).isEmpty();
    }

    @Test
    void crashBeforeTheCommit_losesNothingAndDoublesNothing() throws IOException {
        GrantId grant = changed();
        emergency.approved(grant, "2026-07-02T10:00:00Z");
        Crashing crashing = new Crashing(journal);
        Rejudge dying = new Rejudge(crashing, live, clock);

        assertThatThrownBy(dying::pass).hasMessageContaining("power");
        assertThat(judged()).isEmpty();

        crashing.crash = false;
        assertThat(dying.pass()).isEqualTo(1);
        assertThat(judged()).hasSize(1);
    }

    @Test
    void whatLooksLikeATheft_isNotMadeGoodByWhatComesLater() throws IOException {
        emergency.opened(1, incident, "alice", KEY, "2026-07-01T07:00:00Z");
        read();
        assertThat(raised().get(0).verdict()).contains("suspected compromise");
        assertThat(raised().get(0).about().what()).contains("access key …EYID").doesNotContain(KEY);

        emergency.approved(new GrantId("GR-0000000001"), "2026-07-01T10:30:00Z");
        emergency.opened(2, incident, MALLORY, "bw-8", "2026-07-01T09:50:00Z");

        assertThat(rejudge.pass()).isZero();
        assertThat(finding().status()).isEqualTo(FindingStatus.OPEN);
        assertThat(finding().standing().urgent()).isTrue();
    }

    @Test
    void whatTurnsOutToBeATheft_isUrgent_evenIfItWasAccepted() throws IOException {
        read();
        status(FindingStatus.ACCEPTED);
        emergency.opened(1, incident, "alice", KEY, "2026-07-01T07:00:00Z");

        rejudge.pass();

        assertThat(judged().get(0).after()).isEqualTo("suspected compromise");
        assertThat(judged().get(0).owed()).isTrue();
        assertThat(judged().get(0).urgent()).isTrue();
        assertThat(finding().status()).isEqualTo(FindingStatus.OPEN);
    }

    @Test
    void acceptedRisk_thatIsCoveredAfterAll_isNoneAnyMore_andStaysAcceptedAsLongAsItIsNot() throws IOException {
        GrantId grant = changed();
        status(FindingStatus.ACCEPTED);
        emergency.approved(grant, "2026-07-02T10:00:00Z");
        rejudge.pass();
        assertThat(finding().status()).isEqualTo(FindingStatus.ACCEPTED);

        emergency.ticketConfirmed(incident);
        rejudge.pass();
        assertThat(finding().status()).isEqualTo(FindingStatus.SETTLED);
    }

    @Test
    void whatIsAnswered_isLeftAlone() throws IOException {
        GrantId grant = changed();
        status(FindingStatus.EXPLAINED);
        emergency.approved(grant, "2026-07-02T10:00:00Z");

        assertThat(rejudge.pass()).isZero();
    }

    @Test
    void findingThatIsAnsweredInTheSameMoment_staysAnswered() throws IOException {
        GrantId grant = changed();
        emergency.approved(grant, "2026-07-02T10:00:00Z");
        Rejudge slower = new Rejudge(
                new ForwardingJournal(journal) {
                    @Override
                    public <T> Committed<T> transact(Function<Transaction, T> work) {
                        status(FindingStatus.EXPLAINED);
                        return super.transact(work);
                    }
                },
                live,
                clock);

        assertThat(slower.pass()).isZero();

        assertThat(judged()).isEmpty();
        assertThat(finding().status()).isEqualTo(FindingStatus.EXPLAINED);
        assertThat(finding().standing().verdict()).contains("partly covered");
    }

    @Test
    void ticketThatIsRefuted_makesItWorse_inTheOpen() throws IOException {
        GrantId grant = changed();
        emergency.approved(grant, "2026-07-02T10:00:00Z");
        rejudge.pass();

        emergency.ticketRefuted(incident);
        rejudge.pass();

        assertThat(finding().standing().verdict()).contains("partly covered");
        assertThat(judged().get(1).cover().missing()).containsExactly("ticket");
    }

    @Test
    void grantOfAnotherIncident_takesTheFindingThere() throws IOException {
        read();
        assertThat(raised().get(0).incident()).contains(incident);
        IncidentId other = emergency.declared(2, "2026-07-01T09:20:00Z");
        emergency.opened(1, other, MALLORY, "bw-7", "2026-07-01T09:50:00Z");

        rejudge.pass();

        assertThat(finding().incident()).contains(other);
        assertThat(journal.facts(FindingMovedAway.class).get(0).incident()).contains(incident);
        FindingMovedHere here = journal.facts(FindingMovedHere.class).get(0);
        assertThat(here.because()).isEqualTo(By.GRANT);
        assertThat(here.by()).isEmpty();
        assertThat(judged().get(0).incident()).contains(other);
    }

    @Test
    void whereAPersonPutIt_itStays() throws IOException {
        read();
        IncidentId other = emergency.declared(2, "2026-07-01T09:20:00Z");
        IncidentId third = emergency.declared(3, "2026-07-01T09:10:00Z");
        journal.transact(tx -> {
            var stored = tx.state().lock(Finding.class, finding(tx)).orElseThrow();
            return tx.state()
                    .update(
                            stored,
                            FindingMove.said(stored.value(), third, TEXT, new PersonId("bob"))
                                    .moved());
        });
        emergency.opened(1, other, MALLORY, "bw-7", "2026-07-01T09:50:00Z");

        rejudge.pass();

        assertThat(finding().incident()).contains(third);
        assertThat(finding().standing().grant()).isPresent();
    }
}
