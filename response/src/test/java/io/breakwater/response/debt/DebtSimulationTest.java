package io.breakwater.response.debt;

import static io.breakwater.response.World.ALICE;
import static io.breakwater.response.World.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ledger.Envelope;
import io.breakwater.ledger.Recorded;
import io.breakwater.model.Approval;
import io.breakwater.model.Debt;
import io.breakwater.model.DebtFact.DebtClosed;
import io.breakwater.model.DebtFact.DebtEscalated;
import io.breakwater.model.DebtFact.DebtMissed;
import io.breakwater.model.DebtFact.DebtOpened;
import io.breakwater.model.DebtId;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.Fact;
import io.breakwater.model.Function;
import io.breakwater.model.GrantFact.CredentialHandedOut;
import io.breakwater.model.GrantFact.CredentialUsed;
import io.breakwater.model.GrantFact.GrantBypassed;
import io.breakwater.model.GrantFact.GrantIntended;
import io.breakwater.model.GrantFact.GrantReviewed;
import io.breakwater.model.GrantFact.RevocationProven;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.HouseFact.StrayAccountFound;
import io.breakwater.model.HouseFact.StrayAccountGone;
import io.breakwater.model.IncidentFact.NotificationMade;
import io.breakwater.model.IncidentFact.PersonalDataInvolved;
import io.breakwater.model.IncidentFact.TicketClaimed;
import io.breakwater.model.IncidentFact.TicketConfirmed;
import io.breakwater.model.IncidentId;
import io.breakwater.model.RoleName;
import io.breakwater.model.TargetName;
import io.breakwater.response.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Debts, played at random against a model written twice")
class DebtSimulationTest {
    private static final TargetName TARGET = new TargetName("orders-db");

    private final World world = new World();
    private final List<IncidentId> incidents = new ArrayList<>();
    private final List<GrantId> grants = new ArrayList<>();
    private final Oracle oracle = new Oracle();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void whateverHappens_theEngineAndTheOracleAgree_andFactsFoldToTheState(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            incidents.add(world.declared(i == 2, false));
            grants.add(world.grant(incidents.get(i), i, GrantState.ACTIVE));
        }
        for (int step = 0; step < 250; step++) {
            if (random.nextInt(4) == 0) {
                timePasses(random);
            } else {
                world.happens(anything(random));
            }
        }
        world.settle();
        oracle.observe(world.journal.all());

