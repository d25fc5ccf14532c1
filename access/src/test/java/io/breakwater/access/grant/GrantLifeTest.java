package io.breakwater.access.grant;

import static io.breakwater.access.grant.House.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Approval;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.Grant.EndReason;
import io.breakwater.model.GrantFact;
import io.breakwater.model.GrantFact.GrantActivated;
import io.breakwater.model.GrantFact.GrantActivationFailed;
import io.breakwater.model.GrantFact.GrantApproved;
import io.breakwater.model.GrantFact.GrantBypassed;
import io.breakwater.model.GrantFact.GrantDenied;
import io.breakwater.model.GrantFact.GrantEnded;
import io.breakwater.model.GrantFact.GrantEnding;
import io.breakwater.model.GrantFact.GrantIntended;
import io.breakwater.model.GrantFact.GrantRequested;
import io.breakwater.model.GrantFact.GrantReviewed;
import io.breakwater.model.GrantFact.GrantWithdrawn;
import io.breakwater.model.GrantFact.RevocationUnproven;
import io.breakwater.model.GrantState;
import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The state machine: every fact on every state, and nothing that is not in the table happens. */
class GrantLifeTest {
    private static final Instant AT = Instant.parse("2026-11-21T03:30:00Z");
    private static final PersonId SAM = new PersonId("sam");
    private static final Grant REQUESTED = new House().requested();
    private static final IncidentId INCIDENT = REQUESTED.terms().incident();
    private static final Map<GrantState, Grant> IN = inEveryState();

    private static Map<String, GrantFact> facts() {
        var id = REQUESTED.id();
        var terms = REQUESTED.terms();
        Instant ends = AT.plus(Duration.ofMinutes(45));
        var comment = new io.breakwater.model.ContentRef("ab".repeat(32), "text/plain;charset=utf-8", 3);
        Map<String, GrantFact> facts = new java.util.LinkedHashMap<>();
        facts.put("approved", new GrantApproved(INCIDENT, id, REQUESTED.requestHash()));
        facts.put("denied", new GrantDenied(INCIDENT, id, SAM));
        facts.put("bypassed", new GrantBypassed(INCIDENT, id, terms.requester(), Optional.empty(), ends));
        facts.put("withdrawn", new GrantWithdrawn(INCIDENT, id, "taken back"));
        facts.put(
                "intended",
                new GrantIntended(INCIDENT, id, terms.requester(), terms.target(), terms.role(), "breakwater_x", ends));
        facts.put("activated", new GrantActivated(INCIDENT, id, terms.requester(), "breakwater_x", ends));
        facts.put("failed", new GrantActivationFailed(INCIDENT, id, "breakwater_x", false, "no answer"));
        facts.put("ending", new GrantEnding(INCIDENT, id, EndReason.RETURNED, "alice"));
        facts.put("unproven", new RevocationUnproven(INCIDENT, id, 1, "unreachable", AT));
        facts.put("ended", new GrantEnded(INCIDENT, id));
        facts.put(
                "reviewed",
                new GrantReviewed(INCIDENT, id, SAM, Function.SECURITY_APPROVER, Approval.Decision.APPROVE, comment));
        return facts;
    }

    private static Grant after(Grant before, String... facts) {
        Grant grant = before;
        for (String fact : facts) {
            grant = GrantLife.after(grant, facts().get(fact), AT);
        }
        return grant;
    }

    private static Map<GrantState, Grant> inEveryState() {
        Map<GrantState, Grant> in = new EnumMap<>(GrantState.class);
        in.put(GrantState.REQUESTED, REQUESTED);
        in.put(GrantState.APPROVED, after(REQUESTED, "approved"));
        in.put(GrantState.DENIED, after(REQUESTED, "denied"));
        in.put(GrantState.BYPASSED, after(REQUESTED, "bypassed"));
        in.put(GrantState.WITHDRAWN, after(REQUESTED, "withdrawn"));
        in.put(GrantState.INTENDED, after(REQUESTED, "approved", "intended"));
        in.put(GrantState.ACTIVE, after(REQUESTED, "approved", "intended", "activated"));
        in.put(GrantState.ENDING, after(REQUESTED, "approved", "intended", "activated", "ending"));
        in.put(GrantState.ENDED, after(REQUESTED, "approved", "intended", "activated", "ending", "ended"));
        in.put(
                GrantState.REVIEWED,
                after(REQUESTED, "bypassed", "intended", "activated", "ending", "ended", "reviewed"));
        return in;
    }

