package io.breakwater.detect.cover;

import static io.breakwater.detect.cover.CoverPart.APPROVAL;
import static io.breakwater.detect.cover.Explained.BY_BOB;
import static io.breakwater.detect.cover.Explained.judge;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.PartAnswer.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoverApprovalTest {
    private static CoverBook.Builder approved(CoverApproval... approvals) {
        return Explained.sources()
                .grant(Explained.approved(Explained.grant(), approvals))
                .incident(Explained.incident())
                .ticket(Explained.ticket());
    }

    private static CoverApproval by(String name, String at) {
        return new CoverApproval("G-1", "grants", Optional.of(name), Optional.of(Instant.parse(at)), true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@example.com",
                "ALICE@example.com",
                "arn:aws:sts::111122223333:assumed-role/Emergency/alice@example.com"
            })
    void approvalByTheRequester_underAnyOfTheEventsNames_doesNotCount(String name) {
        CoverAnswer answer = judge(approved(by(name, "2026-07-01T03:00:00Z")), Act.byAlice());
        assertThat(answer.missing()).containsExactly(APPROVAL);
        assertThat(answer.part(APPROVAL).why()).endsWith("nobody approves what he does himself");
        assertThat(answer.verdict()).isEqualTo(Verdict.PARTLY_COVERED);
    }

    @Test
    void approvalByTheRequester_underAnAlias_doesNotCount() {
        CoverBook.Builder book = approved(by("a.smith-admin", "2026-07-01T03:00:00Z"))
                .sameHuman(Set.of("a.smith-admin", "a.smith"))
                .sameHuman(Set.of("a.smith", "alice@example.com"));
        assertThat(judge(book, Act.byAlice()).missing()).containsExactly(APPROVAL);
    }

    @Test
    void ownApproval_besideAnothers_doesNotSpoilIt() {
        CoverBook.Builder book = approved(by("alice@example.com", "2026-07-01T03:00:00Z"), BY_BOB);
        assertThat(judge(book, Act.byAlice()).verdict()).isEqualTo(Verdict.COVERED);
    }

    @Test
    void approvalAfterwards_within72Hours_countsAndIsSaid() {
        CoverAnswer answer = judge(approved(by("bob", "2026-07-04T03:20:00Z")), Act.byAlice());
        assertThat(answer.verdict()).isEqualTo(Verdict.COVERED);
        assertThat(answer.part(APPROVAL).why()).endsWith("afterwards, 3 d later");
    }

    @Test
    void approvalAfterwards_later_doesNotCount() {
        CoverAnswer answer = judge(approved(by("bob", "2026-07-04T03:20:01Z")), Act.byAlice());
        assertThat(answer.missing()).containsExactly(APPROVAL);
        assertThat(answer.part(APPROVAL).why()).contains("it came 3 d after the event, more than 3 d");
    }

    @Test
    void refusal_isNoApproval() {
        CoverApproval no = new CoverApproval("G-1", "grants", BY_BOB.by(), BY_BOB.at(), false);
        assertThat(judge(approved(no), Act.byAlice()).part(APPROVAL).why()).contains("it is a refusal");
    }

    @Test
    void approvalByNobodyNamed_isUnknown_sinceItMayBeTheRequestersOwn() {
        CoverApproval unnamed = new CoverApproval("G-1", "grants", Optional.empty(), BY_BOB.at(), true);
        CoverAnswer answer = judge(approved(unnamed), Act.byAlice());
        assertThat(answer.part(APPROVAL).state()).isEqualTo(State.UNKNOWN);
        assertThat(answer.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    /** Desks write people's names, clouds write accounts: whoever reads both must not take one human for two. */
    @ParameterizedTest
    @ValueSource(strings = {"Alice", "alice", "Alice Smith", "ALICE.ADMIN", "corp/alice"})
    void approvalByWhoMayBeTheRequester_isUnknown_untilSomebodySaysWhoIsWho(String by) {
        CoverAnswer answer = judge(approved(by(by, "2026-07-01T03:15:00Z")), Act.byAlice());
        assertThat(answer.part(APPROVAL).state()).isEqualTo(State.UNKNOWN);
        assertThat(answer.part(APPROVAL).why()).contains("may be one person").contains("people");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "Bob Smith", "Malice Jones", "admin", "alicia@example.com"})
    void approvalByAnyoneElse_counts(String by) {
        CoverAnswer answer = judge(approved(by(by, "2026-07-01T03:15:00Z")), Act.byAlice());
        assertThat(answer.part(APPROVAL).found()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Alice Smith, asmith@example.com, true",
        "Alice Smith, smitha, true",
        "alice.smith@example.com, Smith Alice, true",
        "alice.smith@example.com, alice.jones@example.com, false",
        "b19a5ece-03af-42ac-b2dd-c5b7f5773451, ASIAEXAMPLE0000ALICE, false",
        "breakglass1@example.com, Break Glass Admin, false",
        "'', Alice, false"
    })
    void names_mayBeOneHumans_whereOneIsAWayOfWritingTheOther(String one, String other, boolean may) {
        assertThat(NameWords.mayBeOne(one, other)).isEqualTo(may);
        assertThat(NameWords.mayBeOne(other, one)).isEqualTo(may);
    }

    @Test
    void namesThatPeopleTellApart_areTwoHumans_howeverMuchTheyLookAlike() {
        CoverBook.Builder book = approved(by("Alice Brown", "2026-07-01T03:15:00Z"));
        book.sameHuman(List.of("Alice Brown", "brown@example.com"));
        book.sameHuman(List.of("alice@example.com", "Alice Smith"));
        assertThat(judge(book, Act.byAlice()).part(APPROVAL).state()).isEqualTo(State.UNKNOWN);
        book.sameHuman(
                List.of("alice@example.com", "arn:aws:sts::111122223333:assumed-role/Emergency/alice@example.com"));
        assertThat(judge(book, Act.byAlice()).part(APPROVAL).found()).isTrue();
    }

    @Test
    void approvalAtAnUnknownTime_isUnknown() {
        CoverApproval someday = new CoverApproval("G-1", "grants", BY_BOB.by(), Optional.empty(), true);
        assertThat(judge(approved(someday), Act.byAlice()).part(APPROVAL).why())
                .endsWith("the source does not say when it was given");
    }

    @Test
    void nothingApproved_namesWhatNobodyApproved() {
        assertThat(judge(approved(), Act.byAlice()).part(APPROVAL).why()).isEqualTo("nobody approved grant G-1");
    }
}
