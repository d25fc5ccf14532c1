package io.breakwater.evidence;

import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.TestClock;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.*;
import io.breakwater.model.DebtFact.*;
import io.breakwater.model.GrantFact.*;
import io.breakwater.model.IncidentFact.*;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** "The orders database is down at 03:12", told in facts: what a pack is made of. */
public final class SampleIncident {
    private static final PersonId ALICE = new PersonId("alice");
    private static final PersonId BOB = new PersonId("bob");
    private static final PersonId CAROL = new PersonId("carol");
    private static final TargetName ORDERS = new TargetName("orders-db");
    private static final RoleName ADMIN = new RoleName("admin");
    private static final RoleName READER = new RoleName("reader");
    private static final Duration THREE_DAYS = Duration.ofHours(72);

    private final MemoryJournal journal;
    private final TestClock clock;
    private final IncidentId incident;
    private final String title;
    private final GrantId broken;
    private final GrantId approved;
    private Optional<FactId> last = Optional.empty();
    private Optional<ContentRef> recording = Optional.empty();

    public SampleIncident(TestHouse house, String number, String title) {
        this.journal = house.journal;
        this.clock = house.clock;
        this.incident = new IncidentId("INC-2026-" + number);
        this.title = title;
        this.broken = new GrantId("GR-bbbbbb" + number);
        this.approved = new GrantId("GR-aaaaaa" + number);
    }

    public IncidentId id() {
        return incident;
    }

    /** The recording attached to the incident. */
    public ContentRef recording() {
        return recording.orElseThrow();
    }

    /** The whole story, up to audit-ready. */
    public SampleIncident tell() {
        declare();
        breakTheGlass();
        askProperly();
        end();
        owe();
        close();
        return this;
    }

    /** Declared, with a commander. */
    public SampleIncident declare() {
        journal.transact(tx -> {
            ContentRef ref = tx.keep(title);
            tx.state()
                    .insert(
                            incident.value(),
                            new Incident(
                                    incident,
                                    ref,
                                    new Severity(1),
                                    false,
                                    IncidentStatus.OPEN,
                                    tx.now(),
                                    ALICE,
                                    new EnumMap<>(Map.of(IncidentRole.COMMANDER, List.of(BOB))),
                                    false,
                                    List.of(),
                                    Optional.empty()));
            return append(tx, ALICE, new IncidentDeclared(incident, ref, new Severity(1), false, ALICE));
        });
        after(21, ALICE, new IncidentRoleAssigned(incident, IncidentRole.COMMANDER, BOB, ALICE));
        after(4, ALICE, new TicketClaimed(incident, "CHG0030001", Optional.empty(), ALICE));
        return note(
                40,
                ALICE,
                "Checkout answers 5xx since 03:09. The orders database refuses writes: disk full on the WAL volume.");
    }

    private void breakTheGlass() {
        request(
                25,
                broken,
                ALICE,
                ADMIN,
                2700,
                "Nobody of the approvers answers; drop the stuck replication slot to free WAL.");
        Instant due = clock.instant().plus(THREE_DAYS);
        FactId bypass = after(2, ALICE, new GrantBypassed(incident, broken, ALICE, Optional.of(BOB), due));
        debt(
                "1",
                "approval-afterwards",
                "Approval after the glass was broken",
                Optional.of(broken),
                "function:security-approver",
                List.of("iso27001:A.5.18", "soc2:CC6.3"),
                due,
                bypass);
        open(broken, ALICE, ADMIN, "breakwater_alice_b1", 2700);
    }

    private void askProperly() {
        request(
                240,
                approved,
                CAROL,
                READER,
                1800,
                "Compare orders with the payment provider's list before we reopen checkout.");
        String hash = "5f".repeat(32);
        after(
                35,
                BOB,
                new ApprovalGiven(incident, approved, approval(BOB, Function.ENGINEERING_APPROVER, hash, false)));
        after(1, BOB, new GrantApproved(incident, approved, hash));
        after(2, ALICE, new ApprovalRefused(incident, approved, CAROL, Code.APPROVAL_NOT_YOURS));
        open(approved, CAROL, READER, "breakwater_carol_a1", 1800);
        note(300, ALICE, "Slot dropped, 41 GB of WAL freed, writes are accepted again.");
        after(
                9,
                BOB,
                new IncidentSeverityChanged(
                        incident,
                        new Severity(1),
                        new Severity(2),
                        keep("Checkout is back; some orders to be checked."),
                        BOB));
    }

