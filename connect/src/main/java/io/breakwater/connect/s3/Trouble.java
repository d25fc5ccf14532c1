package io.breakwater.connect.s3;

/**
 * What can go wrong between a queue and its bucket. The names are stable: alarms go by them.
 *
 * <p>What {@link #passes} is the fault of no message: the message is held, and its object asked for again. Everything else is
 * left to the queue, which offers it again and in the end does with it what its redrive policy says.
 */
enum Trouble {
    MESSAGE_UNREADABLE(false),
    BUCKET_REFUSED(false),
    BUCKET_ELSEWHERE(false),
    OBJECT_GONE(false),
    OBJECT_DENIED(false),
    OBJECT_CHANGED(false),
    OBJECT_ARCHIVED(false),
    OBJECT_TOO_LARGE(false),
    KEY_DENIED(false),
    OBJECT_TRUNCATED(true),
    STORE_BUSY(true),
    STORE_UNREACHABLE(true),
    CREDENTIALS_MISSING(true),
    CREDENTIALS_REFUSED(true),
    REGION_MISSING(true),
    DISK_REFUSED(true),
    QUEUE_GONE(true),
    QUEUE_DENIED(true),
    QUEUE_BUSY(true),
    QUEUE_UNREACHABLE(true),
    UNFORESEEN(true);

    private final boolean passes;

    Trouble(boolean passes) {
        this.passes = passes;
    }

    boolean passes() {
        return passes;
    }
}
