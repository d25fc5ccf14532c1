package io.breakwater.ledger.postgres;

/**
 * What was published is ahead of, or beside, what the database holds, or the database's tree is not one: signing now would
 * show two histories.
 */
final class RolledBack extends Exception {
    private static final long serialVersionUID = 1L;

    private final long publishedSize;
    private final long ownSize;

    RolledBack(long publishedSize, long ownSize, String detail) {
        super(detail);
        this.publishedSize = publishedSize;
        this.ownSize = ownSize;
    }

    long publishedSize() {
        return publishedSize;
    }

    long ownSize() {
        return ownSize;
    }

    /** One sentence for people. */
    String detail() {
        return String.valueOf(getMessage());
    }
}