    private void end() {
        after(420, ALICE, new GrantEnding(incident, broken, Grant.EndReason.RETURNED, "person:alice"));
        after(
                1,
                ALICE,
                new RevocationUnproven(
                        incident,
                        broken,
                        1,
                        "connection refused",
                        clock.instant().plusSeconds(2)));
        proven(broken, "breakwater_alice_b1", 2840);
        after(800, CAROL, new GrantEnding(incident, approved, Grant.EndReason.EXPIRED, "system:clock"));
        proven(approved, "breakwater_carol_a1", 412);
        recording = Optional.of(keepBytes("application/x-asciicast", cast()));
        after(
                5,
                ALICE,
                new EvidenceAttached(
                        incident, "alice-orders-db.cast", "recording", Optional.of(broken), recording.get(), ALICE));
        ContentRef transcript = keepBytes(
                "text/plain;charset=utf-8", "select count(*) from orders;\n".getBytes(StandardCharsets.UTF_8));
        after(
                1,
                CAROL,
                new EvidenceAttached(incident, "carol.txt", "transcript", Optional.of(approved), transcript, CAROL));
        after(1, ALICE, new MeasureTaken(incident, "time-to-usable-access-millis", 640, "ms"));
        after(0, ALICE, new MeasureTaken(incident, "time-to-proven-refusal-millis", 2840, "ms"));
    }

    private void owe() {
        Instant aware = clock.instant();
        FactId involved = after(
                60,
                BOB,
                new PersonalDataInvolved(
                        incident, aware, keep("Names and addresses of 12 customers were seen."), false, BOB));
        debt(
                "2",
                "gdpr-33",
                "Notify the authority (GDPR Art. 33)",
                Optional.empty(),
                "function:commander",
                List.of("gdpr:33", "iso27001:A.5.34"),
                aware.plus(THREE_DAYS),
                involved);
        FactId noted = last.orElseThrow();
        ContentRef secret = keep("Customer Jane Doe, +44 20 7946 0018, called about order 7741.");
        after(30, CAROL, new IncidentNoted(incident, secret, CAROL));
        after(
                60,
                BOB,
                new FactAmended(
                        incident, noted, keep("It was the WAL volume of the replica, not of the primary."), BOB));
        after(
                600,
                BOB,
                new ContentErased(
                        incident, secret.digest(), keep("A customer's telephone number does not belong here."), BOB));
        journal.transact(tx -> {
            tx.erase(secret.digest());
            return secret;
        });
    }

    private void close() {
        after(
                7200,
                BOB,
                new TicketConfirmed(incident, "CHG0030001", "change-desk", keep("Seen in the desk's list."), BOB));
        after(
                60,
                BOB,
                new IncidentClosed(
                        incident,
                        Map.of("incomplete-trail", false, "unreviewed-access", true, "undocumented-change", true),
                        BOB));
        FactId made = after(
                3600,
                BOB,
                new NotificationMade(
                        incident, "gdpr-33", "Data protection authority", keep("Receipt 2026-4411."), BOB));
        paid("2", "gdpr-33", made, false);
        after(
                40000,
                BOB,
                new DebtEscalated(
                        debtId("1"), "approval-afterwards", Optional.of(incident), 1, "function:administrator"));
        after(230000, BOB, new DebtMissed(debtId("1"), "approval-afterwards", Optional.of(incident), clock.instant()));
        FactId reviewed = after(
                1800,
                CAROL,
                new GrantReviewed(
                        incident,
                        broken,
                        CAROL,
                        Function.SECURITY_APPROVER,
                        Approval.Decision.APPROVE,
                        keep("The recording shows one slot dropped, nothing else.")));
        paid("1", "approval-afterwards", reviewed, true);
        after(
                7200,
                BOB,
                new ReviewHeld(
                        incident,
                        keep("Alert on WAL volume at 70 %. Two approvers on call, not one."),
                        List.of(ALICE, BOB, CAROL),
                        BOB));
        after(1, BOB, new IncidentAuditReady(incident));
    }

