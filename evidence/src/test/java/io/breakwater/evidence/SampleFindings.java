package io.breakwater.evidence;

import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.TestClock;
import io.breakwater.model.Actor;
import io.breakwater.model.ContentRef;
import io.breakwater.model.ControlId;
import io.breakwater.model.Fact;
import io.breakwater.model.FindingCover;
import io.breakwater.model.FindingCover.Part;
import io.breakwater.model.FindingFact.FindingAcceptanceAsked;
import io.breakwater.model.FindingFact.FindingAccepted;
import io.breakwater.model.FindingFact.FindingExplained;
import io.breakwater.model.FindingFact.FindingMovedAway;
import io.breakwater.model.FindingFact.FindingMovedHere;
import io.breakwater.model.FindingFact.FindingRaised;
import io.breakwater.model.FindingFact.FindingRejudged;
import io.breakwater.model.FindingFact.FindingRemediated;
import io.breakwater.model.FindingFact.LogCoverageTaken;
import io.breakwater.model.FindingId;
import io.breakwater.model.FindingLink;
import io.breakwater.model.FindingStanding;
import io.breakwater.model.FindingStatus;
import io.breakwater.model.FindingSubject;
import io.breakwater.model.FindingTimes;
import io.breakwater.model.IncidentId;
import io.breakwater.model.LogGap;
import io.breakwater.model.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the logs of an incident's time show: findings of every standing, and three hours that nobody logged. */
public final class SampleFindings {
    public static final FindingId EXPLAINED = id(1);
    public static final FindingId ACCEPTED = id(2);
    public static final FindingId REMEDIATED = id(3);
    public static final FindingId OPEN = id(4);
    public static final FindingId REJUDGED = id(5);
    public static final FindingId ELSEWHERE = id(6);
    public static final FindingId COME_HERE = id(7);
    public static final IncidentId OTHER = new IncidentId("INC-2026-0099");

    private static final String ACCOUNT = "111122223333";
    private static final PersonId ALICE = new PersonId("alice");
    private static final PersonId BOB = new PersonId("bob");
    private static final Actor WATCH = Actor.system("watch");

    private final MemoryJournal journal;
    private final TestClock clock;
    private final Optional<IncidentId> incident;
    private final Instant from;

    public SampleFindings(TestHouse house, IncidentId incident) {
        this.journal = house.journal;
        this.clock = house.clock;
        this.incident = Optional.of(incident);
        this.from = clock.instant();
    }

    private static FindingId id(int number) {
        return new FindingId("F-00000000000000a" + number);
    }

    /** All of it; the figures last. */
    public void tell() {
        raised(EXPLAINED, "Bucket opened to the public", "uncovered", "mallory", "high");
        says(
                ALICE,
                new FindingExplained(
                        EXPLAINED,
                        incident,
                        text("planned move of the shop's pictures"),
                        Optional.of("CHG-17"),
                        ALICE));
        raised(ACCEPTED, "Root user signed in", "uncovered", "root", "critical");
        Instant until = clock.instant().plus(Duration.ofDays(7));
        says(ALICE, new FindingAcceptanceAsked(ACCEPTED, incident, text("no other way in until Friday"), until, ALICE));
        says(BOB, new FindingAccepted(ACCEPTED, incident, until, ALICE, BOB));
        raised(REMEDIATED, "Access key made", "uncovered", "deploy", "medium");
        says(BOB, new FindingRemediated(REMEDIATED, incident, text("key deleted"), Optional.empty(), BOB));
        raised(OPEN, "Logging stopped", "uncovered", "mallory", "critical");
        rejudged();
        moved();
        coverage(new LogGap(ACCOUNT, "*", from, from.plus(Duration.ofHours(3))));
    }

    private void rejudged() {
        raised(REJUDGED, "Database snapshot restored", "partly covered", "alice", "high");
        says(
                WATCH,
                new FindingRejudged(
                        REJUDGED,
                        incident,
                        "partly covered",
                        "covered",
                        FindingStatus.SETTLED,
                        false,
                        false,
                        cover("found"),
                        Optional.empty()));
    }

    private void moved() {
        raised(ELSEWHERE, "Firewall rule opened", "uncovered", "eve", "high");
        says(
                ALICE,
                new FindingMovedAway(
                        ELSEWHERE, incident, OTHER, Optional.of(text("it was the other outage")), Optional.of(ALICE)));
        FindingRaised other =
                fact(COME_HERE, "Image deployed without a scan", "uncovered", "ci", "low", Optional.of(OTHER));
        says(
                BOB,
                new FindingMovedHere(
                        COME_HERE,
                        incident,
                        Optional.of(OTHER),
                        other,
                        FindingStanding.of(other),
                        FindingStatus.OPEN,
                        true,
                        false,
                        clock.instant(),
                        FindingLink.By.PERSON_SAID,
                        Optional.of(text("deployed to mend the orders")),
                        Optional.of(BOB)));
    }

    /** Figures of the logs: five that need cover, two that have it. */
    public void coverage(LogGap... gaps) {
        says(
                WATCH,
                new LogCoverageTaken(
                        incident, from, from.plus(Duration.ofHours(6)), 2, 18_204, 6, 5, 2, List.of(gaps)));
    }

    /** Something found now. */
    public void raised(FindingId id, String what, String verdict, String who, String level) {
        says(WATCH, fact(id, what, verdict, who, level, incident));
    }

    private FindingRaised fact(
            FindingId id, String what, String verdict, String who, String level, Optional<IncidentId> of) {
        Instant now = clock.instant();
        return new FindingRaised(
                id,
                "EVENT",
                level,
                List.of("rule"),
                List.of(new ControlId("iso27001:A.8.2"), new ControlId("soc2:CC6.1")),
                Optional.of(verdict),
                true,
                level.equals("critical"),
                new FindingSubject(
                        what,
                        who,
                        "PutBucketPolicy",
                        ACCOUNT,
                        "eu-central-1",
                        "203.0.113.7",
                        Optional.of("arn:aws:s3:::orders-pictures"),
                        Optional.of("e-" + id.value())),
                new FindingTimes(now.minusSeconds(310), Optional.of(now.minusSeconds(5)), now.minusSeconds(1), now),
                "ab".repeat(32),
                of,
                Optional.empty(),
                Optional.of(cover(verdict.equals("uncovered") ? "missing" : "found")),
                Optional.of(new FindingLink(FindingLink.By.TIME, List.of(OTHER))));
    }

    private static FindingCover cover(String state) {
        boolean found = state.equals("found");
        return new FindingCover(List.of(
                new Part("grant", state, found ? Optional.of("GR-aaaaaa0042") : Optional.empty(), "by the holder"),
                new Part("incident", state, found ? Optional.of("INC-2026-0042") : Optional.empty(), "by the grant"),
                new Part("ticket", state, found ? Optional.of("CHG0030001") : Optional.empty(), "named by the grant"),
                new Part("approval", "missing", Optional.empty(), "nobody approved it")));
    }

    private ContentRef text(String text) {
        return journal.transact(tx -> tx.keep(text)).value();
    }

    private void says(PersonId who, Fact fact) {
        says(Actor.person(who, "token:TK-1"), fact);
    }

    private void says(Actor who, Fact fact) {
        clock.advance(Duration.ofSeconds(20));
        journal.transact(tx -> tx.append(who, fact));
    }
}
