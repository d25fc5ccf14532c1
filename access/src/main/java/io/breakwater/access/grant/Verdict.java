package io.breakwater.access.grant;

/** What a request would lead to. */
public enum Verdict {
    /** Access opens now; policy demands no approval before it. */
    OPEN_NOW,
    /** The request waits for approvals. */
    NEEDS_APPROVAL,
    /** The glass is broken: access opens now, and approval afterwards is due. */
    BREAK_GLASS,
    /** A rule says no. */
    REFUSED,
    /** A rule could not be evaluated. That is no "no", but nothing opens. */
    BROKEN
}
