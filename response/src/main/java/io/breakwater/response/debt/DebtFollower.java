package io.breakwater.response.debt;

import io.breakwater.ledger.Envelope;
import io.breakwater.ledger.Follower;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Debt;
import io.breakwater.model.DebtId;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.Fact;
import io.breakwater.model.FactId;
import io.breakwater.model.GrantId;
import io.breakwater.model.HouseFact.DebtRulesChanged;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.IncidentRoleAssigned;
import io.breakwater.model.IncidentFact.IncidentRoleReleased;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.IncidentStatus;
import io.breakwater.response.debt.DebtBook.Step;
import io.breakwater.response.debt.DebtRule.Closing;
import io.breakwater.response.debt.DebtRule.Condition;
import io.breakwater.response.debt.DebtRule.Opening;
import io.breakwater.response.debt.DebtRules.Closes;
import io.breakwater.response.debt.DebtRules.Opens;
import io.breakwater.response.debt.DebtRules.Standing;
import io.breakwater.response.readiness.MarkAuditReady;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens and pays debts as the rules say, fact by fact, pulls deadlines forward, hands to a new commander what the
 * commander owes, and then looks whether the incident is audit-ready.
 *
 * <p>The same fact never opens a second debt of one rule, and never pays twice, however often it comes.
 */
public final class DebtFollower implements Follower {
    private final RulesOnRecord record;
    private final MarkAuditReady readiness = new MarkAuditReady();

    /** A follower that goes by these rules, and by those of one's own from the fact on that says so. */
    public DebtFollower(DebtRules standard) {
        this.record = new RulesOnRecord(standard);
    }

    @Override
    public String name() {
        return "debts";
    }

    @Override
    public void follow(Transaction tx, Recorded recorded) {
        Envelope envelope = recorded.envelope();
        // The incident first, then its counter: the order in which commands lock, so that nobody waits in a circle.
        Optional<Stored<Incident>> incident =
                envelope.incident().flatMap(id -> tx.state().lock(Incident.class, id.value()));
        if (envelope.fact() instanceof DebtRulesChanged changed) {
            record.follow(tx, changed);
        }
        DebtRules rules = record.followed(tx);
        String type = envelope.fact().getClass().getSimpleName();
        Case now = new Case(tx, new DebtBook(tx), envelope, FactFields.of(envelope.fact()));
        rules.closedBy(type).forEach(now::close);
        rules.soonerBy(type).forEach(now::bringForward);
        now.handOver();
        boolean opened = false;
        for (Opens opens : rules.openedBy(type)) {
            opened |= now.open(opens.standing(), opens.opening());
        }
        if (opened) {
            incident.ifPresent(stored -> noLongerReady(tx, stored));
        }
        readiness.after(tx, recorded);
    }

    /** What was audit-ready is not, once something is owed again. */
    private static void noLongerReady(Transaction tx, Stored<Incident> stored) {
        Incident incident = stored.value();
        if (incident.status() == IncidentStatus.AUDIT_READY) {
            tx.state().update(stored, incident.withStatus(IncidentStatus.CLOSED, incident.closedAt()));
        }
    }

    /** One fact before the rules. */
    private record Case(Transaction tx, DebtBook book, Envelope envelope, FactFields fields) {
        void close(Closes closes) {
            Closing closing = closes.closing();
            if (!holds(closing.where())) {
                return;
            }
            for (String debt : owed(closes.standing(), key(closes.standing().rule(), closing))) {
                if (mayPay(debt, closing)) {
                    book.close(debt, envelope.id(), envelope.time());
                }
            }
        }

        /** What is owed under the key by the very document that the rule is from. */
        private List<String> owed(Standing standing, String key) {
            return book.owedUnder(key).stream()
                    .filter(debt -> book.edition(debt).equals(standing.edition()))
                    .toList();
        }

        private String key(DebtRule rule, Closing closing) {
            return closing.openingFact()
                    .map(field -> factKey(rule, fields.value(field).orElse("")))
                    .orElseGet(() -> key(rule, closing.key()));
        }

        private boolean mayPay(String debt, Closing closing) {
            if (closing.byAnotherHuman().isEmpty()) {
                return true;
            }
            Optional<String> by = closing.byAnotherHuman().flatMap(fields::value);
            Optional<String> debtor = book.debtor(debt);
            return by.isPresent() && debtor.isPresent() && parties().differentHumans(by.get(), debtor.get());
        }

        void bringForward(Opens opens) {
            Opening sooner = opens.opening();
            if (holds(sooner.where())) {
                Instant dueAt = due(sooner);
                owed(opens.standing(), key(opens.standing().rule(), sooner.key()))
                        .forEach(debt -> book.bringForward(debt, dueAt, envelope.id()));
            }
        }

