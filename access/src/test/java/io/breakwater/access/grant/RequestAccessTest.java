package io.breakwater.access.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.access.grant.RuleResult.Outcome;
import io.breakwater.ledger.Json;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.GrantRefused;
import io.breakwater.model.GrantFact.GrantRequested;
import io.breakwater.model.GrantState;
import io.breakwater.model.IncidentId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestAccessTest {
    private final House house = new House();

    @Test
    @DisplayName("no incident, no access, and nothing on the record of an incident that is not there")
    void unknownIncident_isNotFoundAndLeavesNothing() {
        int before = house.memory.all().size();
        house.refused(new With(House.asking("admin")).incident("INC-2026-0999"), "incident", Code.NOT_FOUND);
        assertThat(house.memory.all()).hasSize(before);
    }

    @Test
    void closedIncident_refusesAndTheRefusalIsAFact() {
        house.closeIncident();
        house.refused(new With(House.asking("admin")), "incident", Code.WRONG_STATE);
        GrantRefused fact = house.last(GrantRefused.class);
        assertThat(fact.requester()).isEqualTo(House.ALICE.person());
        assertThat(fact.code()).isEqualTo(Code.WRONG_STATE);
        assertThat(house.memory.facts(GrantRequested.class)).isEmpty();
    }

    @Test
    void unknownRole_looksLikeOneThatIsNotYours() {
        String unknown = message(House.ALICE, new With(House.asking("admin")).role("ghost"));
        String notYours = message(House.SAM, new With(House.asking("admin")));
        assertThat(unknown.replace("ghost", "ROLE").replace("alice", "WHO"))
                .isEqualTo(notYours.replace("admin", "ROLE").replace("sam", "WHO"));
    }

    @Test
    void roleThatIsNotYours_showsNothingOfItsPolicy() {
        AccessAnalysis analysis = house.room.explainAccess().explain(House.SAM, House.asking("admin"));
        assertThat(analysis.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(analysis.quorum()).isEmpty();
        assertThat(analysis.breakGlassAllowed()).isFalse();
        assertThat(analysis.rules()).extracting(RuleResult::rule).doesNotContain("quorum", "duration");
    }

    @Test
    void inactivePerson_isRefused() {
        house.room.deactivatePerson().deactivate(House.ADMIN, House.ALICE.person());
        house.refused(new With(House.asking("admin")), "person", Code.NOT_ALLOWED);
    }

    @Test
    void personNamedInPolicy_mayAskWithoutAnyFunction() {
        assertThat(house.room
                        .requestAccess()
                        .request(House.NOBODY, House.asking("reader"))
                        .state())
                .isEqualTo(GrantState.APPROVED);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, 14_401, 86_401, Long.MAX_VALUE, Long.MAX_VALUE / 1000})
    @DisplayName("durations: nothing, negative, too long, overflowing (R20)")
    void hostileDuration_isRefused(long seconds) {
        AccessRequest request = new With(House.asking("admin")).seconds(seconds).done();
        Code code = seconds < 1 ? Code.MALFORMED_REQUEST : Code.POLICY_REFUSES;
        house.refused(new With(request), "duration", code);
    }

    @Test
    void longestDuration_isAllowed() {
        Grant grant = house.room
                .requestAccess()
                .request(
                        House.ALICE,
                        new With(House.asking("reader")).seconds(86_400).done());
        assertThat(grant.duration()).isEqualTo(Duration.ofHours(24));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "\u0000",
                "x\u0007y bell in the reason",
                "abc\u202Edesrever reason",
                "half \uD800 pair"
            })
    @DisplayName("a reason is mandatory and says what it shows (R06)")
    void hostileReason_isRefused(String reason) {
        house.refused(new With(House.asking("admin")).reason(reason), "reason", Code.MALFORMED_TEXT);
    }

    @Test
    void reasonOfTenThousandCharacters_isRefused() {
        house.refused(new With(House.asking("admin")).reason("x".repeat(10_000)), "reason", Code.MALFORMED_TEXT);
    }

    @Test
    void reasonOfDots_saysNothing() {
        house.refused(new With(House.asking("admin")).reason(".".repeat(100)), "reason-form", Code.POLICY_REFUSES);
    }

    @Test
    void reasonWithSqlAndMarkup_isKeptAsItIs() {
        String reason = "'; DROP TABLE orders; -- <script>alert(1)</script> 結帳壞了";
        Grant grant = house.room
                .requestAccess()
                .request(
                        House.ALICE,
                        new With(House.asking("admin")).reason(reason).done());
        byte[] kept = house.memory.content(grant.terms().reason()).orElseThrow().bytes();
        assertThat(new String(kept, StandardCharsets.UTF_8)).isEqualTo(reason);
        assertThat(new String(Json.canonical(grant.terms()), StandardCharsets.UTF_8))
                .doesNotContain("DROP");
    }

    @Test
    void reasonWithoutWhatPolicyWants_isRefused() {
        AccessRequest request = new With(House.asking("sealed"))
                .ticket("CHG0000001")
                .reason("because I would really like to have it")
                .done();
        house.refused(new With(request), "reason-form", Code.POLICY_REFUSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CHG1", "CHG0000001; drop", "CHG0000001\n", "chg0000001", "ＣＨＧ0000001"})
    void malformedTicket_isRefused(String ticket) {
        house.refused(new With(House.asking("admin")).ticket(ticket), "ticket", Code.MALFORMED_NAME);
    }

    @Test
    void missingTicket_isRefusedWherePolicyWantsOne() {
        house.refused(new With(House.asking("sealed")), "ticket", Code.POLICY_REFUSES);
    }

    @Test
    void mildIncident_doesNotOpenWhatIsForSevereOnes() {
        house.declare(new IncidentId("INC-2026-0002"), 3);
        AccessRequest request = new With(House.asking("sealed"))
                .incident("INC-2026-0002")
                .ticket("CHG0000001")
                .done();
        house.refused(new With(request), "severity", Code.POLICY_REFUSES);
    }

    @Test
    void quorumNobodyCanFill_isBrokenNotNo() {
        house.room.deactivatePerson().deactivate(House.ADMIN, House.ERIN.person());
        house.room
                .changeFunctions()
                .change(House.ADMIN, House.BOTH.person(), java.util.Set.of(Function.SECURITY_APPROVER));
        AccessAnalysis analysis = house.room.explainAccess().explain(House.ALICE, House.asking("admin"));
        assertThat(analysis.verdict()).isEqualTo(Verdict.BROKEN);
        house.refused(new With(House.asking("admin")), "quorum", Code.POLICY_BROKEN);
        assertThat(house.last(GrantRefused.class).why()).contains("1 × engineering-approver");
    }

    @Test
    @DisplayName("one human being fills one seat, whatever the functions and names (R15)")
    void onePersonWithBothFunctions_doesNotMakeAQuorum() {
        house.room.deactivatePerson().deactivate(House.ADMIN, House.ERIN.person());
        house.room.deactivatePerson().deactivate(House.ADMIN, House.SAM.person());
        house.refused(new With(House.asking("admin")), "quorum", Code.POLICY_BROKEN);
    }

    @Test
    void requesterUnderAnotherName_doesNotCountForTheQuorum() {
        house.room.deactivatePerson().deactivate(House.ADMIN, House.BOTH.person());
        house.room.linkPersons().link(House.ADMIN, House.ALICE.person(), House.ERIN.person());
        house.refused(new With(House.asking("admin")), "quorum", Code.POLICY_BROKEN);
    }

    @Test
    void noPolicy_isBrokenNotNo() {
        house.memory.transact(tx -> {
            tx.state().delete(io.breakwater.access.policy.PolicyInForce.class, "policy");
            return 0;
        });
        house.refused(new With(House.asking("admin")), "policy", Code.POLICY_BROKEN);
    }

    @Test
    @DisplayName("law 3: a look-up that fails opens nothing, and is called broken, not refused")
    void failedLookups_refuseAndSayTheyAreBroken() {
        for (Class<?> kind : List.of(
                io.breakwater.model.Person.class,
                io.breakwater.model.Incident.class,
                io.breakwater.access.policy.PolicyInForce.class,
                io.breakwater.model.Debt.class)) {
            House fresh = new House();
            var room = fresh.roomOver(new FailingJournal(fresh.memory, kind), 7);
            AccessRefused refusal = catchThrowableOfType(
                    AccessRefused.class, () -> room.requestAccess().request(House.ALICE, House.breaking("admin")));
            assertThat(refusal).as("%s", kind).isNotNull();
            assertThat(refusal.code()).as("%s", kind).isEqualTo(Code.POLICY_BROKEN);
            assertThat(refusal.analysis().verdict()).isEqualTo(Verdict.BROKEN);
            assertThat(fresh.memory.facts(GrantRequested.class)).isEmpty();
            assertThat(fresh.doors.accountNames()).isEmpty();
        }
    }

    @Test
    void explain_saysWhatRequestDoes() {
        assertThat(house.explained(House.asking("admin"))).isEqualTo(Verdict.NEEDS_APPROVAL);
        assertThat(house.requested().state()).isEqualTo(GrantState.REQUESTED);
        assertThat(house.explained(House.breaking("admin"))).isEqualTo(Verdict.BREAK_GLASS);
        assertThat(house.room
                        .requestAccess()
                        .request(House.ALICE, House.breaking("admin"))
                        .state())
                .isEqualTo(GrantState.BYPASSED);
        assertThat(house.explained(House.asking("reader"))).isEqualTo(Verdict.OPEN_NOW);
        assertThat(house.room
                        .requestAccess()
                        .request(House.ALICE, House.asking("reader"))
                        .state())
                .isEqualTo(GrantState.APPROVED);
        assertThat(house.explained(House.breaking("sealed"))).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void explain_recordsNothing() {
        int before = house.memory.all().size();
        AccessAnalysis analysis = house.room.explainAccess().explain(House.ALICE, House.breaking("admin"));
        assertThat(house.memory.all()).hasSize(before);
        assertThat(analysis.wouldDo()).hasSize(3).anySatisfy(s -> assertThat(s).contains("72 h"));
        assertThat(analysis.rules()).allMatch(r -> r.outcome() == Outcome.SATISFIED);
        assertThat(analysis.quorum()).containsOnlyKeys(Function.SECURITY_APPROVER, Function.ENGINEERING_APPROVER);
    }

    @Test
    void terms_freezeWhatWasAskedAndDemanded() {
        Grant grant = house.requested();
        house.room.changePolicy().change(House.ADMIN, House.POLICY.replace("longest: 4h", "longest: 1m"));
        Grant after = house.now(grant);
        assertThat(after.terms()).isEqualTo(grant.terms());
        assertThat(RequestAccess.hash(after.terms())).isEqualTo(grant.requestHash());
        house.approve(House.SAM, grant);
        assertThat(house.open(house.approve(House.ERIN, grant)).state()).isEqualTo(GrantState.ACTIVE);
    }

    @Test
    void terms_holdReferencesToSecretsOnly() {
        assertThat(house.requested().terms().settings()).containsEntry("admin-password", "env:ORDERS_PASSWORD");
    }

    @Test
    @DisplayName("R04: no approval before means approval afterwards, never none")
    void roleWithoutApprovals_owesApprovalAfterwards() {
        Grant grant = house.room.requestAccess().request(House.ALICE, House.asking("reader"));
        assertThat(house.story(grant)).containsExactly("GrantRequested", "GrantApproved", "ApprovalOwed");
        assertThat(grant.reviewDueAt()).contains(house.clock.instant().plus(Duration.ofHours(72)));
        assertThat(grant.bypassed()).isFalse();
    }

    private String message(io.breakwater.model.Caller caller, With request) {
        return catchThrowableOfType(
                        AccessRefused.class, () -> house.room.requestAccess().request(caller, request.done()))
                .getMessage();
    }

    @Test
    void quorum_isMetByMatchingNotByGreed() {
        Map<Function, Integer> demanded = Map.of(Function.SECURITY_APPROVER, 1, Function.ENGINEERING_APPROVER, 1);
        assertThat(Quorum.unmeetable(
                        demanded,
                        List.of(
                                java.util.Set.of(Function.SECURITY_APPROVER, Function.ENGINEERING_APPROVER),
                                java.util.Set.of(Function.SECURITY_APPROVER))))
                .isEmpty();
        assertThat(Quorum.unmeetable(
                        demanded,
                        List.of(
                                java.util.Set.of(Function.SECURITY_APPROVER),
                                java.util.Set.of(Function.SECURITY_APPROVER))))
                .isEqualTo(Map.of(Function.ENGINEERING_APPROVER, 1));
    }
}
