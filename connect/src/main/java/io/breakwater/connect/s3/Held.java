package io.breakwater.connect.s3;

import io.breakwater.connect.s3.Queue.Received;
import io.breakwater.detect.spi.Delivery;
import java.util.List;
import java.util.Optional;

/** A message that is ours for now, and what has become of the objects it names. */
final class Held {
    private final int times;
    private final long sinceNanos;
    private final List<Item> items;
    /** Read by the thread that asks for more time, too. */
    private volatile String receipt;

    Held(Received message, List<LoggedObject> objects, long nowNanos) {
        this.receipt = message.receipt();
        this.times = message.times();
        this.sinceNanos = nowNanos;
        this.items = objects.stream()
                .map(object -> new Item(this, message.id(), object, nowNanos))
                .toList();
    }

    /** One object of the message. */
    static final class Item {
        private final Held held;
        private final String message;
        private final LoggedObject object;
        private Optional<Delivery> delivery = Optional.empty();
        private boolean done;
        private boolean left;
        private int attempts;
        private long dueNanos;

        Item(Held held, String message, LoggedObject object, long nowNanos) {
            this.held = held;
            this.message = message;
            this.object = object;
            this.dueNanos = nowNanos;
        }

        Held held() {
            return held;
        }

        LoggedObject object() {
            return object;
        }

        Optional<Delivery> delivery() {
            return delivery;
        }

        void here(Fetch.Fetched fetched) {
            // The bytes are known by the tag S3 gave them; a store without tags has no more than the message.
            String tag = fetched.etag().isEmpty() ? message : fetched.etag();
            String mark = object.name() + "|" + object.version().orElse("") + "|" + tag;
            delivery = fetched.file().map(file -> new Delivery(object.name(), file, mark, object.put(), false));
            done = delivery.isEmpty();
        }

        void done() {
            done = true;
        }

        /** It cannot be read, and the queue has to offer it again. */
        void left() {
            left = true;
        }

        boolean isOpen() {
            return !done && !left;
        }

        boolean isDue(long nowNanos) {
            return isOpen() && dueNanos - nowNanos <= 0;
        }

        long dueNanos() {
            return dueNanos;
        }

        /** Not now, and later each time. */
        void putOff(Pace pace, long nowNanos) {
            attempts++;
            dueNanos = nowNanos + pace.retryAfter(attempts).toNanos();
        }
    }

    List<Item> items() {
        return items;
    }

    String receipt() {
        return receipt;
    }

    /** The queue has given it to us once more, thinking that we had let go of it. */
    void receivedAgain(String newest) {
        receipt = newest;
    }

    int times() {
        return times;
    }

    long ageNanos(long nowNanos) {
        return nowNanos - sinceNanos;
    }

    boolean isOpen() {
        return items.stream().anyMatch(Item::isOpen);
    }

    boolean isWholeOnRecord() {
        return items.stream().allMatch(item -> item.done);
    }
}