    /** The only steps there are. */
    private static final Map<GrantState, Map<String, GrantState>> STEPS = Map.of(
            GrantState.REQUESTED,
            Map.of(
                    "approved", GrantState.APPROVED,
                    "denied", GrantState.DENIED,
                    "bypassed", GrantState.BYPASSED,
                    "withdrawn", GrantState.WITHDRAWN),
            GrantState.APPROVED,
            Map.of("withdrawn", GrantState.WITHDRAWN, "intended", GrantState.INTENDED),
            GrantState.BYPASSED,
            Map.of("withdrawn", GrantState.WITHDRAWN, "intended", GrantState.INTENDED),
            GrantState.INTENDED,
            Map.of("activated", GrantState.ACTIVE, "failed", GrantState.ENDING, "ending", GrantState.ENDING),
            GrantState.ACTIVE,
            Map.of("ending", GrantState.ENDING, "failed", GrantState.ENDING),
            GrantState.ENDING,
            Map.of("ended", GrantState.ENDED, "unproven", GrantState.ENDING));

    static Stream<Arguments> everyPair() {
        return Stream.of(GrantState.values())
                .flatMap(state -> facts().keySet().stream()
                        .filter(fact -> !fact.equals("reviewed"))
                        .map(fact -> Arguments.of(state, fact)));
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void everyFactOnEveryState_doesWhatTheTableSays_orIsRefused(GrantState state, String fact) {
        Optional<GrantState> next =
                Optional.ofNullable(STEPS.getOrDefault(state, Map.of()).get(fact));
        if (next.isPresent()) {
            assertThat(after(IN.get(state), fact).state()).isEqualTo(next.get());
        } else {
            assertCode(Code.WRONG_STATE, () -> after(IN.get(state), fact));
        }
    }

    @ParameterizedTest
    @EnumSource(GrantState.class)
    void everyState_isReached(GrantState state) {
        assertThat(IN).containsKey(state);
        assertThat(IN.get(state).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @EnumSource(GrantState.class)
    void aSecondRequest_isRefusedInEveryState(GrantState state) {
        GrantRequested again = new GrantRequested(INCIDENT, REQUESTED.id(), REQUESTED.terms(), REQUESTED.requestHash());
        assertCode(Code.WRONG_STATE, () -> GrantLife.after(IN.get(state), again, AT));
    }

    static Stream<Arguments> everyPairOfStates() {
        return Stream.of(GrantState.values())
                .flatMap(from -> Stream.of(GrantState.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("everyPairOfStates")
    void aDraft_becomesOnlyWhatItsStateMayBecome(GrantState from, GrantState to) {
        GrantDraft draft = new GrantDraft(IN.get(from));
        if (from.mayBecome(to)) {
            draft.become(to);
            assertThat(draft.done().state()).isEqualTo(to);
        } else {
            assertCode(Code.WRONG_STATE, () -> draft.become(to));
        }
    }

    @Test
    void whatIsOver_neverOpensAgain() {
        for (GrantState over :
                List.of(GrantState.DENIED, GrantState.WITHDRAWN, GrantState.ENDED, GrantState.REVIEWED)) {
            for (GrantState open : List.of(GrantState.INTENDED, GrantState.ACTIVE)) {
                assertThat(over.mayBecome(open)).as(over + " → " + open).isFalse();
            }
        }
    }

    @Test
    void reviewWhileEnding_isKept_andCountsOnceTheEndIsProven() {
        Grant reviewed = after(REQUESTED, "bypassed", "intended", "activated", "ending", "reviewed");
        assertThat(reviewed.state()).isEqualTo(GrantState.ENDING);
        assertThat(reviewed.reviewedAt()).contains(AT);
        assertThat(after(reviewed, "ended").state()).isEqualTo(GrantState.REVIEWED);
    }

    @Test
    void replay_ofThePrefixOfEveryStory_givesTheStateOfThatMoment() {
        House house = new House();
        Grant grant = house.active();
        house.pass(Duration.ofSeconds(30));
        house.end(House.ALICE, grant);
        List<GrantFact> facts = new ArrayList<>();
        List<Instant> times = new ArrayList<>();
        List<GrantState> states = new ArrayList<>();
        house.memory.all().forEach(recorded -> {
            if (recorded.envelope().fact() instanceof GrantFact fact
                    && fact.grant().equals(grant.id())) {
                facts.add(fact);
                times.add(recorded.envelope().time());
                states.add(GrantLife.replay(facts, times).orElseThrow().state());
            }
        });
        assertThat(states)
                .containsExactly(
                        GrantState.REQUESTED,
                        GrantState.REQUESTED,
                        GrantState.REQUESTED,
                        GrantState.APPROVED,
                        GrantState.INTENDED,
                        GrantState.ACTIVE,
                        GrantState.ENDING,
                        GrantState.ENDING,
                        GrantState.ENDED);
        assertThat(GrantLife.replay(facts, times)).contains(house.now(grant));
    }

    @Test
    void aStoryWithoutItsBeginning_isNoGrant() {
        assertThat(GrantLife.replay(List.of(new GrantDenied(INCIDENT, REQUESTED.id(), SAM)), List.of(AT)))
                .isEmpty();
    }
}