    /** A note, some seconds later. */
    public SampleIncident note(long seconds, PersonId by, String text) {
        after(seconds, by, new IncidentNoted(incident, keep(text), by));
        return this;
    }

    /** Many notes in few transactions. */
    public SampleIncident notes(int count) {
        ContentRef ref = keep("The same note again.");
        for (int done = 0; done < count; done += 1000) {
            int batch = Math.min(1000, count - done);
            clock.advance(Duration.ofMillis(200));
            journal.transact(tx -> {
                for (int i = 0; i < batch; i++) {
                    tx.append(Actor.person(ALICE, "token:TK-1"), new IncidentNoted(incident, ref, ALICE));
                }
                return batch;
            });
        }
        return this;
    }

    private void request(long seconds, GrantId grant, PersonId by, RoleName role, long duration, String reason) {
        GrantTerms terms = new GrantTerms(
                grant,
                incident,
                by,
                ORDERS,
                role,
                "postgresql",
                Map.of("groups", "orders_admin"),
                duration,
                keep(reason),
                Optional.of("CHG0030001"),
                Map.of(Function.ENGINEERING_APPROVER, 1),
                true,
                List.of(Function.SECURITY_APPROVER),
                THREE_DAYS.toSeconds(),
                900,
                "c0".repeat(32));
        after(seconds, by, new GrantRequested(incident, grant, terms, "5f".repeat(32)));
    }

    private void open(GrantId grant, PersonId by, RoleName role, String account, long duration) {
        Instant ends = clock.instant().plusSeconds(duration);
        after(0, by, new GrantIntended(incident, grant, by, ORDERS, role, account, ends));
        after(1, by, new GrantActivated(incident, grant, by, account, ends));
        after(1, by, new CredentialHandedOut(incident, grant, by));
        after(14, by, new CredentialUsed(incident, grant, account, clock.instant()));
    }

    private void proven(GrantId grant, String account, long millis) {
        after(2, ALICE, new RevocationProven(incident, grant, account, "28P01", 1, "orders_owner", millis));
        after(0, ALICE, new GrantEnded(incident, grant));
    }

    private void debt(
            String number,
            String rule,
            String what,
            Optional<GrantId> grant,
            String owner,
            List<String> controls,
            Instant due,
            FactId by) {
        after(
                0,
                ALICE,
                new DebtOpened(
                        debtId(number),
                        rule,
                        what,
                        Optional.of(incident),
                        grant,
                        Optional.empty(),
                        owner,
                        controls.stream().map(ControlId::new).toList(),
                        clock.instant(),
                        due,
                        by,
                        false));
    }

    private void paid(String number, String rule, FactId evidence, boolean late) {
        after(0, BOB, new DebtClosed(debtId(number), rule, Optional.of(incident), evidence, clock.instant(), late));
    }

    private DebtId debtId(String number) {
        return new DebtId("DEBT-ddddd" + number + incident.value().substring(9));
    }

    private Approval approval(PersonId by, Function function, String hash, boolean afterwards) {
        return new Approval(
                new ApprovalId("AP-aaaaaa" + incident.value().substring(9)),
                by,
                function,
                Approval.Decision.APPROVE,
                hash,
                afterwards,
                Optional.empty(),
                clock.instant());
    }

    private ContentRef keep(String text) {
        return journal.transact(tx -> tx.keep(text)).value();
    }

    private ContentRef keepBytes(String type, byte[] bytes) {
        return journal.transact(tx -> tx.keep(type, bytes)).value();
    }

    private FactId after(long seconds, PersonId by, Fact fact) {
        clock.advance(Duration.ofSeconds(seconds));
        FactId id = journal.transact(tx -> append(tx, by, fact)).value();
        last = Optional.of(id);
        return id;
    }

    private static FactId append(Transaction tx, PersonId by, Fact fact) {
        return tx.append(Actor.person(by, "token:TK-1"), fact);
    }

    private static byte[] cast() {
        StringBuilder cast = new StringBuilder("{\"version\":2,\"width\":80,\"height\":24}\n");
        for (int i = 0; i < 200; i++) {
            cast.append("[")
                    .append(i)
                    .append(".25,\"o\",\"orders=# select ")
                    .append(i * 7919 % 1000)
                    .append(";\\r\\n\"]\n");
        }
        return cast.toString().getBytes(StandardCharsets.UTF_8);
    }
}
