package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantId;
import io.breakwater.model.IncidentFact.EvidenceAttached;
import io.breakwater.model.IncidentId;
import java.util.Optional;

/**
 * Makes a file evidence of an incident, at any time: after it is closed too.
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND} (incident, or no such grant in it), {@code MALFORMED_NAME} (a name
 * that is more than a plain file name), {@code MALFORMED_REQUEST} (empty), {@code TOO_LARGE}.
 */
public final class AttachEvidence {
    /** Largest file. */
    public static final int MAX_BYTES = 64 << 20;

    private static final String BYTES = "application/octet-stream";

    private final Journal journal;

    public AttachEvidence(Journal journal) {
        this.journal = journal;
    }

    /**
     * The file.
     *
     * @param name a plain file name, ASCII
     * @param kind what it is: {@code recording}, {@code transcript}, {@code screenshot}, …
     * @param grant whose session it shows, if any
     */
    public record Attachment(String name, String kind, Optional<GrantId> grant, byte[] bytes) {}

    /**
     * Looks whether the caller may attach to the incident, before the file is taken in; attaching decides again.
     *
     * @throws BreakwaterException {@code NOT_ALLOWED}, {@code NOT_FOUND}
     */
    public void requireMay(Caller caller, IncidentId incident) {
        CaseFile.requireMay(journal, caller, Act.ATTACH, incident);
    }

    /** Attaches; the value names the content. */
    public Committed<ContentRef> attach(Caller caller, IncidentId incident, Attachment attachment) {
        String name = Names.file(attachment.name());
        String kind = Names.kind(attachment.kind());
        requireSize(attachment.bytes().length);
        return journal.transact(tx -> {
            CaseFile file = CaseFile.open(tx, caller, Act.ATTACH, incident);
            attachment.grant().ifPresent(grant -> requireGrant(tx, incident, grant));
            ContentRef content = tx.keep(BYTES, attachment.bytes());
            file.append(new EvidenceAttached(incident, name, kind, attachment.grant(), content, caller.person()));
            return content;
        });
    }

    private static void requireSize(int size) {
        if (size == 0) {
            throw new BreakwaterException(Code.MALFORMED_REQUEST, "the file is empty");
        }
        if (size > MAX_BYTES) {
            throw new BreakwaterException(
                    Code.TOO_LARGE, "the file has " + size + " bytes; at most " + MAX_BYTES + " are kept");
        }
    }

    private static void requireGrant(Transaction tx, IncidentId incident, GrantId grant) {
        boolean known = tx.state()
                .find(Grant.class, grant.value())
                .filter(stored -> stored.value().terms().incident().equals(incident))
                .isPresent();
        if (!known) {
            throw new BreakwaterException(Code.NOT_FOUND, incident + " has no grant " + grant);
        }
    }
}
