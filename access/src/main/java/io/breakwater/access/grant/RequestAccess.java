package io.breakwater.access.grant;

import io.breakwater.access.grant.AccessAnalysis.Matter;
import io.breakwater.access.policy.PolicyBook;
import io.breakwater.access.policy.PolicyRole;
import io.breakwater.ledger.Hashes;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Json;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.Caller;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.ApprovalOwed;
import io.breakwater.model.GrantFact.GrantApproved;
import io.breakwater.model.GrantFact.GrantBypassed;
import io.breakwater.model.GrantFact.GrantRefused;
import io.breakwater.model.GrantFact.GrantRequested;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantTerms;
import io.breakwater.model.Texts;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Asks for access: the request with exactly what policy demands for it now goes on the record, or the refusal does.
 *
 * <p>The grant comes back {@code REQUESTED} when it waits for approvals or for a second person, {@code APPROVED} when none is demanded before
 * access, {@code BYPASSED} when the glass was broken; in the last two cases {@link OpenGrant} comes next. Fails with
 * {@link AccessRefused}, whose code is the one of the rule that decided; the refusal is a fact when there is an incident
 * to put it in.
 */
public final class RequestAccess {
    private final Journal journal;
    private final PolicyBook book;
    private final Names names;

    public RequestAccess(Journal journal, PolicyBook book, RandomGenerator random) {
        this.journal = journal;
        this.book = book;
        this.names = new Names(random);
    }

    /** Makes the request. */
    public Grant request(Caller caller, AccessRequest request) {
        Outcome outcome = journal.transact(tx -> decide(tx, caller, request)).value();
        return outcome.grant().orElseThrow(() -> new AccessRefused(outcome.analysis()));
    }

    private record Outcome(AccessAnalysis analysis, Optional<Grant> grant) {}

    private Outcome decide(Transaction tx, Caller caller, AccessRequest request) {
        AccessAnalysis analysis = Analyst.analyse(book, tx, caller, request);
        if (analysis.mayBeAsked()) {
            return new Outcome(analysis, Optional.of(record(tx, caller.actor(), analysis)));
        }
        if (analysis.incident().isPresent()) {
            tx.append(caller.actor(), refusal(caller, request, analysis.decisive()));
        }
        return new Outcome(analysis, Optional.empty());
    }

    private GrantRefused refusal(Caller caller, AccessRequest request, RuleResult decisive) {
        return new GrantRefused(
                request.incident(),
                names.grant(),
                caller.person(),
                request.target(),
                request.role(),
                decisive.code(),
                decisive.message());
    }

    private Grant record(Transaction tx, Actor actor, AccessAnalysis analysis) {
        AccessRequest request = analysis.request();
        Matter matter = analysis.matter().orElseThrow();
        ContentRef reason = tx.keep(Texts.clean("the reason", request.reason(), Analyst.MAX_REASON));
        GrantTerms terms = terms(names.grant(), request, matter, reason);
        OpenRecord record =
                OpenRecord.begin(tx, actor, new GrantRequested(request.incident(), terms.grant(), terms, hash(terms)));
        Instant reviewDueAt = tx.now().plusSeconds(terms.reviewWithinSeconds());
        switch (analysis.verdict()) {
            case OPEN_NOW -> {
                record.append(actor, new GrantApproved(terms.incident(), terms.grant(), hash(terms)));
                record.append(actor, new ApprovalOwed(terms.incident(), terms.grant(), reviewDueAt));
            }
            case BREAK_GLASS ->
                record.append(
                        actor,
                        new GrantBypassed(
                                terms.incident(),
                                terms.grant(),
                                terms.requester(),
                                request.secondPerson(),
                                reviewDueAt));
            default -> {}
        }
        return record.grant();
    }

    private static GrantTerms terms(GrantId id, AccessRequest request, Matter matter, ContentRef reason) {
        PolicyRole role = matter.role();
        return new GrantTerms(
                id,
                request.incident(),
                matter.requester().id(),
                request.target(),
                request.role(),
                matter.provider(),
                role.settings(),
                request.durationSeconds(),
                reason,
                request.ticket(),
                role.quorum(),
                role.breakGlassAllowed(),
                role.reviewers(),
                role.reviewWithin().toSeconds(),
                role.waits().toSeconds(),
                matter.policyDigest());
    }

    /** Lower-case hex SHA-256 of the canonical terms: what approvals are bound to. */
    static String hash(GrantTerms terms) {
        return Hashes.sha256Hex(Json.canonical(terms));
    }
}
