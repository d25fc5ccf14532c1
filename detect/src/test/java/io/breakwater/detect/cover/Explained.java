package io.breakwater.detect.cover;

import io.breakwater.detect.cover.CoverTicket.Standing;
import io.breakwater.detect.cover.Mark.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A book in which Alice's emergency of 1 July, 03:12 to 04:00, is on the record; tests take away or change a part. */
final class Explained {
    static final Instant DECLARED = Instant.parse("2026-07-01T03:12:00Z");
    static final Window HOUR = Window.of(DECLARED, Instant.parse("2026-07-01T04:00:00Z"));
    static final CoverApproval BY_BOB =
            new CoverApproval("G-1", "grants", Optional.of("bob@example.com"), Optional.of(DECLARED), true);

    private Explained() {}

    static CoverGrant grant() {
        return grant(Mark.Kind.ACCESS_KEY, "ASIAEXAMPLE0000ALICE");
    }

    static CoverGrant grant(Kind kind, String value) {
        return new CoverGrant(
                "G-1",
                "grants",
                Set.of(new Mark(kind, value)),
                HOUR,
                Scope.ANYTHING,
                List.of(),
                Optional.of("alice@example.com"),
                Optional.of("INC-1"),
                Optional.of("CHG-7"),
                List.of(BY_BOB));
    }

    static CoverGrant with(CoverGrant grant, Scope scope) {
        return new CoverGrant(
                grant.id(),
                grant.source(),
                grant.marks(),
                grant.window(),
                scope,
                grant.addresses(),
                grant.requester(),
                grant.incident(),
                grant.ticket(),
                grant.approvals());
    }

    static CoverGrant with(CoverGrant grant, String id, Window window) {
        return new CoverGrant(
                id,
                grant.source(),
                grant.marks(),
                window,
                grant.scope(),
                grant.addresses(),
                grant.requester(),
                grant.incident(),
                grant.ticket(),
                grant.approvals());
    }

    static CoverGrant fromAddresses(CoverGrant grant, String... addresses) {
        return new CoverGrant(
                grant.id(),
                grant.source(),
                grant.marks(),
                grant.window(),
                grant.scope(),
                List.of(addresses),
                grant.requester(),
                grant.incident(),
                grant.ticket(),
                grant.approvals());
    }

    static CoverGrant approved(CoverGrant grant, CoverApproval... approvals) {
        return new CoverGrant(
                grant.id(),
                grant.source(),
                grant.marks(),
                grant.window(),
                grant.scope(),
                grant.addresses(),
                grant.requester(),
                grant.incident(),
                grant.ticket(),
                List.of(approvals));
    }

    /** The grant with nothing that leads from it to anything else. */
    static CoverGrant alone(CoverGrant grant) {
        return new CoverGrant(
                grant.id(),
                grant.source(),
                grant.marks(),
                grant.window(),
                grant.scope(),
                grant.addresses(),
                grant.requester(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    static CoverIncident incident() {
        return new CoverIncident("INC-1", "incidents", HOUR, false, Set.of(), Set.of(), Set.of());
    }

    static CoverIncident drill() {
        return new CoverIncident("INC-1", "incidents", HOUR, true, Set.of(), Set.of(), Set.of());
    }

    static CoverTicket ticket() {
        return ticket(Standing.STANDS, HOUR, Set.of());
    }

    static CoverTicket ticket(Standing standing, Window window, Set<String> people) {
        return new CoverTicket(
                "CHG-7",
                "tickets",
                standing,
                window,
                Scope.ANYTHING,
                Optional.of("alice@example.com"),
                people,
                Optional.of(DECLARED),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    static CoverSource source(String name, CoverPart part) {
        return new CoverSource(name, name, Set.of(part), Window.ALWAYS, Optional.empty());
    }

    static CoverBook.Builder sources() {
        return CoverBook.builder()
                .source(source("grants", CoverPart.GRANT))
                .source(source("incidents", CoverPart.INCIDENT))
                .source(source("tickets", CoverPart.TICKET))
                .source(source("approvals", CoverPart.APPROVAL));
    }

    static CoverAnswer judge(CoverBook.Builder book, Act act) {
        return new CoverJudge(book.build(), CoverLimits.DEFAULT).judge(act.event());
    }
}