        /** What the commander owes is owed by whoever commands now. */
        void handOver() {
            if (commandChanged(envelope.fact())) {
                String commander = parties().party(DebtParties.COMMANDER);
                envelope.incident()
                        .map(incident -> book.owedUnder(DebtParties.ownedByCommanderOf(incident)))
                        .orElse(List.of())
                        .forEach(debt -> book.handOver(debt, commander, envelope.id()));
            }
        }

        private static boolean commandChanged(Fact fact) {
            return fact instanceof IncidentRoleAssigned assigned && assigned.role() == IncidentRole.COMMANDER
                    || fact instanceof IncidentRoleReleased released && released.role() == IncidentRole.COMMANDER;
        }

        boolean open(Standing standing, Opening opening) {
            DebtRule rule = standing.rule();
            DebtParties parties = parties();
            boolean drill = parties.drill();
            String key = key(rule, opening.key());
            boolean applies = holds(opening.where()) && (rule.drills() || !drill);
            if (!applies || (!rule.several() && !book.owedUnder(key).isEmpty())) {
                return false;
            }
            Optional<DebtId> id = newId(rule);
            id.ifPresent(debt -> book.open(
                    debt(debt, rule, opening, parties, drill),
                    steps(rule, opening),
                    keys(rule, key),
                    opening.debtor().flatMap(fields::value),
                    standing.edition()));
            return id.isPresent();
        }

        /** Everything it is to be found by: its own key, the opening fact, and who commands if the commander owes it. */
        private List<String> keys(DebtRule rule, String key) {
            List<String> keys =
                    new ArrayList<>(List.of(key, factKey(rule, envelope.id().value())));
            if (rule.owner().equals(DebtParties.COMMANDER)) {
                envelope.incident().map(DebtParties::ownedByCommanderOf).ifPresent(keys::add);
            }
            return keys;
        }

        private Debt debt(DebtId id, DebtRule rule, Opening opening, DebtParties parties, boolean drill) {
            return new Debt(
                    id,
                    rule.id(),
                    rule.title(),
                    envelope.incident(),
                    grant().map(GrantId::new),
                    subject(rule, parties),
                    parties.party(rule.owner()),
                    rule.controls(),
                    envelope.time(),
                    due(opening),
                    DebtStatus.OPEN,
                    0,
                    envelope.id(),
                    Optional.empty(),
                    Optional.empty(),
                    drill);
        }

        private Optional<String> subject(DebtRule rule, DebtParties parties) {
            return rule.subject()
                    .flatMap(field -> field.equals(DebtParties.REQUESTER)
                            ? parties.requester().map(person -> person.value())
                            : fields.value(field));
        }

        private Instant due(Opening opening) {
            Instant start = opening.due()
                    .field()
                    .flatMap(fields::value)
                    .map(Instant::parse)
                    .orElse(envelope.time());
            return opening.due().from(start);
        }

        private List<Step> steps(DebtRule rule, Opening opening) {
            Instant due = due(opening);
            return rule.escalations().stream()
                    .map(step -> new Step(step.at(envelope.time(), due), step.to()))
                    .sorted(Comparator.comparing(Step::at))
                    .toList();
        }

        /** The name that follows from rule and fact; none when the fact has opened its debt already. */
        private Optional<DebtId> newId(DebtRule rule) {
            FactId fact = envelope.id();
            for (int attempt = 0; ; attempt++) {
                DebtId id = DebtNames.of(rule.id(), fact, attempt);
                Optional<Debt> there = book.find(id.value());
                if (there.isEmpty()) {
                    return Optional.of(id);
                }
                if (there.get().openedBy().equals(fact) && there.get().rule().equals(rule.id())) {
                    return Optional.empty();
                }
            }
        }

        private boolean holds(Map<String, Condition> conditions) {
            return conditions.entrySet().stream()
                    .allMatch(entry -> entry.getValue().holds(fields.value(entry.getKey())));
        }

        private DebtParties parties() {
            return new DebtParties(tx, envelope.incident(), grant());
        }

        private Optional<String> grant() {
            return fields.value("grant");
        }

        private String key(DebtRule rule, List<String> paths) {
            StringBuilder key = new StringBuilder(rule.id());
            paths.forEach(
                    path -> key.append('/').append(escaped(fields.value(path).orElse(""))));
            return key.toString();
        }

        private static String factKey(DebtRule rule, String fact) {
            return rule.id() + "@" + escaped(fact);
        }

        private static String escaped(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }
}
