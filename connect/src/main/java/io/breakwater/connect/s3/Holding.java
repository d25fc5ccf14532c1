package io.breakwater.connect.s3;

import io.breakwater.connect.s3.Held.Item;
import io.breakwater.connect.s3.Queue.Received;
import io.breakwater.detect.spi.Delivery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The messages that are ours for now. One is deleted only when all it names is on the record; one of which something could not
 * be read goes back to the queue, which offers it again or puts it aside.
 */
final class Holding {
    /** Enough to keep the reader busy, and few enough to hold in memory whatever is in them. */
    static final int MOST = 100;
    /** What is remembered of what was done, so that a message that comes twice is not fetched twice. */
    static final int MOST_REMEMBERED = 10_000;

    private final Map<String, Held> messages = new ConcurrentHashMap<>();
    private final Set<String> remembered = new LinkedHashSet<>();
    /** Receipts of what is on the record, until there are enough of them for a request. */
    private final List<String> finished = new ArrayList<>();

    private final Queue queue;
    private final Spool spool;
    private final Pace pace;
    private final Consumer<Failed> note;

    /** @param note is told what the queue did not do; the message comes again, and is known then */
    Holding(Queue queue, Spool spool, Pace pace, Consumer<Failed> note) {
        this.queue = queue;
        this.spool = spool;
        this.pace = pace;
        this.note = note;
    }

    boolean isFull() {
        return messages.size() >= MOST;
    }

    void take(Received message, List<LoggedObject> objects, long nowNanos) {
        Held before = messages.get(message.id());
        if (before != null) {
            before.receivedAgain(message.receipt());
            return;
        }
        Held held = new Held(message, objects, nowNanos);
        held.items().stream()
                .filter(item -> item.object().isEmpty() || remembered.contains(mark(item.object())))
                .forEach(Item::done);
        messages.put(message.id(), held);
        settle(message.id(), held);
    }

    private static String mark(LoggedObject object) {
        return object.name() + "|" + object.version().orElse("") + "|"
                + object.etag().orElse("");
    }

    /** Those whose time has come, the oldest first. */
    List<Item> due(long nowNanos) {
        return items().filter(item -> item.isDue(nowNanos))
                .sorted((one, other) -> Long.compare(one.dueNanos() - nowNanos, other.dueNanos() - nowNanos))
                .toList();
    }

    /** When the next one's time comes, if one waits. */
    Optional<Long> nextDueNanos(long nowNanos) {
        return items().filter(Item::isOpen)
                .map(item -> item.dueNanos() - nowNanos)
                .min(Long::compare);
    }

    private Stream<Item> items() {
        return messages.values().stream().flatMap(held -> held.items().stream());
    }

    /** What was found in it is on the record. */
    void done(Delivery delivery) throws IOException {
        for (Map.Entry<String, Held> entry : List.copyOf(messages.entrySet())) {
            for (Item item : entry.getValue().items()) {
                if (item.delivery().filter(delivery::equals).isPresent()) {
                    item.done();
                    remember(item.object());
                    settle(entry.getKey(), entry.getValue());
                }
            }
        }
        spool.remove(delivery.file());
    }

    private void remember(LoggedObject object) {
        if (object.etag().isPresent()) {
            remembered.add(mark(object));
            if (remembered.size() > MOST_REMEMBERED) {
                remembered.remove(remembered.iterator().next());
            }
        }
    }

    /** Lets go of what is done, of what cannot be read, and of what has been held for too long. */
    void settle(long nowNanos) throws IOException {
        for (Map.Entry<String, Held> entry : List.copyOf(messages.entrySet())) {
            if (entry.getValue().ageNanos(nowNanos) > pace.hold().toNanos()) {
                letGo(entry.getValue());
            }
            settle(entry.getKey(), entry.getValue());
        }
        deleteFinished();
    }

    private void letGo(Held held) throws IOException {
        for (Item item : held.items()) {
            if (item.isOpen()) {
                item.left();
                if (item.delivery().isPresent()) {
                    spool.remove(item.delivery().get().file());
                }
            }
        }
    }

    private void settle(String id, Held held) {
        if (held.isOpen()) {
            return;
        }
        messages.remove(id);
        if (held.isWholeOnRecord()) {
            finished.add(held.receipt());
            if (finished.size() >= Queue.BATCH || messages.isEmpty()) {
                deleteFinished();
            }
        } else {
            giveBack(held);
        }
    }

    private void deleteFinished() {
        List<String> receipts = List.copyOf(finished);
        finished.clear();
        try {
            queue.delete(receipts);
        } catch (Failed e) {
            note.accept(e);
        }
    }

    /** Whether or not the queue hears it: from now on the message is not ours. */
    private void giveBack(Held held) {
        try {
            queue.release(held.receipt(), pace.leftFor(held.times()));
        } catch (Failed e) {
            note.accept(e);
        }
    }

    /** What we need more time for. From any thread. */
    List<String> receipts() {
        List<String> receipts = new ArrayList<>();
        messages.values().forEach(held -> receipts.add(held.receipt()));
        return receipts;
    }
}
