package io.breakwater.access.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.access.grant.RuleResult.Outcome;
import io.breakwater.ledger.Json;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.ApprovalRefused;
import io.breakwater.model.GrantFact.GrantBypassed;
import io.breakwater.model.GrantFact.GrantRefused;
import io.breakwater.model.GrantFact.GrantRequested;
import io.breakwater.model.GrantState;
import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import io.breakwater.model.RoleName;
import io.breakwater.model.TargetName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        refused(new With(House.asking("admin")).incident("INC-2026-0999"), "incident", Code.NOT_FOUND);
        assertThat(house.memory.all()).hasSize(before);
    }

    @Test
    void closedIncident_refusesAndTheRefusalIsAFact() {
        house.closeIncident();
        refused(new With(House.asking("admin")), "incident", Code.WRONG_STATE);
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
        refused(new With(House.asking("admin")), "person", Code.NOT_ALLOWED);
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
        refused(new With(request), "duration", code);
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
        refused(new With(House.asking("admin")).reason(reason), "reason", Code.MALFORMED_TEXT);
    }

    @Test
    void reasonOfTenThousandCharacters_isRefused() {
        refused(new With(House.asking("admin")).reason("x".repeat(10_000)), "reason", Code.MALFORMED_TEXT);
    }

    @Test
    void reasonOfDots_saysNothing() {
        refused(new With(House.asking("admin")).reason(".".repeat(100)), "reason-form", Code.POLICY_REFUSES);
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
        refused(new With(request), "reason-form", Code.POLICY_REFUSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CHG1", "CHG0000001; drop", "CHG0000001\n", "chg0000001", "ＣＨＧ0000001"})
    void malformedTicket_isRefused(String ticket) {
        refused(new With(House.asking("admin")).ticket(ticket), "ticket", Code.MALFORMED_NAME);
    }

    @Test
    void missingTicket_isRefusedWherePolicyWantsOne() {
        refused(new With(House.asking("sealed")), "ticket", Code.POLICY_REFUSES);
    }

    @Test
    void mildIncident_doesNotOpenWhatIsForSevereOnes() {
        house.declare(new IncidentId("INC-2026-0002"), 3);
        AccessRequest request = new With(House.asking("sealed"))
                .incident("INC-2026-0002")
                .ticket("CHG0000001")
                .done();
        refused(new With(request), "severity", Code.POLICY_REFUSES);
    }

    @Test
    void quorumNobodyCanFill_isBrokenNotNo() {
        house.room.deactivatePerson().deactivate(House.ADMIN, House.ERIN.person());
        house.room
                .changeFunctions()
                .change(House.ADMIN, House.BOTH.person(), java.util.Set.of(Function.SECURITY_APPROVER));
        AccessAnalysis analysis = house.room.explainAccess().explain(House.ALICE, House.asking("admin"));
        assertThat(analysis.verdict()).isEqualTo(Verdict.BROKEN);
        refused(new With(House.asking("admin")), "quorum", Code.POLICY_BROKEN);
        assertThat(house.last(GrantRefused.class).why()).contains("1 × engineering-approver");
    }

    @Test
    @DisplayName("one human being fills one seat, whatever the functions and names (R15)")
    void onePersonWithBothFunctions_doesNotMakeAQuorum() {
        house.room.deactivatePerson().deactivate(House.ADMIN, House.ERIN.person());
        house.room.deactivatePerson().deactivate(House.ADMIN, House.SAM.person());
        refused(new With(House.asking("admin")), "quorum", Code.POLICY_BROKEN);
    }

    @Test
    void requesterUnderAnotherName_doesNotCountForTheQuorum() {
        house.room.deactivatePerson().deactivate(House.ADMIN, House.BOTH.person());
        house.room.linkPersons().link(House.ADMIN, House.ALICE.person(), House.ERIN.person());
        refused(new With(House.asking("admin")), "quorum", Code.POLICY_BROKEN);
    }

    @Test
    void noPolicy_isBrokenNotNo() {
        house.memory.transact(tx -> {
            tx.state().delete(io.breakwater.access.policy.PolicyInForce.class, "policy");
            return 0;
        });
        refused(new With(House.asking("admin")), "policy", Code.POLICY_BROKEN);
    }

    @Test
    @DisplayName("a transient lookup error never activates anything (k8s-breakglass' trap; law 3)")
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
        assertThat(explained(House.asking("admin"))).isEqualTo(Verdict.NEEDS_APPROVAL);
        assertThat(house.requested().state()).isEqualTo(GrantState.REQUESTED);
        assertThat(explained(House.breaking("admin"))).isEqualTo(Verdict.BREAK_GLASS);
        assertThat(house.room
                        .requestAccess()
                        .request(House.ALICE, House.breaking("admin"))
                        .state())
                .isEqualTo(GrantState.BYPASSED);
        assertThat(explained(House.asking("reader"))).isEqualTo(Verdict.OPEN_NOW);
        assertThat(house.room
                        .requestAccess()
                        .request(House.ALICE, House.asking("reader"))
                        .state())
                .isEqualTo(GrantState.APPROVED);
        assertThat(explained(House.breaking("sealed"))).isEqualTo(Verdict.REFUSED);
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
    @DisplayName("R21: broken glass owes approval within 72 h")
    void breakGlass_owesApprovalAfterwards() {
        Grant grant = house.room.requestAccess().request(House.ALICE, House.breaking("admin"));
        assertThat(grant.bypassed()).isTrue();
        assertThat(house.last(GrantBypassed.class).reviewDueAt())
                .isEqualTo(house.clock.instant().plus(Duration.ofHours(72)));
        assertThat(house.story(grant)).containsExactly("GrantRequested", "GrantBypassed");
    }

    @Test
    @DisplayName("R04: no approval before means approval afterwards, never none")
    void roleWithoutApprovals_owesApprovalAfterwards() {
        Grant grant = house.room.requestAccess().request(House.ALICE, House.asking("reader"));
        assertThat(house.story(grant)).containsExactly("GrantRequested", "GrantApproved", "ApprovalOwed");
        assertThat(grant.reviewDueAt()).contains(house.clock.instant().plus(Duration.ofHours(72)));
        assertThat(grant.bypassed()).isFalse();
    }

    @Test
    void glassThatPolicyForbids_staysWhole() {
        AccessRequest request =
                new With(House.breaking("sealed")).ticket("CHG0000001").done();
        refused(new With(request), "break-glass", Code.BREAK_GLASS_WITHHELD);
    }

    @Test
    void breakGlass_ofAWaitingRequest_isForTheRequesterOnly() {
        Grant grant = house.requested();
        for (var other : List.of(House.MALLORY, House.SAM, House.ADMIN)) {
            assertCode(Code.NOT_FOUND, () -> house.room.breakGlass().breakGlass(other, grant.id(), Optional.empty()));
        }
        assertThat(house.room
                        .breakGlass()
                        .breakGlass(House.ALICE, grant.id(), Optional.empty())
                        .state())
                .isEqualTo(GrantState.BYPASSED);
        assertCode(
                Code.WRONG_STATE, () -> house.room.breakGlass().breakGlass(House.ALICE, grant.id(), Optional.empty()));
    }

    private void aliceOwes() {
        house.oweApproval(house.room.requestAccess().request(House.ALICE, House.breaking("admin")), DebtStatus.MISSED);
    }

    @Test
    @DisplayName("consequence: no further break-glass with a missed approval, unless somebody is there")
    void missedApproval_withholdsTheGlass() {
        aliceOwes();
        assertThat(explained(House.breaking("admin"))).isEqualTo(Verdict.NEEDS_APPROVAL);
        refused(new With(House.breaking("admin")).second("alice"), "second-person", Code.BREAK_GLASS_WITHHELD);
        refused(new With(House.breaking("admin")).second("norbert"), "second-person", Code.BREAK_GLASS_WITHHELD);
        refused(new With(House.breaking("admin")).second("ghost"), "second-person", Code.BREAK_GLASS_WITHHELD);
        assertThat(breaking(Optional.empty()).state()).isEqualTo(GrantState.REQUESTED);
    }

    private Grant breaking(Optional<String> second) {
        With request = new With(House.breaking("admin"));
        return house.room
                .requestAccess()
                .request(
                        House.ALICE, second.map(request::second).orElse(request).done());
    }

    @Test
    void secondPersonWhoIsOnlyNamed_breaksNoGlass() {
        aliceOwes();
        Grant waiting = breaking(Optional.of("mallory"));
        assertThat(waiting.state()).isEqualTo(GrantState.REQUESTED);
        assertThat(house.story(waiting)).containsExactly("GrantRequested");
        assertCode(
                Code.BREAK_GLASS_WITHHELD,
                () -> house.room.breakGlass().breakGlass(House.ALICE, waiting.id(), Optional.of(House.SAM.person())));
        assertThat(house.state(waiting)).isEqualTo(GrantState.REQUESTED);
    }

    @Test
    void secondPersonWhoActs_breaksTheGlass_andIsOnTheRecord() {
        aliceOwes();
        Grant waiting = breaking(Optional.empty());
        Grant broken = house.room.breakGlass().breakGlass(House.MALLORY, waiting.id(), Optional.empty());
        assertThat(broken.state()).isEqualTo(GrantState.BYPASSED);
        assertThat(broken.secondPerson()).contains(House.MALLORY.person());
        assertThat(house.last(GrantBypassed.class).by()).isEqualTo(House.ALICE.person());
    }

    @Test
    void secondPersonWhoCannotBeOne_breaksNoGlass() {
        aliceOwes();
        Grant waiting = breaking(Optional.empty());
        assertCode(
                Code.NOT_FOUND, () -> house.room.breakGlass().breakGlass(House.NOBODY, waiting.id(), Optional.empty()));
        house.room.linkPersons().link(House.ADMIN, House.ALICE.person(), House.MALLORY.person());
        assertCode(
                Code.BREAK_GLASS_WITHHELD,
                () -> house.room.breakGlass().breakGlass(House.MALLORY, waiting.id(), Optional.empty()));
    }

    @Test
    void secondPersonWithATokenTheRequesterIssued_isRefused_andThatIsAFact() {
        aliceOwes();
        Grant waiting = breaking(Optional.empty());
        Caller puppet = new Caller(House.SAM.person(), "token:TK-0000000002", Set.of(House.ALICE.person()));
        assertCode(
                Code.APPROVAL_NOT_YOURS,
                () -> house.room.breakGlass().breakGlass(puppet, waiting.id(), Optional.empty()));
        assertThat(house.last(ApprovalRefused.class).by()).isEqualTo(House.SAM.person());
        assertThat(house.state(waiting)).isEqualTo(GrantState.REQUESTED);
    }

    @Test
    void missedApprovalUnderAnotherName_withholdsTheGlassToo() {
        aliceOwes();
        house.room.linkPersons().link(House.ADMIN, House.ALICE.person(), House.MALLORY.person());
        assertThat(house.room
                        .requestAccess()
                        .request(House.MALLORY, House.breaking("admin"))
                        .state())
                .isEqualTo(GrantState.REQUESTED);
    }

    @Test
    void twoDebtors_doNotCoverEachOther() {
        house.oweApproval(
                house.room.requestAccess().request(House.MALLORY, House.breaking("admin")), DebtStatus.MISSED);
        aliceOwes();
        refused(new With(House.breaking("admin")).second("mallory"), "missed-approval", Code.BREAK_GLASS_WITHHELD);
        Grant waiting = breaking(Optional.empty());
        assertCode(
                Code.BREAK_GLASS_WITHHELD,
                () -> house.room.breakGlass().breakGlass(House.MALLORY, waiting.id(), Optional.empty()));
    }

    @Test
    void debtThatIsNotMissed_withholdsNothing() {
        house.oweApproval(house.room.requestAccess().request(House.ALICE, House.breaking("admin")), DebtStatus.OPEN);
        assertThat(explained(House.breaking("admin"))).isEqualTo(Verdict.BREAK_GLASS);
    }

    @Test
    void waitingRequest_isHeldToTheSameConsequence() {
        Grant waiting = house.requested();
        house.oweApproval(house.room.requestAccess().request(House.ALICE, House.breaking("admin")), DebtStatus.MISSED);
        assertCode(
                Code.BREAK_GLASS_WITHHELD,
                () -> house.room.breakGlass().breakGlass(House.ALICE, waiting.id(), Optional.empty()));
        assertThat(house.room
                        .breakGlass()
                        .breakGlass(House.SAM, waiting.id(), Optional.empty())
                        .state())
                .isEqualTo(GrantState.BYPASSED);
    }

    private Verdict explained(AccessRequest request) {
        return house.room.explainAccess().explain(House.ALICE, request).verdict();
    }

    private String message(io.breakwater.model.Caller caller, With request) {
        return catchThrowableOfType(
                        AccessRefused.class, () -> house.room.requestAccess().request(caller, request.done()))
                .getMessage();
    }

    private void refused(With request, String rule, Code code) {
        AccessAnalysis dry = house.room.explainAccess().explain(House.ALICE, request.done());
        AccessRefused refusal = catchThrowableOfType(
                AccessRefused.class, () -> house.room.requestAccess().request(House.ALICE, request.done()));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.analysis().decisive().rule()).isEqualTo(rule);
        assertThat(dry.rules())
                .as("dry run and act agree")
                .isEqualTo(refusal.analysis().rules());
    }

    static void assertCode(Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** A request with one thing different. */
    private record With(AccessRequest done) {
        With incident(String id) {
            return new With(new AccessRequest(
                    new IncidentId(id),
                    done.target(),
                    done.role(),
                    done.durationSeconds(),
                    done.reason(),
                    done.ticket(),
                    done.breakGlass(),
                    done.secondPerson()));
        }

        With role(String role) {
            return copy(new RoleName(role), done.durationSeconds(), done.reason(), done.ticket(), done.secondPerson());
        }

        With seconds(long seconds) {
            return copy(done.role(), seconds, done.reason(), done.ticket(), done.secondPerson());
        }

        With reason(String reason) {
            return copy(done.role(), done.durationSeconds(), reason, done.ticket(), done.secondPerson());
        }

        With ticket(String ticket) {
            return copy(done.role(), done.durationSeconds(), done.reason(), Optional.of(ticket), done.secondPerson());
        }

        With second(String person) {
            return copy(
                    done.role(),
                    done.durationSeconds(),
                    done.reason(),
                    done.ticket(),
                    Optional.of(new PersonId(person)));
        }

        private With copy(
                RoleName role, long seconds, String reason, Optional<String> ticket, Optional<PersonId> second) {
            return new With(new AccessRequest(
                    done.incident(),
                    new TargetName("orders-db"),
                    role,
                    seconds,
                    reason,
                    ticket,
                    done.breakGlass(),
                    second));
        }
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
