package io.breakwater.detect.cover;

import static io.breakwater.detect.cover.CoverPart.GRANT;
import static io.breakwater.detect.cover.Explained.HOUR;
import static io.breakwater.detect.cover.Explained.judge;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.Mark.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoverSuspicionTest {
    private static CoverBook.Builder with(CoverGrant... grants) {
        CoverBook.Builder book =
                Explained.sources().incident(Explained.incident()).ticket(Explained.ticket());
        List.of(grants).forEach(book::grant);
        return book;
    }

    private static Scope account(String account) {
        return new Scope(Set.of(), Set.of(account), List.of(), Set.of());
    }

    @ParameterizedTest
    @CsvSource({"ACCESS_KEY, ASIAEXAMPLE0000ALICE", "SESSION_NAME, alice@example.com"})
    void credential_usedAfterItsGrantEnded_isSuspected(Kind kind, String value) {
        CoverAnswer answer =
                judge(with(Explained.grant(kind, value)), Act.byAlice().at("2026-07-01T05:30:00Z"));
        assertThat(answer.verdict()).isEqualTo(Verdict.SUSPECTED_COMPROMISE);
        assertThat(answer.suspicion())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("was handed out by grant G-1: it ended at 2026-07-01T04:00:00Z, 1 h 30 min before"));
    }

    @Test
    void credential_usedBeforeItsGrantBegan_isSuspected() {
        CoverAnswer answer = judge(with(Explained.grant()), Act.byAlice().at("2026-07-01T02:00:00Z"));
        assertThat(answer.verdict()).isEqualTo(Verdict.SUSPECTED_COMPROMISE);
    }

    @Test
    void credential_usedAMomentAfterTheEnd_isWithinTheToleranceForClocks() {
        assertThat(judge(with(Explained.grant()), Act.byAlice().at("2026-07-01T04:02:00Z"))
                        .verdict())
                .isEqualTo(Verdict.COVERED);
        assertThat(judge(with(Explained.grant()), Act.byAlice().at("2026-07-01T04:02:01Z"))
                        .verdict())
                .isEqualTo(Verdict.SUSPECTED_COMPROMISE);
    }

    @Test
    void credential_usedOutsideItsAccount_isSuspected() {
        CoverAnswer answer = judge(with(Explained.with(Explained.grant(), account("444455556666"))), Act.byAlice());
        assertThat(answer.suspicion())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("it is for account 444455556666, not " + Act.ACCOUNT));
    }

    @Test
    void credential_usedOnAnotherResource_isSuspected() {
        Scope oneGroup = new Scope(
                Set.of(),
                Set.of(),
                List.of(ResourcePattern.of("arn:aws:ec2:*:111122223333:security-group/sg-9")),
                Set.of());
        CoverAnswer answer = judge(with(Explained.with(Explained.grant(), oneGroup)), Act.byAlice());
        assertThat(answer.verdict()).isEqualTo(Verdict.SUSPECTED_COMPROMISE);
    }

    @Test
    void credential_thatASecondGrantAllowsHere_isNotSuspected() {
        CoverGrant elsewhere = Explained.with(Explained.with(Explained.grant(), "G-2", HOUR), account("444455556666"));
        assertThat(judge(with(elsewhere, Explained.grant()), Act.byAlice()).verdict())
                .isEqualTo(Verdict.COVERED);
    }

    @Test
    void endedCredential_isSuspected_evenWhereAnotherGrantOfThePersonWouldCover() {
        CoverGrant standing =
                Explained.with(Explained.grant(Kind.PRINCIPAL, "alice@example.com"), "STANDING", Window.ALWAYS);
        CoverAnswer answer =
                judge(with(Explained.grant(), standing), Act.byAlice().at("2026-07-01T05:30:00Z"));
        assertThat(answer.part(GRANT).name()).contains("STANDING");
        assertThat(answer.verdict()).isEqualTo(Verdict.SUSPECTED_COMPROMISE);
    }

    @Test
    void person_whoActsAfterTheGrant_isUncovered_notSuspected() {
        CoverAnswer answer = judge(
                Explained.sources().grant(Explained.alone(Explained.grant(Kind.PRINCIPAL, "alice@example.com"))),
                Act.byAlice().at("2026-07-01T05:30:00Z"));
        assertThat(answer.verdict()).isEqualTo(Verdict.UNCOVERED);
        assertThat(answer.part(GRANT).why()).startsWith("G-1 does not fit: it ended at");
    }

    @Test
    void sessionName_thatSeveralGrantsCarry_isAPersonsNameAndNoCredential() {
        CoverGrant one = Explained.alone(Explained.grant(Kind.SESSION_NAME, "alice@example.com"));
        CoverGrant two = Explained.with(one, "G-2", Window.of(Instant.EPOCH, Instant.EPOCH.plusSeconds(60)));
        CoverAnswer answer =
                judge(Explained.sources().grant(one).grant(two), Act.byAlice().at("2026-07-01T05:30:00Z"));
        assertThat(answer.verdict()).isEqualTo(Verdict.UNCOVERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.9", "2001:db8::1"})
    void grantInForce_usedFromAnotherAddress_isSuspected(String address) {
        CoverGrant fromOffice =
                Explained.fromAddresses(Explained.grant(Kind.PRINCIPAL, "alice@example.com"), "203.0.113.0/24");
        CoverAnswer answer = judge(with(fromOffice), Act.byAlice().from(address));
        assertThat(answer.verdict()).isEqualTo(Verdict.SUSPECTED_COMPROMISE);
        assertThat(answer.suspicion())
                .hasValueSatisfying(why ->
                        assertThat(why).contains("it is used from 203.0.113.0/24, and this came from " + address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.200", "cloudformation.amazonaws.com", "AWS Internal", ""})
    void addressWithinTheNetwork_orAServiceInBetween_isNotSuspected(String address) {
        CoverGrant fromOffice = Explained.fromAddresses(Explained.grant(), "203.0.113.0/24");
        assertThat(judge(with(fromOffice), Act.byAlice().from(address)).verdict())
                .isEqualTo(Verdict.COVERED);
    }

    @Test
    void oneCredential_inTwoFarNetworksWithinMinutes_isSuspected_atTheSecond() {
        CoverJudge judge = new CoverJudge(with(Explained.grant()).build(), CoverLimits.DEFAULT);
        assertThat(judge.judge(Act.byAlice().from("8.8.8.8").event()).verdict()).isEqualTo(Verdict.COVERED);
        CoverAnswer second = judge.judge(
                Act.byAlice().at("2026-07-01T03:25:00Z").from("1.2.3.4").event());
        assertThat(second.verdict()).isEqualTo(Verdict.SUSPECTED_COMPROMISE);
        assertThat(second.suspicion())
                .hasValueSatisfying(why ->
                        assertThat(why).contains("from 1.2.3.4 5 min after its use from 8.8.8.8 (event event-at-"));
    }

    @Test
    void useBeforeTheBookChanged_isRememberedByWhoeverJudgesWithTheNext() {
        TravelWatch travel = new TravelWatch(CoverLimits.DEFAULT.travel());
        CoverBook.Builder book = with(Explained.grant());
        new CoverJudge(book.build(), CoverLimits.DEFAULT, travel)
                .judge(Act.byAlice().from("8.8.8.8").event());
        CoverAnswer second = new CoverJudge(book.build(), CoverLimits.DEFAULT, travel)
                .judge(Act.byAlice().at("2026-07-01T03:25:00Z").from("1.2.3.4").event());
        assertThat(second.verdict()).isEqualTo(Verdict.SUSPECTED_COMPROMISE);
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, 8.8.4.4, 2026-07-01T03:21:00Z",
        "8.8.8.8, 1.2.3.4, 2026-07-01T03:25:01Z",
        "8.8.8.8, 10.0.0.1, 2026-07-01T03:21:00Z",
        "8.8.8.8, ec2.amazonaws.com, 2026-07-01T03:21:00Z"
    })
    void twoUses_thatOnePersonCanMake_areNotSuspected(String first, String second, String at) {
        CoverJudge judge = new CoverJudge(with(Explained.grant()).build(), CoverLimits.DEFAULT);
        judge.judge(Act.byAlice().from(first).event());
        assertThat(judge.judge(Act.byAlice().from(second).at(at).event()).verdict())
                .isEqualTo(Verdict.COVERED);
    }

    @Test
    void suspicion_goesAboveADrill() {
        CoverBook.Builder book = Explained.sources().grant(Explained.grant()).incident(Explained.drill());
        assertThat(judge(book, Act.byAlice().at("2026-07-01T05:30:00Z")).verdict())
                .isEqualTo(Verdict.SUSPECTED_COMPROMISE);
        assertThat(Optional.of(Verdict.SUSPECTED_COMPROMISE.label())).contains("suspected compromise");
    }
}
