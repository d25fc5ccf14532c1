package io.breakwater.access.grant;

import io.breakwater.access.policy.PolicyBook;
import io.breakwater.ledger.Journal;
import io.breakwater.model.Caller;

/** Says what a request would lead to and why, without making it: the dry run of {@link RequestAccess}. */
public final class ExplainAccess {
    private final Journal journal;
    private final PolicyBook book;

    public ExplainAccess(Journal journal, PolicyBook book) {
        this.journal = journal;
        this.book = book;
    }

    /** What every rule says about the request now. Nothing is recorded. */
    public AccessAnalysis explain(Caller caller, AccessRequest request) {
        return journal.read(tx -> Analyst.analyse(book, tx, caller, request));
    }
}