        assertThat(standing(stored())).isEqualTo(oracle.standing());
        assertThat(fold(world.journal.all())).isEqualTo(byId(stored()));
    }

    private void timePasses(Random random) {
        long minutes = random.nextInt(10) == 0 ? -random.nextInt(3_000) : random.nextInt(1_500);
        world.clock.advance(Duration.ofMinutes(minutes));
        world.settle();
        oracle.observe(world.journal.all());
        oracle.tick(world.now());
        world.debtClock.tick(world.now());
        if (random.nextBoolean()) {
            world.debtClock.tick(world.now());
        }
        world.settle();
    }

    private Fact anything(Random random) {
        int which = random.nextInt(3);
        IncidentId incident = incidents.get(which);
        GrantId grant = grants.get(which);
        String account = "stray" + random.nextInt(2);
        return switch (random.nextInt(12)) {
            case 0 ->
                new GrantBypassed(
                        incident, grant, ALICE, Optional.empty(), world.now().plus(Duration.ofHours(72)));
            case 1 ->
                new GrantReviewed(
                        incident,
                        grant,
                        CAROL,
                        Function.SECURITY_APPROVER,
                        Approval.Decision.APPROVE,
                        world.text("ok"));
            case 2 ->
                new GrantIntended(
                        incident,
                        grant,
                        ALICE,
                        TARGET,
                        new RoleName("admin"),
                        "x",
                        world.now().plusSeconds(600));
            case 3 -> new RevocationProven(incident, grant, "x", "28P01", 0, "", 1);
            case 4 -> new CredentialHandedOut(incident, grant, ALICE);
            case 5 -> new CredentialUsed(incident, grant, "x", world.now());
            case 6 -> new TicketClaimed(incident, "T" + random.nextInt(2), Optional.empty(), ALICE);
            case 7 -> new TicketConfirmed(incident, "T" + random.nextInt(2), "desk", world.text("seen"), CAROL);
            case 8 -> new PersonalDataInvolved(incident, world.now(), world.text("scope"), false, ALICE);
            case 9 -> new NotificationMade(incident, "gdpr-33", "BfDI", world.text("ref"), CAROL);
            case 10 -> new StrayAccountFound(TARGET, account, "seen");
            default -> new StrayAccountGone(TARGET, account);
        };
    }

    private List<Debt> stored() {
        return world.journal.read(tx -> tx.state().list(Debt.class, Map.of(), "", 100_000)).stream()
                .map(stored -> stored.value())
                .toList();
    }

    private static Map<DebtId, Debt> byId(List<Debt> debts) {
        Map<DebtId, Debt> byId = new TreeMap<>(Comparator.comparing(DebtId::value));
        debts.forEach(debt -> byId.put(debt.id(), debt));
        return byId;
    }

    private static Map<String, String> standing(List<Debt> debts) {
        Map<String, String> standing = new TreeMap<>();
        debts.forEach(debt -> standing.put(
                debt.rule() + " " + debt.openedBy(),
                debt.status() + " " + debt.escalationsDone() + " " + debt.closedBy()));
        return standing;
    }

    /** The state as it follows from the debts' facts alone. */
    private static Map<DebtId, Debt> fold(List<Recorded> facts) {
        Map<DebtId, Debt> debts = new TreeMap<>(Comparator.comparing(DebtId::value));
        for (Recorded recorded : facts) {
            Fact fact = recorded.envelope().fact();
            if (fact instanceof DebtOpened opened) {
                debts.put(opened.debt(), opened(opened));
            } else if (fact instanceof DebtEscalated step) {
                debts.computeIfPresent(step.debt(), (id, debt) -> Debts.escalated(debt));
            } else if (fact instanceof DebtMissed missed) {
                debts.computeIfPresent(missed.debt(), (id, debt) -> Debts.missed(debt));
            } else if (fact instanceof DebtClosed paid) {
                debts.computeIfPresent(
                        paid.debt(), (id, debt) -> Debts.closed(debt, paid.evidence(), paid.evidenceAt(), paid.late()));
            }
        }
        return debts;
    }

    private static Debt opened(DebtOpened f) {
        return new Debt(
                f.debt(),
                f.rule(),
                f.title(),
                f.incident(),
                f.grant(),
                f.subject(),
                f.owner(),
                f.controls(),
                f.openedAt(),
                f.dueAt(),
                DebtStatus.OPEN,
                0,
                f.openedBy(),
                Optional.empty(),
                Optional.empty(),
                f.drill());
    }

    /** The standard rules once more, as plainly as can be: a list of debts that is walked through for everything. */
    private final class Oracle {
        private final List<Owed> debts = new ArrayList<>();
        private int seen;

        void observe(List<Recorded> facts) {
            for (Recorded recorded : facts.subList(seen, facts.size())) {
                pay(recorded.envelope());
                open(recorded.envelope());
            }
            seen = facts.size();
        }

        void tick(Instant now) {
            for (Owed debt : debts) {
                if (debt.closedBy != null) {
                    continue;
                }
                debt.missed |= !now.isBefore(debt.due);
                debt.steps = Math.max(debt.steps, (int)
                        debt.stepTimes.stream().filter(at -> !now.isBefore(at)).count());
            }
        }

        Map<String, String> standing() {
            Map<String, String> standing = new TreeMap<>();
            debts.forEach(debt -> standing.put(
                    debt.rule + " " + debt.openedBy,
                    debt.status() + " " + debt.steps + " " + Optional.ofNullable(debt.closedBy)));
            return standing;
        }

        private void open(Envelope e) {
            Instant at = e.time();
            String where = e.incident().map(Object::toString).orElse("");
            if (e.fact() instanceof GrantBypassed f) {
                one(e, "approval-afterwards", f.grant().value(), f.reviewDueAt(), 50, 80, 100, 124);
            } else if (e.fact() instanceof GrantIntended f) {
                Owed debt = one(
                        e, "revocation-proven", f.grant().value(), f.endsAt().plusSeconds(300), 100);
                add(debt, Duration.ofMinutes(15), Duration.ofHours(24));
            } else if (e.fact() instanceof CredentialHandedOut f) {
                one(e, "credential-unused", f.grant().value(), at.plus(Duration.ofDays(1)), 80, 100);
            } else if (e.fact() instanceof TicketClaimed f) {
                one(e, "ticket-validated", where + f.ticket(), at.plus(Duration.ofDays(1)), 80, 100, 124);
            } else if (e.fact() instanceof io.breakwater.model.IncidentFact.TicketQueued) {
                one(e, "change-documented", where, at.plus(Duration.ofDays(3)), 50, 100, 124);
            } else if (e.fact() instanceof StrayAccountFound f) {
                one(e, "stray-account", f.account(), at.plus(Duration.ofHours(1)), 100, 124);
            } else if (e.fact() instanceof PersonalDataInvolved f
                    && !f.incident().equals(incidents.get(2))) {
                debts.add(new Owed("gdpr-33", where, e, f.awareAt().plus(Duration.ofHours(72)), 50, 80, 100, 124));
            }
        }

        private Owed one(Envelope e, String rule, String key, Instant due, int... steps) {
            boolean there = debts.stream()
                    .anyMatch(debt -> debt.closedBy == null && debt.rule.equals(rule) && debt.key.equals(key));
            Owed debt = new Owed(rule, key, e, due, steps);
            if (!there) {
                debts.add(debt);
            }
            return debt;
        }

        private void add(Owed debt, Duration... after) {
            for (Duration duration : after) {
                debt.stepTimes.add(debt.due.plus(duration));
            }
        }

        private void pay(Envelope e) {
            String where = e.incident().map(Object::toString).orElse("");
            Map<String, String> paid = new LinkedHashMap<>();
            if (e.fact() instanceof GrantReviewed f) {
                paid.put("approval-afterwards", f.grant().value());
                paid.put("credential-unused", f.grant().value());
            } else if (e.fact() instanceof RevocationProven f) {
                paid.put("revocation-proven", f.grant().value());
            } else if (e.fact() instanceof CredentialUsed f) {
                paid.put("credential-unused", f.grant().value());
            } else if (e.fact() instanceof TicketConfirmed f) {
                paid.put("ticket-validated", where + f.ticket());
                paid.put("change-documented", where);
            } else if (e.fact() instanceof NotificationMade) {
                paid.put("gdpr-33", where);
            } else if (e.fact() instanceof StrayAccountGone f) {
                paid.put("stray-account", f.account());
            }
            paid.forEach((rule, key) -> debts.stream()
                    .filter(debt -> debt.closedBy == null && debt.rule.equals(rule) && debt.key.equals(key))
                    .forEach(debt -> debt.pay(e)));
        }
    }

    private static final class Owed {
        final String rule;
        final String key;
        final String openedBy;
        final Instant due;
        final List<Instant> stepTimes = new ArrayList<>();
        boolean missed;
        boolean late;
        int steps;
        String closedBy;

        /** @param steps percent; 124 stands for a day after the deadline */
        Owed(String rule, String key, Envelope opening, Instant due, int... steps) {
            this.rule = rule;
            this.key = key;
            this.openedBy = opening.id().value();
            this.due = due;
            long millis = Duration.between(opening.time(), due).toMillis();
            for (int step : steps) {
                stepTimes.add(
                        step == 124
                                ? due.plus(Duration.ofDays(1))
                                : step == 100 ? due : opening.time().plusMillis(Math.max(0, millis) * step / 100));
            }
        }

        void pay(Envelope evidence) {
            closedBy = evidence.id().value();
            late = missed || evidence.time().isAfter(due);
        }

        String status() {
            if (closedBy != null) {
                return late ? "CLOSED_LATE" : "CLOSED";
            }
            return missed ? "MISSED" : "OPEN";
        }
    }
}
