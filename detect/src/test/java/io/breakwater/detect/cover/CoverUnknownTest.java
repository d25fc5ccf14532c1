package io.breakwater.detect.cover;

import static io.breakwater.detect.cover.CoverPart.GRANT;
import static io.breakwater.detect.cover.CoverPart.TICKET;
import static io.breakwater.detect.cover.Explained.judge;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.PartAnswer.State;
import io.breakwater.detect.event.LogEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoverUnknownTest {
    private static final Window JUNE =
            Window.of(Instant.parse("2026-06-01T00:00:00Z"), Instant.parse("2026-06-30T23:59:59Z"));
    private static final Window JULY =
            Window.of(Instant.parse("2026-07-01T00:00:00Z"), Instant.parse("2026-07-31T23:59:59Z"));

    private static CoverSource export(String name, String system, Window complete) {
        return new CoverSource(name, system, Set.of(GRANT, TICKET), complete, Optional.empty());
    }

    @Test
    void exportThatEndsBeforeTheEvent_leavesItUnknown_notUncovered() {
        CoverAnswer answer = judge(CoverBook.builder().source(export("june.csv", "PIM", JUNE)), Act.byAlice());
        assertThat(answer.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(answer.part(GRANT).why())
                .isEqualTo("the event is outside of what was exported:"
                        + " june.csv is from 2026-06-01T00:00:00Z to 2026-06-30T23:59:59Z");
    }

    @Test
    void eventWithoutATimeThatCanBeRead_isUnknown_evenWhereAStandingGrantFits() {
        CoverBook.Builder book = Explained.sources()
                .grant(Explained.grant())
                .incident(Explained.incident())
                .ticket(Explained.ticket());
        CoverAnswer answer = judge(book, Act.byAlice().at(LogEvent.NO_TIME.toString()));
        assertThat(answer.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(answer.part(GRANT).why()).isEqualTo("the event has no time that can be read");
    }

    @Test
    void twoExportsOfOneSystem_completeEachOther() {
        CoverBook.Builder book =
                CoverBook.builder().source(export("june.csv", "PIM", JUNE)).source(export("july.csv", "PIM", JULY));
        assertThat(judge(book, Act.byAlice()).verdict()).isEqualTo(Verdict.UNCOVERED);
    }

    @Test
    void exportsOfTwoSystems_doNotCompleteEachOther() {
        CoverBook.Builder book =
                CoverBook.builder().source(export("june.csv", "Jira", JUNE)).source(export("july.csv", "PIM", JULY));
        assertThat(judge(book, Act.byAlice()).part(TICKET).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void sourceThatCouldNotBeRead_leavesItUnknown_andSaysWhich() {
        CoverAnswer answer =
                judge(CoverBook.builder().source(JournalCover.unreachable("it did not answer")), Act.byAlice());
        assertThat(answer.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(answer.part(TICKET).why()).isEqualTo("journal could not be read in full: it did not answer");
    }

    @Test
    void whatWasFound_staysFound_whateverElseCouldNotBeRead() {
        CoverBook.Builder book = Explained.sources()
                .source(JournalCover.unreachable("it did not answer"))
                .grant(Explained.grant())
                .incident(Explained.incident())
                .ticket(Explained.ticket());
        assertThat(judge(book, Act.byAlice()).verdict()).isEqualTo(Verdict.COVERED);
    }

    @Test
    void credentialUsedAfterItsEnd_isSuspected_evenWithAnUnreadableSource() {
        CoverBook.Builder book = Explained.sources()
                .source(JournalCover.unreachable("it did not answer"))
                .grant(Explained.grant());
        assertThat(judge(book, Act.byAlice().at("2026-07-01T09:00:00Z")).verdict())
                .isEqualTo(Verdict.SUSPECTED_COMPROMISE);
    }

    @Test
    void somethingFoundAndSomethingMissing_isPartlyCovered_whateverIsUnknown() {
        CoverBook.Builder book = CoverBook.builder()
                .source(Explained.source("grants", GRANT))
                .grant(Explained.alone(Explained.grant()))
                .source(new CoverSource("jira.csv", "Jira", Set.of(TICKET), JUNE, Optional.empty()));
        CoverAnswer answer = judge(book, Act.byAlice());
        assertThat(answer.part(TICKET).state()).isEqualTo(State.UNKNOWN);
        assertThat(answer.verdict()).isEqualTo(Verdict.PARTLY_COVERED);
    }
}
